"""Rounds and results as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter
from suggestions.models import (
    PanelCandidate,
    PanelCandidateQuerySet,
    PanelResult,
    PanelRound,
    PanelRoundQuerySet,
)
from suggestions.panels.enums import TOLD, MendState, RoundState
from suggestions.workflow import OFFICE

_SHAPES = {
    RoundState.RECOMMENDING: "new",
    RoundState.FIXED: "wait",
    RoundState.RUNNING: "go",
    RoundState.FED_BACK: "go",
    RoundState.CLOSED: "done",
}
_MEND_SHAPES = {
    MendState.TALK: "wait",
    MendState.MENDING: "go",
    MendState.REPORTED: "wait",
    MendState.MET: "done",
    MendState.FAILED: "stop",
}


def round_state(row: PanelRound) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[RoundState(row.state)], str(row.get_state_display())


def mend_state(row: PanelCandidate) -> tuple[str, str]:
    """Shape and word of a rectification."""
    return _MEND_SHAPES[MendState(row.mend_state)], str(row.get_mend_state_display())


def _years() -> list[tuple[str, str]]:
    years = PanelRound.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), f"{year}年") for year in years]


class RoundFilter(ListFilter):
    """By title, state and year."""

    q = SearchFilter("title", label="搜名称")
    state = ChoiceFilter(label="状态", choices=RoundState.choices)
    year = ChoiceFilter(label="年度", choices=_years)

    leading = ("state", "year")


def _rounds(user: User) -> PanelRoundQuerySet:
    return PanelRound.objects.visible_to(user)


ROUNDS = ListPage(
    key="panel_rounds",
    title="满意度测评",
    unit="次",
    subtitle="测评组对代表建议办理情况“背靠背”测评，不记名，只有票数",
    rows=_rounds,
    filterset=RoundFilter,
    columns=(
        Column(
            "title",
            "名称",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("panels:detail", row.pk), row.title),
        ),
        Column("year", "年度", order="year", css="rd-num is-inline"),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*round_state(row)),
        ),
        Column(
            "meeting_on",
            "主任会议",
            order="meeting_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.meeting_on) if row.meeting_on else "—",
        ),
    ),
    order="-year",
    presets=(Preset("正在测评", "state=running"), Preset("已反馈", "state=fed_back")),
    empty=Empty("还没有满意度测评", "由代表工作机构每年组织一次：委室推荐，主任会议确定，测评组测评。"),
    actions=(Action("准备测评", "panels:prepare_round", "plus", OFFICE),),
)


class ResultFilter(ListFilter):
    """By suggestion or unit, year and rectification."""

    q = SearchFilter("suggestion__title", "unit__short_name", label="搜建议、单位")
    round__year = ChoiceFilter(label="年度", choices=_years)
    mend_state = ChoiceFilter(label="整改", choices=MendState.choices)
    below = ChoiceFilter(label="第一次测评", choices=[("yes", "未达标"), ("no", "达标")], method="by_mark")
    since = SinceFilter("round__fed_back_on", label="反馈从")
    until = UntilFilter("round__fed_back_on", label="反馈到")

    leading = ("round__year", "below", "mend_state")

    def by_mark(self, rows: QuerySet[PanelCandidate], _name: str, value: str) -> QuerySet[PanelCandidate]:
        """Whether the first ballot stayed below the mark: each such suggestion has a rectification."""
        return rows.exclude(mend_state="") if value == "yes" else rows.filter(mend_state="")


_RESULTS = Prefetch("results", PanelResult.objects.published().order_by("turn"), to_attr="told")


def _results(user: User) -> PanelCandidateQuerySet:
    """What was tested and fed back, with what the ballots said; a unit finds its own."""
    return PanelCandidate.objects.visible_to(user).chosen().filter(round__state__in=TOLD)


def _rate(index: int) -> Any:
    def shown(row: Any) -> str:
        first = index == 0
        if not row.told or (not first and len(row.told) == 1):
            return "—"
        return str(row.told[index].rate)

    return shown


def _votes(row: Any) -> str:
    return row.told[0].rate.of if row.told else "—"


def _verdict(row: Any) -> str:
    return ("达标" if row.told[-1].passed else "未达标") if row.told else "—"


def _mending(row: Any) -> SafeString:
    return marks.state(*mend_state(row)) if row.mend_state else SafeString("—")


RESULTS = ListPage(
    key="panel_results",
    title="测评结果",
    unit="件",
    subtitle="反馈以后的满意率和整改；导出的表送目标考核",
    rows=_results,
    filterset=ResultFilter,
    columns=(
        Column(
            "title",
            "建议",
            order="suggestion__title",
            fixed=True,
            css="",
            export="suggestion.title",
            cell=lambda row: title(record_url("panels:item", row.pk), row.suggestion.title),
            needs=("suggestion",),
        ),
        Column("unit", "承办单位", order="unit__short_name", export="unit.short_name", needs=("unit",)),
        Column(
            "year", "年度", order="round__year", export="round.year", css="rd-num is-inline", needs=("round",)
        ),
        Column("votes", "满意票", export=_votes, css="rd-num is-inline", needs=(_RESULTS,)),
        Column("rate", "满意率", export=_rate(0), css="rd-num is-inline", needs=(_RESULTS,)),
        Column("retest", "复测满意率", export=_rate(-1), css="rd-num is-inline", needs=(_RESULTS,)),
        Column("verdict", "是否达标", export=_verdict, css="rd-num is-inline", needs=(_RESULTS,)),
        Column("mending", "整改", export="get_mend_state_display", cell=_mending),
        Column(
            "due_on",
            "整改期限",
            order="due_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.due_on) if row.due_on else "—",
        ),
    ),
    order="-round__year",
    presets=(Preset("整改中", "mend_state=mending"), Preset("复测未达标", "mend_state=failed")),
    empty=Empty("还没有反馈的测评结果", "测评组测评、公布并反馈以后，这里列出每件建议的满意率。"),
)
