"""The forms, kinds and rules of the register."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.web.requests import SignedInRequest
from deputies.duty.settings import LISTS
from deputies.duty.workflow import KEEPERS
from deputies.models import DutyPolicy


@allow(*KEEPERS)
@never_cache
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """All of them on one page."""
    DutyPolicy.current()
    return render(request, "duty/settings.html", {"lists": LISTS.shown()})


@allow(*KEEPERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a form or a kind."""
    return LISTS.answer_add(request, listed)


@allow(*KEEPERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a form, a kind or the rules."""
    return LISTS.answer_change(request, listed, pk)
