"""The register of honours."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.honours import rules
from deputies.honours.enums import HonourLevel
from deputies.honours.forms import ChangeHonourForm, HonourForm, ReasonForm
from deputies.honours.settings import LISTS
from deputies.honours.showing import honour_facts, honour_state
from deputies.honours.tables import HONOURS
from deputies.models import Honour
from deputies.operations import honours as operations
from deputies.rules import WRITERS
from deputies.timeline import steps_of


def _page(row: Honour) -> str:
    return reverse("honours:honour", args=[row.pk])


def _honour(request: SignedInRequest, pk: int) -> Honour:
    rows = Honour.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("person", "group", "candidate__selection"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The honours this user may know of."""
    return respond(HONOURS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def honour(request: SignedInRequest, pk: int) -> HttpResponse:
    """One honour."""
    row = _honour(request, pk)
    keeps = request.user.has_role(*WRITERS)
    context = {
        "honour": row,
        "state": honour_state(row),
        "facts": honour_facts(row),
        "selection": row.candidate.selection if row.candidate else None,
        "keeps": keeps and row.withdrawn_at is None,
        "happenings": steps_of(row) if keeps else [],
    }
    return render(request, "honours/honour.html", context)


@allow(*WRITERS)
@never_cache
def record_honour(request: SignedInRequest) -> HttpResponse:
    """Register an honour."""
    initial: dict[str, Any] = {"year": timezone.localdate().year, "level": HonourLevel.DISTRICT}
    return answer(
        request,
        "deputies/ask.html",
        HonourForm(request.POST or None, initial=initial),
        partial(operations.record_honour, actor=request.user),
        done=lambda _row: "荣誉已登记，公开以后群众才看得到",
        url=_page,
        context={"label": "登记荣誉", "up": HONOURS.title, "up_url": reverse("honours:index")},
    )


@allow(*WRITERS)
@never_cache
def change_honour(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an honour."""
    row = _honour(request, pk)
    with leading_to(_page(row)):
        if row.candidate_id is not None:
            raise Conflict("这项荣誉由评选公布，不能修改；公布错了请撤销那次评选")
        return answer(
            request,
            "deputies/ask.html",
            ChangeHonourForm(request.POST or None, instance=row),
            partial(operations.change_honour, honour=row, actor=request.user),
            done=lambda _row: "荣誉已更新",
            url=_page,
            context={"label": "修改荣誉", "of": row, "up": row.title, "up_url": _page(row), "button": "保存"},
        )


@allow(*WRITERS)
@require_POST
def release_honour(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let everybody read it."""
    row = _honour(request, pk)
    with leading_to(_page(row)):
        operations.release_honour(honour=row, actor=request.user)
    messages.success(request, "已公开，代表的公开页面上看得到")
    return redirect(_page(row))


@allow(*WRITERS)
@require_POST
def hide_honour(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it from the public pages."""
    row = _honour(request, pk)
    with leading_to(_page(row)):
        operations.hide_honour(honour=row, actor=request.user)
    messages.success(request, "已撤下，公开页面上看不到了")
    return redirect(_page(row))


@allow(*WRITERS)
@never_cache
def withdraw_honour(request: SignedInRequest, pk: int) -> HttpResponse:
    """It counts no longer."""
    row = _honour(request, pk)
    with leading_to(_page(row)):
        return answer(
            request,
            "deputies/ask.html",
            ReasonForm(request.POST or None),
            partial(operations.withdraw_honour, honour=row, actor=request.user),
            done=lambda _row: "荣誉已撤销，公开页面上看不到了",
            url=_page,
            context={"label": "撤销荣誉", "of": row, "up": row.title, "up_url": _page(row), "undo": True},
        )


@allow(*WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """The categories of selections."""
    context = {
        "lists": LISTS.shown(),
        "heading": "评选类别",
        "up": "评选",
        "up_url": reverse("honours:selections"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a category."""
    return LISTS.answer_add(request, listed)


@allow(*WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a category, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
