"""The office types in what came on paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.documents.uploads import StorageFailed
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from suggestions.forms.entering import EnterForm
from suggestions.operations.entering import enter as enter_suggestion
from suggestions.workflow import KEEPERS


@allow(*KEEPERS)
@never_cache
def enter(request: SignedInRequest) -> HttpResponse:
    """Enter one; it goes on to the gate, or, with “再录一件”, the form is empty again."""
    form = EnterForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            row = enter_suggestion(actor=request.user, **form.facts)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as error:
            form.add_error("documents", str(error))
        else:
            messages.success(request, f"已登记“{row.title}”，回执 {row.receipt}")
            if "another" in request.POST:
                return redirect("suggestions:enter")
            return redirect("suggestions:register", row.pk)
    return render(request, "suggestions/enter.html", {"form": form})
