"""Rounds at the desk: the list, one round, its steps; the way in for those who propose."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import available, scoped_or_404
from congress.web import dates
from congress.web.forms import PortalForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.timeline import steps_of
from livelihood_projects import forms, projects, rounds, rules, showing
from livelihood_projects.enums import RoundState
from livelihood_projects.models import LivelihoodRule, Project, Round
from livelihood_projects.project_views import project_page
from livelihood_projects.tables import PROJECTS_LIST, ROUNDS_LIST
from livelihood_projects.workflow import KEEPERS, PASSES, ROUNDS
from oversight.pages import RecordPage

ROUND_READERS = rules.WATCHERS | KEEPERS
#: Own ideas on the page of those who propose; all are in the list of projects.
OWN_SHOWN = 20


def round_page(row: Round) -> str:
    """The page of a round."""
    return reverse("livelihood:round", args=[row.pk])


def _round(request: SignedInRequest, pk: int) -> Round:
    rows = Round.objects.visible_to(request.user).select_related("area", "election", "evaluation")
    return scoped_or_404(rows, pk=pk)


@allow(*ROUND_READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All rounds the user may see."""
    return respond(ROUNDS_LIST, request)


@allow(*ROUND_READERS)
@never_cache
@require_safe
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One round: its four stages, what each body decided, all ideas and projects."""
    row = _round(request, pk)
    keeps = rules.keep_round.allows(request.user, row)
    public = Line("公众征集和进度页面", url=reverse("livelihood:public_round", args=[row.pk]))
    polls = [
        Line(poll.title, url=reverse("ballots:detail", args=[poll.pk]), note=str(poll.get_state_display()))
        for poll in (row.election, row.evaluation)
        if poll is not None
    ]
    return RecordPage(
        title=row.title,
        sub=f"{row.year}年　{row.area or '全区'}",
        up=ROUNDS_LIST.title,
        up_url=reverse("livelihood:index"),
        state=showing.round_state(row),
        path=showing.path_of(row),
        facts=[("征集天数", f"至少 {row.shortest_call} 天"), ("入选项目投资", showing.invested(row))],
        texts=[("征集公告", row.call)],
        sections=[
            showing.projects_section(row),
            showing.decisions_section(row),
            Section("投票和公开", [*polls, public]),
        ],
        actions=_round_actions(request, row) if keeps else [],
        hint="" if keeps else "由人大登记",
        happenings=steps_of(row),
    ).answer(request)


def _round_actions(request: SignedInRequest, row: Round) -> list[Action]:
    names = {"end_screening_of_town": "end_screening", **dict.fromkeys(PASSES.values(), "pass_list")}
    found, today = [], timezone.localdate()
    for step in available(request.user, ROUNDS, row.state):
        of_town = step.step == "end_screening_of_town"
        if step.step.startswith("end_screening") and of_town != (row.area_id is not None):
            continue
        label = f"登记{row.body}结果" if step.step in PASSES.values() else step.label
        url = reverse(f"livelihood:{names.get(step.step, step.step)}", args=[row.pk])
        open_until = row.closes_on if row.state == RoundState.CALLING else None
        blocked = (
            f"征集到{dates.day(open_until)}，过了这一天再结束" if open_until and open_until >= today else ""
        )
        found.append(Action(label, url, "primary", blocked=blocked))
    if row.state == RoundState.CALLING:
        found.append(Action("代为登记建议", reverse("livelihood:propose", args=[row.pk])))
    return found


@allow(*KEEPERS)
@never_cache
def open_call(request: SignedInRequest) -> HttpResponse:
    """Call for ideas."""
    today = timezone.localdate()
    usual = {"shortest_call": LivelihoodRule.in_force().shortest_call}
    return form_page(
        request,
        forms.RoundForm(request.POST or None, initial={"year": today.year + 1, "opens_on": today} | usual),
        partial(rounds.open_call, actor=request.user),
        heading="开始征集",
        about=ROUNDS_LIST.title,
        back=reverse("livelihood:index"),
        done="征集已登记，公众页面按日期开放",
        url=round_page,
    )


@allow(*rules.PROPOSERS)
@never_cache
@require_safe
def calls(request: SignedInRequest) -> HttpResponse:
    """Where ideas are taken now, and what became of the own ones (R247; at most 3 queries)."""
    open_now = list(Round.objects.calling(request.user, timezone.localdate()))
    lines = [Line(row.title, note=row.call, due=row.closes_on) for row in open_now]
    several = len(open_now) > 1
    doors = [
        Action(
            f"提建议：{row.title}" if several else "提建议",
            reverse("livelihood:propose", args=[row.pk]),
            "primary" if row is open_now[0] else "",
        )
        for row in open_now
    ]
    month = (
        "" if open_now else f"现在没有征集。每年{LivelihoodRule.in_force().call_month}月起准备下一年的征集。"
    )
    own = Project.objects.proposed_by(request.user).select_related("round__area")
    mine = [showing.project_line(one, one.round) for one in own.order_by("-pk")[:OWN_SHOWN]]
    return RecordPage(
        title="提民生实事建议",
        sub="征集期间可以提，要办什么、在哪里、为什么",
        up=PROJECTS_LIST.title,
        up_url=reverse("livelihood:projects"),
        sections=[
            Section("正在征集", lines, empty=month),
            Section("我提的", mine, empty="您还没有提过。"),
        ],
        actions=doors,
        hint="提了以后在这里看办得怎样。" if doors else "开始征集以后可以提。",
    ).answer(request)


@allow(*rules.PROPOSERS)
@never_cache
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """An idea of somebody with an account: a deputy, a station, a unit, the congress for a citizen."""
    row = scoped_or_404(Round.objects.open_on(timezone.localdate()), pk=pk)
    return form_page(
        request,
        forms.OwnIdeaForm(request.POST or None, for_others=rules.keep_round.allows(request.user, row)),
        partial(projects.propose, round=row, actor=request.user),
        heading="提建议",
        about=row.title,
        back=reverse("livelihood:calls"),
        done="建议已登记，征集截止以后筛选",
        url=project_page,
    )


def _on_round(
    request: SignedInRequest,
    pk: int,
    form: Callable[[Round], BaseForm],
    save: Callable[..., Any],
    heading: str | Callable[[Round], str],
    done: str,
    lead: str = "",
) -> HttpResponse:
    row = _round(request, pk)
    with leading_to(round_page(row)):
        return form_page(
            request,
            form(row),
            partial(save, round=row, actor=request.user),
            heading=heading if isinstance(heading, str) else heading(row),
            about=row.title,
            lead=lead,
            back=round_page(row),
            done=done,
        )


@allow(*KEEPERS)
@never_cache
def end_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """No more ideas."""
    blank = PortalForm(request.POST or None)
    return _on_round(request, pk, lambda _row: blank, rounds.end_call, "结束征集", "征集已结束，请筛选")


@allow(*KEEPERS)
@never_cache
def end_screening(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list goes on."""
    blank = PortalForm(request.POST or None)
    lead = "每条建议都列为候选或者写明原因以后，名单送审议。"
    return _on_round(
        request, pk, lambda _row: blank, rounds.end_screening, "结束筛选", "筛选已结束，名单送审议", lead
    )


