"""Rounds and projects as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter
from livelihood_projects import rules
from livelihood_projects.enums import CHOSEN, ProjectState, RoundState
from livelihood_projects.models import Project, Round
from livelihood_projects.showing import project_state, round_state
from livelihood_projects.workflow import KEEPERS

_NUMBER = "rd-num is-inline"


class RoundFilter(ListFilter):
    """By how far they are."""

    state = ChoiceFilter(label="进展", choices=RoundState.choices)
    leading = ("state",)


def _rounds(user: User) -> QuerySet[Any]:
    chosen = Q(projects__state__in=CHOSEN)
    return (
        Round.objects.visible_to(user)
        .select_related("area")
        .annotate(
            ideas=Count("projects"),
            chosen=Count("projects", filter=chosen),
            invested=Sum("projects__investment", filter=chosen),
            households=Sum("projects__households", filter=chosen),
            people=Sum("projects__people", filter=chosen),
        )
    )


ROUNDS_LIST = ListPage(
    key="livelihood_rounds",
    title="民生实事",
    unit="轮",
    subtitle="群众提、代表决、政府办、人大评",
    rows=_rounds,
    filterset=RoundFilter,
    columns=(
        Column("year", "年度", order="year", css=_NUMBER, newest_first=True),
        Column(
            "title",
            "名称",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("livelihood:round", row.pk), row.title, below=str(row.area or "全区")
            ),
        ),
        Column(
            "state",
            "进展",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*round_state(row)),
        ),
        Column("ideas", "建议", css=_NUMBER, labelled=True),
        Column("chosen", "入选", css=_NUMBER, labelled=True),
        Column("invested", "投资（万元）", css=_NUMBER, labelled=True),
        Column("households", "受益户数", css=_NUMBER, labelled=True),
        Column("people", "受益人数", css=_NUMBER, labelled=True),
    ),
    order="-year",
    empty=Empty("还没有民生实事征集", "点“开始征集”，筛选、审议以后由代表票决。"),
    actions=(
        Action("全部项目", "livelihood:projects", "list", rules.WATCHERS | {"town"}, primary=False),
        Action("开始征集", "livelihood:open_call", "plus", KEEPERS),
    ),
)


class ProjectFilter(ListFilter):
    """By how far they are, or silent for longer than the district's rule allows."""

    state = ChoiceFilter(
        label="进展",
        choices=[("chosen", "票决入选"), ("silent", "很久没有填报"), *ProjectState.choices],
        method="in_state",
    )
    leading = ("state",)

    def in_state(self, rows: Any, _name: str, value: str) -> Any:
        """One state, or one of the two questions."""
        if value == "chosen":
            return rows.chosen()
        return rows.silent(timezone.localdate()) if value == "silent" else rows.filter(state=value)


def _projects(user: User) -> QuerySet[Any]:
    return Project.objects.visible_to(user).select_related("round", "unit").defer("content")


PROJECTS_LIST = ListPage(
    key="livelihood_projects",
    title="民生实事项目",
    unit="项",
    subtitle="投资以万元计",
    rows=_projects,
    filterset=ProjectFilter,
    columns=(
        Column(
            "title",
            "项目",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("livelihood:detail", row.pk), row.title, below=row.round.title),
        ),
        Column(
            "state",
            "进展",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*project_state(row)),
        ),
        Column("investment", "投资（万元）", order="investment", css=_NUMBER, labelled=True),
        Column("percent", "进度（%）", order="percent", css=_NUMBER, labelled=True),
        Column(
            "reported_on",
            "最近填报",
            order="reported_on",
            css=_NUMBER,
            cell=lambda row: dates.day(row.reported_on) if row.reported_on else "",
        ),
        Column("unit", "责任单位", only_export=True),
    ),
    order="-reported_on",
    presets=(Preset("票决入选", "state=chosen"), Preset("很久没有填报", "state=silent")),
    empty=Empty("没有项目", "您提的、票决入选由您负责或者监督的项目列在这里。"),
    actions=(Action("提建议", "livelihood:calls", "plus", rules.PROPOSERS),),
)
