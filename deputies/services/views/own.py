"""What a deputy sees of their own, on the phone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.web.requests import SignedInRequest
from deputies.models import Certificate
from deputies.services import rules
from deputies.services.queries import own_copies, own_lines
from deputies.services.showing import certificate_state, copy_state, yuan

#: Lines and copies shown; two years of each and a few more.
_SHOWN = 12


@allow(*rules.OWNERS)
@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """The own stipends, certificate and periodicals; nobody else's (R033)."""
    certificates = Certificate.objects.filter(deputyship__person__user=request.user).select_related(
        "deputyship"
    )
    context = {
        "lines": [(line, yuan(line.amount)) for line in own_lines(request.user)[:_SHOWN]],
        "certificates": [(row, certificate_state(row)) for row in certificates],
        "copies": [(row, copy_state(row)) for row in own_copies(request.user)[:_SHOWN]],
    }
    return render(request, "deputy_services/mine.html", context)
