"""Reports as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django_filters import ChoiceFilter

from bulletins.models import Report
from bulletins.reports.enums import ReportKind, ReportState
from bulletins.reports.rules import WRITERS
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter


class ReportFilter(ListFilter):
    """By words, kind, state and the cut-off of its figures."""

    q = TextFilter("search_text", label="搜标题、正文")
    kind = ChoiceFilter(label="种类", choices=ReportKind.choices)
    state = ChoiceFilter(label="状态", choices=ReportState.choices)
    since = SinceFilter("end_on", label="截至不早于")
    until = UntilFilter("end_on", label="截至不晚于")

    leading = ("kind", "state")


def _rows(user: User) -> QuerySet[Any]:
    return Report.objects.visible_to(user).select_related("created_by").defer("search_text")


def _title(row: Report) -> SafeString:
    return title(record_url("reports:report", row.pk), row.title, below=row.number)


REPORTS = ListPage(
    key="reports",
    title="总结报告",
    unit="份",
    subtitle="按模板起草，数字自动填，统计期间印在上面",
    rows=_rows,
    filterset=ReportFilter,
    columns=(
        Column("title", "标题", fixed=True, css="", cell=_title),
        Column("kind", "种类", order="kind", export="get_kind_display"),
        Column(
            "period",
            "统计期间",
            order="end_on",
            export=lambda row: row.period.label,
            labelled=True,
        ),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(row.look, row.get_state_display()),
        ),
        Column("created_by", "起草人", export=lambda row: str(row.created_by or ""), labelled=True),
        Column(
            "changed_at",
            "更新",
            order="changed_at",
            cell=lambda row: dates.day(row.changed_at),
            css="rd-num is-inline",
            labelled=True,
        ),
    ),
    order="-changed_at",
    presets=(Preset("草稿", "state=draft"), Preset("通报", "kind=circular")),
    empty=Empty("还没有总结报告", "选一个模板，选统计期间，数字就填好了，您只改文字。"),
    actions=(
        Action("起草", "reports:create_report", "plus", WRITERS),
        Action("报告模板", "reports:templates", "template", WRITERS, primary=False),
    ),
)
