"""Panels: who sits in them, what they held, their ballot; the kinds of members."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import require, scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from suggestions.models import Panel, PanelMemberKind
from suggestions.panels import operations
from suggestions.panels.forms import EventForm, MemberKindForm, ModeForm, PanelForm
from suggestions.panels.views.shared import ASK, page_of, seen, under
from suggestions.panels.workflow import ROUND_WORKFLOW
from suggestions.workflow import OFFICE


def _panel(request: SignedInRequest, pk: int, step: str) -> Panel:
    rows = Panel.objects.visible_to(request.user).select_related("round")
    row = scoped_or_404(rows, pk=pk)
    require(request.user, ROUND_WORKFLOW[step], row.round.state)
    return row


@allow(*OFFICE)
@never_cache
def add_panel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a panel together."""
    row = seen(request, pk, "add_panel")
    return answer(
        request,
        ASK,
        PanelForm(request.POST or None, round=row),
        partial(operations.write_panel, round=row, actor=request.user),
        done=lambda panel: f"{panel}已保存，还缺什么写在组的旁边",
        url=lambda _panel: page_of(row),
        context=under(row, "组建测评组", button="保存"),
    )


@allow(*OFFICE)
@never_cache
def change_panel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a panel anew until the round starts."""
    panel = _panel(request, pk, "add_panel")
    row = panel.round
    save = partial(operations.write_panel, round=row, actor=request.user, panel=panel, version=panel.version)
    return answer(
        request,
        ASK,
        PanelForm(request.POST or None, round=row, panel=panel),
        save,
        done=lambda kept: f"{kept}已修改",
        url=lambda _panel: page_of(row),
        context=under(row, f"修改{panel}", button="保存"),
    )


@allow(*OFFICE)
@never_cache
def record_event(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record 动员培训, 听取报告 or 实地调研."""
    row = seen(request, pk, "record_event")
    return answer(
        request,
        ASK,
        EventForm(request.POST or None, round=row),
        partial(operations.record_event, round=row, actor=request.user),
        done=lambda event: f"已记{event}",
        url=lambda _event: page_of(row),
        context=under(row, "记动员培训、报告、调研", button="保存"),
    )


@allow(*OFFICE)
@never_cache
def prepare_ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare the ballot of a panel; it is held on the pages of ballots."""
    panel = _panel(request, pk, "prepare_ballot")
    with leading_to(page_of(panel.round)):
        return answer(
            request,
            ASK,
            ModeForm(request.POST or None),
            partial(operations.prepare_ballot, panel=panel, actor=request.user),
            done=lambda _poll: "测评票已准备，核对以后开始投票",
            url=lambda poll: reverse("ballots:detail", args=[poll.pk]),
            context=under(panel.round, f"准备{panel}的测评票", button="准备测评票"),
        )


@allow(*OFFICE)
@require_safe
def kinds(request: SignedInRequest) -> HttpResponse:
    """Who panels are drawn from, and how many of each."""
    return render(request, "panels/kinds.html", {"kinds": PanelMemberKind.objects.all()})


def _kind_page(label: str) -> dict[str, str]:
    return {"label": label, "button": "保存", "up": "测评组成员类别", "up_url": reverse("panels:kinds")}


@allow(*OFFICE)
@never_cache
def add_kind(request: SignedInRequest) -> HttpResponse:
    """One kind more."""
    return _kind(request, PanelMemberKind(), "增加类别")


@allow(*OFFICE)
@never_cache
def change_kind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a kind; panels that are complete already are checked anew when the round starts."""
    return _kind(request, get_object_or_404(PanelMemberKind, pk=pk), "修改类别")


def _kind(request: SignedInRequest, row: PanelMemberKind, label: str) -> HttpResponse:
    return answer(
        request,
        ASK,
        MemberKindForm(request.POST or None, instance=row),
        partial(operations.save_kind, kind=row, actor=request.user),
        done=lambda kept: f"已保存：{kept}",
        url=lambda _kept: reverse("panels:kinds"),
        context=_kind_page(label),
    )
