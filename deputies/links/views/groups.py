"""What groups are linked with, their visits to organs, questions and answers."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.documents.xlsx import download, workbook
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.links import rules
from deputies.links.forms import ReasonForm
from deputies.links.group_forms import AnswerForm, AskForm, TieForm, UntieForm, VisitForm
from deputies.links.operations import groups as operations
from deputies.links.tables import VISITS
from deputies.links.ties import Ties, ties_of
from deputies.models import DeputyGroup, GroupTie, OrganQuestion, OrganVisit


def _visit_url(row: OrganVisit) -> str:
    return reverse("links:visit", args=[row.pk])


@allow(*rules.GROUP_READERS)
@require_safe
def ties(request: SignedInRequest) -> HttpResponse:
    """Each group with its state organs, villages and communities; the groups without an organ (R113, R133)."""
    today = timezone.localdate()
    found = ties_of(request.user, today)
    if "export" in request.GET:
        return _export(found)
    kept = DeputyGroup.objects.filter(rules.keep_group_work.as_q(request.user))
    context = {
        "ties": found,
        "year": today.year,
        "can_tie": request.user.has_role(*rules.OFFICE),
        "kept": set(kept.values_list("pk", flat=True))
        if request.user.has_role(*rules.GROUP_KEEPERS)
        else set(),
    }
    return render(request, "links/ties.html", context)


def _export(found: Ties) -> HttpResponse:
    name = "代表小组联系单位和村（社区）"
    rows = [
        (
            line.group.listed_as,
            "、".join(tie.organ.name for tie in line.organs if tie.organ),
            "、".join(str(tie.area) for tie in line.places),
            line.visits,
        )
        for line in found.lines
    ]
    return download(
        workbook(name, ["代表小组", "国家机关", "村（社区）", "今年联系国家机关"], rows), f"{name}.xlsx"
    )


@allow(*rules.OFFICE)
@never_cache
def tie_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """Link a group with organs, villages and communities."""
    row = scoped_or_404(DeputyGroup.objects.visible_to(request.user).select_related("term"), pk=pk)
    back = reverse("links:ties")
    with leading_to(back):
        return answer(
            request,
            "links/form.html",
            TieForm(request.POST or None, group=row),
            partial(operations.tie_group, group=row, actor=request.user),
            done=lambda group: f"{group}的定点联系已更新",
            url=lambda _row: back,
            context={"heading": f"{row}：加定点联系", "up": "小组联系单位和村（社区）", "up_url": back},
        )


@allow(*rules.OFFICE)
@never_cache
def untie_group(request: SignedInRequest, pk: int) -> HttpResponse:
    """End what a group is linked with."""
    row = scoped_or_404(GroupTie.objects.select_related("group", "organ", "area"), pk=pk)
    back = reverse("links:ties")
    with leading_to(back):
        return answer(
            request,
            "links/form.html",
            UntieForm(request.POST or None),
            partial(operations.untie_group, tie=row, actor=request.user),
            done=lambda _row: "定点联系已结束",
            url=lambda _row: back,
            context={
                "heading": f"结束：{row}",
                "up": "小组联系单位和村（社区）",
                "up_url": back,
                "undo": True,
            },
        )


@allow(*rules.VISIT_LISTERS)
@require_http_methods(["GET", "POST"])
def visits(request: SignedInRequest) -> HttpResponse:
    """The visits to state organs in scope (R114)."""
    return respond(VISITS, request)


@allow(*rules.GROUP_KEEPERS)
@never_cache
def record_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a visit of a group down."""
    kept = DeputyGroup.objects.filter(rules.keep_group_work.as_q(request.user)).select_related("term")
    row = scoped_or_404(kept, pk=pk)
    return answer(
        request,
        "links/form.html",
        VisitForm(request.POST or None, group=row, initial={"token": uuid4()}),
        partial(operations.record_visit, group=row, actor=request.user),
        done=lambda _row: "联系已登记",
        url=_visit_url,
        context={
            "heading": f"{row}：登记联系国家机关",
            "up": "联系国家机关",
            "up_url": reverse("links:visits"),
        },
    )


@allow(*rules.VISIT_READERS)
@require_safe
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One visit: who came, what was asked, what was answered (R115)."""
    rows = (
        OrganVisit.objects.visible_to(request.user)
        .marked()
        .select_related("group__term", "organ", "entered_by")
    )
    row = scoped_or_404(rows, pk=pk)
    standing = row.withdrawn_at is None
    names = row.deputies.select_related("person").order_by("person__pinyin")
    told = [
        ("代表小组", row.group.listed_as),
        ("日期", dates.full_day(row.on)),
        ("地点", row.place),
        ("参加代表", "、".join(one.person.name for one in names)),
        ("登记", row.entered_by.name),
    ]
    context = {
        "visit": row,
        "facts": [(label, value) for label, value in told if value],
        "questions": row.questions.all(),
        "keeps": standing and rules.keep_visit.allows(request.user, row),
        "answers": standing and rules.answer_visit.allows(request.user, row),
    }
    return render(request, "links/visit.html", context)


def _kept(request: SignedInRequest, pk: int) -> OrganVisit:
    return scoped_or_404(OrganVisit.objects.kept_by(request.user).select_related("group", "organ"), pk=pk)


@allow(*rules.GROUP_KEEPERS)
@never_cache
def ask_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a question to a visit."""
    row = _kept(request, pk)
    with leading_to(_visit_url(row)):
        return answer(
            request,
            "links/form.html",
            AskForm(request.POST or None),
            partial(operations.ask_question, visit=row, actor=request.user),
            done=lambda _row: "问询已登记，等单位答复",
            url=lambda _row: _visit_url(row),
            context={"heading": "加一条问询", "up": row, "up_url": _visit_url(row)},
        )


@allow(*rules.ANSWERERS)
@never_cache
def answer_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """The organ answers, or the office writes its answer down."""
    mine = OrganVisit.objects.filter(rules.answer_visit.as_q(request.user)).order_by().values("pk")
    rows = OrganQuestion.objects.filter(visit__in=mine).select_related("visit__group", "visit__organ")
    row = scoped_or_404(rows, pk=pk)
    back = _visit_url(row.visit)
    with leading_to(back):
        return answer(
            request,
            "links/answer.html",
            AnswerForm(request.POST or None, instance=row),
            partial(operations.answer_question, question=row, actor=request.user),
            done=lambda _row: "答复已登记",
            url=lambda _row: back,
            context={"question": row, "up": row.visit, "up_url": back},
        )


@allow(*rules.GROUP_KEEPERS)
@never_cache
def withdraw_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """It counts no longer."""
    row = _kept(request, pk)
    with leading_to(_visit_url(row)):
        return answer(
            request,
            "links/form.html",
            ReasonForm(request.POST or None),
            partial(operations.withdraw_visit, visit=row, actor=request.user),
            done=lambda _row: "已撤回，不再统计",
            url=_visit_url,
            context={"heading": "撤回登记", "up": row, "up_url": _visit_url(row), "undo": True},
        )
