"""Rounds: the list, one round, its steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available
from congress.ballots.enums import BARS
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from suggestions.models import PanelResult, PanelRound
from suggestions.panels import operations, rules
from suggestions.panels.enums import EventKind, RoundState
from suggestions.panels.forms import ChangeRoundForm, RecommendForm, RoundForm, verdict_forms
from suggestions.panels.queries import faults_of, least_of_kinds, panels_of, summary
from suggestions.panels.tables import ROUNDS, mend_state, round_state
from suggestions.panels.views.shared import ASK, page_of, seen, under
from suggestions.panels.workflow import DECIDERS, RECOMMENDERS, ROUND_WORKFLOW
from suggestions.supervision.forms.keys import MeetingForm
from suggestions.workflow import OFFICE

#: Steps with a button on the page of the round that lead to a form; the others are taken at once.
_ASKING = frozenset({"recommend", "fix_list", "add_panel", "record_event"})
#: Steps of one panel stand beside it.
_BESIDE = frozenset({"prepare_ballot"})


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The years' tests."""
    return respond(ROUNDS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One round: what was recommended and chosen, the panels and what they lack, steps held, results."""
    row = seen(request, pk)
    user = request.user
    results = Prefetch("results", PanelResult.objects.published().order_by("turn"), to_attr="told")
    candidates = list(
        row.candidates.select_related("suggestion", "unit", "panel")
        .prefetch_related("criteria", results)
        .order_by("pk")
    )
    panels, least = panels_of(row), least_of_kinds()
    polls: dict[int, int] = dict(
        PanelResult.objects.filter(candidate__round=row, turn=1)
        .order_by()
        .values_list("candidate__panel_id", "poll_id")
    )
    steps = [one for one in available(user, ROUND_WORKFLOW, row.state) if one.step not in _BESIDE]
    told = summary(row)
    office = user.has_role(*OFFICE)
    context = {
        "round": row,
        "state": round_state(row),
        "asked": [(s, reverse(f"panels:{s.step}", args=[pk])) for s in steps if s.step in _ASKING],
        "taken": [(s, reverse(f"panels:{s.step}", args=[pk])) for s in steps if s.step not in _ASKING],
        "changes": office and row.state in {RoundState.RECOMMENDING, RoundState.FIXED},
        "office": office,
        "facts": [
            ("达标线", dict(BARS).get(row.threshold, row.threshold)),
            (
                "每组人数",
                f"不少于 {row.min_members} 人" + ("" if row.leaders_count else "（不含组长、副组长）"),
            ),
            ("依据", row.citation),
            ("主任会议", f"{row.meeting}，{dates.day(row.meeting_on)}" if row.meeting_on else ""),
            ("推荐／确定", f"{told.recommended}／{told.chosen} 件"),
            ("达标", f"{told.met}／{told.tested} 件" if told.tested else ""),
            ("最低满意率", f"{told.lowest}（{told.lowest.of}）" if told.lowest else ""),
            ("反馈", dates.day(row.fed_back_on) if row.fed_back_on else ""),
        ],
        "candidates": [(one, mend_state(one) if one.mend_state else None) for one in candidates],
        "panels": [
            {
                "panel": panel,
                "faults": faults_of(panel, least) if row.state == RoundState.FIXED else [],
                "size": len(panel.members.all()) + 2,
                "researched": any(one.kind == EventKind.RESEARCH for one in panel.events.all()),
                "poll": polls.get(panel.pk),
            }
            for panel in panels
        ],
        "events": row.events.select_related("panel", "activity").order_by("on", "pk"),
    }
    return render(request, "panels/detail.html", context)


@allow(*OFFICE)
@never_cache
def prepare_round(request: SignedInRequest) -> HttpResponse:
    """Begin a year's test; the rules of the year before are offered."""
    last = PanelRound.objects.order_by("-year", "-pk").first()
    kept = ("min_members", "leaders_count", "threshold", "basis", "citation")
    initial = {
        "year": timezone.localdate().year,
        **({name: getattr(last, name) for name in kept} if last else {}),
    }
    return answer(
        request,
        ASK,
        RoundForm(request.POST or None, initial=initial),
        partial(operations.prepare_round, actor=request.user),
        done=lambda _row: "已保存，各委室可以推荐建议了",
        url=page_of,
        context={
            "label": "准备测评",
            "button": "保存",
            "up": ROUNDS.title,
            "up_url": reverse("panels:index"),
        },
    )


@allow(*OFFICE)
@never_cache
def change_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the rules until it starts."""
    row = seen(request, pk)
    with leading_to(page_of(row)):
        return answer(
            request,
            ASK,
            ChangeRoundForm(request.POST or None, instance=row),
            partial(operations.change_round, round=row, actor=request.user),
            done=lambda _row: "已修改",
            url=page_of,
            context=under(row, "修改规则"),
        )


@allow(*RECOMMENDERS)
@never_cache
def recommend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Recommend suggestions of the own supervision."""
    row = seen(request, pk, "recommend")
    return answer(
        request,
        ASK,
        RecommendForm(request.POST or None, round=row, user=request.user),
        partial(operations.recommend, round=row, actor=request.user),
        done=lambda _row: "已推荐，等主任会议确定",
        url=page_of,
        context=under(row, "推荐建议"),
    )


@allow(*DECIDERS)
@never_cache
def fix_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter what the 主任会议 decided about every recommended suggestion."""
    row = seen(request, pk, "fix_list")
    candidates = list(
        row.candidates.select_related("suggestion", "unit").prefetch_related("criteria").order_by("pk")
    )
    form, lines = MeetingForm(request.POST or None), verdict_forms(candidates, request.POST or None)
    if request.method == "POST" and all([form.is_valid(), *(line.is_valid() for line in lines)]):
        try:
            operations.fix_list(
                round=row, actor=request.user, verdicts=[line.verdict for line in lines], **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            chosen = sum(line.verdict.chosen for line in lines)
            messages.success(request, f"已列入测评 {chosen} 件，不列入 {len(lines) - chosen} 件")
            return redirect(page_of(row))
    return render(request, "panels/fix_list.html", {"form": form, "lines": lines, "round": row})


def _taking(operation: Callable[..., PanelRound], done: str) -> Callable[..., HttpResponse]:
    """The view of a step that asks nothing."""

    @allow(*OFFICE)
    @require_POST
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = seen(request, pk)
        with leading_to(page_of(row)):
            operation(round=row, actor=request.user)
        messages.success(request, done)
        return redirect(page_of(row))

    view.__doc__ = operation.__doc__
    return view


start_round = _taking(operations.start_round, "测评已开始，有帐号的成员会收到通知")
give_feedback = _taking(operations.give_feedback, "结果已反馈给提出建议的代表和承办单位")
close_round = _taking(operations.close_round, "测评已结束")
