"""Major matters as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django_filters import ChoiceFilter, NumberFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter
from oversight.matters import rules
from oversight.matters.enums import MatterSource, MatterState, Part
from oversight.models import MajorMatter

_UNREPORTED, _UNAGREED = "unreported", "unagreed"
_SHAPES = {
    MatterState.PROPOSED: "new",
    MatterState.REPORTED: "done",
    MatterState.DECIDED: "late",
    MatterState.DROPPED: "stop",
}


def matter_state(row: MajorMatter) -> tuple[str, str]:
    """Shape and word; one decided and not reported after is late."""
    word = "已决定，没有事后报告" if row.state == MatterState.DECIDED else str(row.get_state_display())
    return _SHAPES.get(MatterState(row.state), "go"), word


class MatterFilter(ListFilter):
    """By year, state, source and words."""

    q = SearchFilter("title", "source_note", label="搜事项")
    state = ChoiceFilter(
        label="进展",
        choices=[
            (_UNREPORTED, "已决定，没有事后报告"),
            (_UNAGREED, "区委还没有同意"),
            *MatterState.choices,
        ],
        method="in_state",
    )
    source = ChoiceFilter(label="来源", choices=MatterSource.choices)
    year = NumberFilter(label="年度", min_value=2000, max_value=2100)

    leading = ("state", "source")

    def in_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """One state, or those that lack something."""
        if value == _UNREPORTED:
            return rows.filter(state=MatterState.DECIDED)
        if value == _UNAGREED:
            return rows.filter(agreed_on__isnull=True).exclude(state=MatterState.DROPPED)
        return rows.filter(state=value)


def _rows(_user: User) -> QuerySet[Any]:
    return MajorMatter.objects.annotate(parts_done=Count("parts"))


def _day(name: str, label: str) -> Column:
    return Column(
        name,
        label,
        order=name,
        css="rd-num is-inline",
        labelled=True,
        cell=lambda row: dates.day(getattr(row, name)) if getattr(row, name) else "",
    )


MATTERS = ListPage(
    key="major_matters",
    title="重大事项",
    unit="件",
    subtitle="常委会讨论决定重大事项的年度清单：党组研究、区委同意以后列入计划，事前请示、事后报告",
    rows=_rows,
    filterset=MatterFilter,
    columns=(
        Column("year", "年度", order="year", css="rd-num is-inline"),
        Column(
            "title",
            "事项",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("major_matters:detail", row.pk), row.title, below=row.get_source_display()
            ),
        ),
        Column("source", "来源", export="get_source_display", only_export=True),
        Column(
            "state",
            "进展",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*matter_state(row)),
        ),
        _day("agreed_on", "区委同意"),
        _day("decided_on", "决定"),
        Column(
            "parts_done",
            "六项制度",
            css="rd-num is-inline",
            labelled=True,
            cell=lambda row: f"{row.parts_done}／{len(Part)}",
        ),
        Column("studied_on", "党组研究", only_export=True),
        Column("planned_on", "列入计划", only_export=True),
        Column("requested_on", "事前请示", only_export=True),
        Column("reported_on", "事后报告", only_export=True),
    ),
    order="-year",
    presets=(
        Preset("已决定，没有事后报告", f"state={_UNREPORTED}"),
        Preset("区委还没有同意", f"state={_UNAGREED}"),
    ),
    empty=Empty("清单里还没有重大事项", "提出的事项先登记在这里，一步一步办。"),
    actions=(Action("提出事项", "major_matters:propose_matter", "plus", rules.WRITERS),),
)