@allow(*KEEPERS)
@never_cache
def pass_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the body decided whose turn it is."""
    return _on_round(
        request,
        pk,
        lambda row: forms.PassForm(request.POST or None, round=row),
        rounds.pass_list,
        lambda row: f"登记{row.body}结果",
        "审议结果已登记",
    )


@allow(*KEEPERS)
@never_cache
def prepare_ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """The ballot at the session."""
    form = forms.SeatsForm(request.POST or None)
    lead = "候选项目都列在票上，最多选应选的项数；投票人和票数在“投票表决”里设定。"
    return _on_round(
        request, pk, lambda _row: form, rounds.prepare_ballot, "准备票决", "票决已准备，请设定投票人", lead
    )


@allow(*KEEPERS)
@never_cache
def prepare_evaluation(request: SignedInRequest, pk: int) -> HttpResponse:
    """The December ballot."""
    form = forms.EvaluationForm(request.POST or None)
    return _on_round(
        request,
        pk,
        lambda _row: form,
        rounds.prepare_evaluation,
        "准备年底测评",
        "测评已准备，请设定投票人",
    )


@allow(*rules.DISTRICT)
@never_cache
def change_rule(request: SignedInRequest) -> HttpResponse:
    """The district's rules."""
    return form_page(
        request,
        forms.RuleForm(request.POST or None, instance=LivelihoodRule.in_force()),
        partial(rounds.change_rule, actor=request.user),
        heading="民生实事的规定",
        about="设置",
        lead="按本区的规定修改；已经开始的征集不变。",
        button="保存",
        back=reverse("livelihood:change_rule"),
        done="规定已更新",
    )
