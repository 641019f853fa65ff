"""The columns of the public site."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletins.news.settings import LISTS
from bulletins.news.tables import ARTICLES
from bulletins.workflow import EDITORS
from congress.access.decorators import allow
from congress.web.requests import SignedInRequest


@allow(*EDITORS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """All columns."""
    context = {
        "lists": LISTS.shown(),
        "heading": LISTS.title,
        "up": ARTICLES.title,
        "up_url": reverse("news:index"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*EDITORS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a column."""
    return LISTS.answer_add(request, listed)


@allow(*EDITORS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a column, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
