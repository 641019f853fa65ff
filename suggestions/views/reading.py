"""One suggestion."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from suggestions import rules
from suggestions.models import Suggestion


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One suggestion: facts, who handles it by when, the text as submitted, what happened."""
    rows = Suggestion.objects.visible_to(request.user).select_related("lead__person", "area", "category")
    row = scoped_or_404(rows, pk=pk)
    return render(request, "suggestions/detail.html", {"suggestion": row})
