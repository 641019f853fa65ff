"""Exit cases: the list, one case, its steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.parts import Happening
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.exits import rules
from deputies.exits.forms import ChangeCaseForm, OpenCaseForm, RemindForm, StepForm
from deputies.exits.settings import LISTS
from deputies.exits.showing import HINTS, exit_facts, exit_state, path_of
from deputies.exits.tables import EXITS
from deputies.exits.workflow import EXIT_WORKFLOW
from deputies.models import ExitCase
from deputies.operations import exits as operations
from deputies.rules import WRITERS

#: The bodies that act by law, as the procedure a new case begins with (代表法 第六十三条).
_PROCEDURE = "代表资格审查委员会审查，报本级人大常委会，由常委会公告"


def _page(row: ExitCase) -> str:
    return reverse("exits:detail", args=[row.pk])


def _case(request: SignedInRequest, pk: int) -> ExitCase:
    rows = ExitCase.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("deputyship__person", "deputyship__term__area", "ground"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All cases."""
    return respond(EXITS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One case: where it stands, what it rests on, every step with its day."""
    row = _case(request, pk)
    context = {
        "case": row,
        "state": exit_state(row),
        "path": path_of(row),
        "facts": exit_facts(row),
        "happenings": [
            Happening(str(step.get_step_display()), step.by.name if step.by else "", step.on, note=step.note)
            for step in row.steps.select_related("by").order_by("-pk")
        ],
        "steps": [
            (step, reverse(f"exits:{step.step}", args=[row.pk]))
            for step in available(request.user, EXIT_WORKFLOW, row.state)
        ],
        "keeps": request.user.has_role(*WRITERS),
    }
    return render(request, "exits/detail.html", context)


@allow(*WRITERS)
@never_cache
def open_case(request: SignedInRequest) -> HttpResponse:
    """Note what was found; ``?deputyship=`` picks the deputy."""
    asked = request.GET.get("deputyship", "")
    initial: dict[str, Any] = {"found_on": timezone.localdate(), "procedure": _PROCEDURE}
    if asked.isdecimal():
        initial["deputyship"] = int(asked)
    up = reverse("exits:index")
    with leading_to(up):
        return answer(
            request,
            "deputies/ask.html",
            OpenCaseForm(request.POST or None, initial=initial),
            partial(operations.open_case, actor=request.user),
            done=lambda row: f"已登记，下一步提醒{row.deputyship.person}",
            url=_page,
            context={"label": "登记发现", "up": EXITS.title, "up_url": up},
        )


@allow(*WRITERS)
@never_cache
def change_case(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what is written of an open case."""
    row = _case(request, pk)
    with leading_to(_page(row)):
        if not row.is_open:
            raise Conflict(f"这一件{row.get_state_display()}，不能再修改")
        return answer(
            request,
            "deputies/ask.html",
            ChangeCaseForm(request.POST or None, instance=row),
            partial(operations.change_case, case=row, actor=request.user),
            done=lambda _row: "已修改",
            url=_page,
            context={"label": "修改", "of": row, "up": row.deputyship.person.name, "up_url": _page(row)},
        )


def _taking(step: str, operation: Callable[..., ExitCase]) -> Callable[..., HttpResponse]:
    """The view of a step: the day and what was done."""
    transition = EXIT_WORKFLOW[step]

    @allow(*WRITERS)
    @never_cache
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = _case(request, pk)
        form = RemindForm if step == "remind" else StepForm
        with leading_to(_page(row)):
            require(request.user, transition, row.state)
            return answer(
                request,
                "deputies/ask.html",
                form(request.POST or None, hint=HINTS[step], initial={"on": timezone.localdate()}),
                partial(operation, case=row, actor=request.user),
                done=lambda saved: f"{saved.deputyship.person}：{saved.get_state_display()}",
                url=_page,
                context={
                    "label": transition.label,
                    "of": row,
                    "up": row.deputyship.person.name,
                    "up_url": _page(row),
                    "undo": step in {"end_by_exit", "drop_case", "order_resignation"},
                    "note": _warning(row) if step == "end_by_exit" else "",
                },
            )

    view.__doc__ = operation.__doc__
    return view


def _warning(row: ExitCase) -> str:
    holder = row.deputyship
    return (
        f"保存以后，{holder.person}的{holder.title}资格以“{row.get_manner_display()}”结束，"
        f"日期就是最后一天（{dates.full_day(row.last_on)}以后），小组席位、职务同日结束，档案转为只读，名额计入空缺。"
    )


remind = _taking("remind", operations.remind)
find_corrected = _taking("find_corrected", operations.find_corrected)
find_uncorrected = _taking("find_uncorrected", operations.find_uncorrected)
order_resignation = _taking("order_resignation", operations.order_resignation)
end_by_exit = _taking("end_by_exit", operations.end_by_exit)
drop_case = _taking("drop_case", operations.drop_case)


@allow(*WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """The situations and what they rest on."""
    context = {
        "lists": LISTS.shown(),
        "heading": "退出情形",
        "up": EXITS.title,
        "up_url": reverse("exits:index"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a situation."""
    return LISTS.answer_add(request, listed)


@allow(*WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a situation, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
