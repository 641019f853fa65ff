"""The lists on one page, and the form of a line."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.web.requests import SignedInRequest
from suggestions.settings.lists import LISTS

WRITERS = (Role.OFFICE, Role.DEPUTY_WORK)


@allow(*WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Every list with its lines."""
    return render(request, "suggestions/settings/settings.html", {"lists": LISTS.shown()})


@allow(*WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a line to a list that can grow."""
    return LISTS.answer_add(request, listed)


@allow(*WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a line, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
