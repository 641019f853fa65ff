"""Duty reports, and the deputies who still owe one, as lists."""

from __future__ import annotations

from django.utils import timezone
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.duty_reports import rules
from deputies.duty_reports.filters import OwingFilter, ReportFilter
from deputies.duty_reports.showing import report_state
from deputies.duty_reports.workflow import KEEPERS, OFFICE
from deputies.models import Deputyship, DutyReport
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.models.duty_reports import DutyReportQuerySet, owing


def _rows(user: User) -> DutyReportQuerySet:
    rows = DutyReport.objects.visible_to(user).defer("text")
    return rows.select_related("deputyship__person", "deputyship__term__area", "constituency", "result")


def _report(row: DutyReport) -> SafeString:
    below = f"{row.deputyship.title}　{row.get_form_display()}"
    return title(record_url("duty_reports:detail", row.pk), row.deputyship.person.name, below=below)


REPORTS = ListPage(
    key="duty_reports",
    title="述职",
    unit="次",
    subtitle="直接选举的代表每届至少述职一次",
    rows=_rows,
    filterset=ReportFilter,
    columns=(
        Column(
            "name",
            "代表",
            order="deputyship__person__pinyin",
            fixed=True,
            css="",
            export="deputyship.person.name",
            cell=_report,
        ),
        Column("level", "代表资格", export="deputyship.title", only_export=True),
        Column("audience", "向谁述职", export="get_audience_display", shown=False),
        Column("form", "方式", export="get_form_display", only_export=True),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*report_state(row)),
        ),
        Column("day", "日期", order="day", css="rd-num is-inline", cell=lambda row: dates.day(row.day)),
        Column("result", "评议结果", export=lambda row: str(row.result or "")),
        Column("present", "到会人数", order="present", css="rd-num is-inline", shown=False),
        Column("constituency", "选区", export=lambda row: str(row.constituency or ""), shown=False),
        Column("place", "地点", shown=False),
    ),
    order="-day",
    presets=(
        Preset("已安排", "state=arranged"),
        Preset("向选民述职", "audience=voters"),
        Preset("向常委会述职", "audience=committee"),
    ),
    empty=Empty("还没有登记述职", "先安排谁在哪天述职，述职之后登记到会人数、评议票和结果。"),
    actions=(
        Action("安排述职", "duty_reports:arrange_report", "plus", KEEPERS),
        Action("年度计划", "duty_reports:plans", "calendar-stats", rules.OVERSEERS, primary=False),
        Action("还没有述职的", "duty_reports:owing", "user-question", rules.OVERSEERS, primary=False),
        Action("评议等次", "duty_reports:settings", "list-check", OFFICE, primary=False),
    ),
    name_of=lambda row: row.deputyship.person.name,
)


def _owing(user: User) -> DeputyshipQuerySet:
    rows = owing(Deputyship.objects.filter(rules.oversee.as_q(user)), timezone.localdate())
    return rows.select_related("person", "constituency", "term__area")


def _deputy(row: Deputyship) -> SafeString:
    return title(record_url("deputies:detail", row.person_id), row.person.name, below=row.title)


def term_year(row: Deputyship) -> str:
    """第5年: the year of the term today is in."""
    today, begun = timezone.localdate(), row.term.starts_on
    return f"第{today.year - begun.year + ((today.month, today.day) >= (begun.month, begun.day))}年"


OWING = ListPage(
    key="duty_reports_owing",
    title="还没有述职的代表",
    unit="名",
    subtitle="直接选举、在任、本届还没有述过职的",
    rows=_owing,
    filterset=OwingFilter,
    columns=(
        Column(
            "name", "代表", order="person__pinyin", fixed=True, css="", export="person.name", cell=_deputy
        ),
        Column("title", "代表资格", export="title", only_export=True),
        Column("constituency", "选区", export=lambda row: str(row.constituency or "")),
        Column("term", "届", export=lambda row: f"{row.term_label}{term_year(row)}"),
        Column(
            "since",
            "任代表",
            order="starts_on",
            css="rd-num is-inline",
            export="starts_on",
            cell=lambda row: dates.day(row.starts_on),
        ),
    ),
    order="person__pinyin",
    presets=(Preset("区级", "level=district"), Preset("乡镇级", "level=town")),
    empty=Empty("都已述职", "直接选举的在任代表，本届都至少述过一次职。"),
    actions=(Action("述职", "duty_reports:index", "list", rules.READERS, primary=False),),
    name_of=lambda row: row.person.name,
)
