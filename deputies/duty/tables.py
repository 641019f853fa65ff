"""Duties as a list."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title, under
from congress.web.lists.declare import Action, BulkAction, Column, Empty, ListPage, Preset
from deputies.duty import rules
from deputies.duty.filters import DutyFilter
from deputies.duty.showing import duty_state, source_words, span_words
from deputies.duty.workflow import CONFIRMERS, KEEPERS
from deputies.models import DutyRecord
from deputies.models.duties import DutyRecordQuerySet


def _rows(user: User) -> DutyRecordQuerySet:
    rows = DutyRecord.objects.visible_to(user).standing().defer("account")
    return rows.select_related("deputyship__person", "kind__form")


def _title(row: DutyRecord) -> SafeString:
    return title(record_url("duty:detail", row.pk), row.title, below=row.place)


def _deputy(row: DutyRecord) -> SafeString:
    return title(f"{record_url('duty:file', row.deputyship_id)}?year={row.year}", row.deputyship.person.name)


def _kind(row: DutyRecord) -> SafeString:
    return format_html("{}{}", row.kind, under(span_words(row)))


DUTIES = ListPage(
    key="duties",
    title="履职登记",
    unit="条",
    subtitle="工作记录里的自动登记，代表也可以填报；小组确认、办公室审核以后计入",
    rows=_rows,
    filterset=DutyFilter,
    columns=(
        Column(
            "day",
            "日期",
            order="day",
            export="day",
            cell=lambda row: dates.day(row.day),
            css="rd-num is-inline",
        ),
        Column(
            "deputy",
            "代表",
            order="deputyship__person__pinyin",
            export="deputyship.person.name",
            cell=_deputy,
        ),
        Column("title", "内容", fixed=True, css="", cell=_title),
        Column("kind", "履职事项", export="kind.name", cell=_kind),
        Column("form", "登记表格", export="kind.form.name", shown=False),
        Column("span", "会期、闭会", export=span_words, only_export=True),
        Column("source", "来源", export=source_words),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*duty_state(row)),
        ),
        Column("place", "地点", only_export=True),
        Column("hours", "时长（小时）", only_export=True),
        Column("reason", "退回、撤销的原因", only_export=True),
    ),
    order="-day",
    presets=(
        Preset("待小组确认", "state=pending"),
        Preset("待办公室审核", "state=confirmed"),
        Preset("已计入", "state=counted"),
        Preset("已退回", "state=returned"),
    ),
    empty=Empty(
        "还没有履职记录", "登记活动、接待、建议以后，代表的履职自动出现在这里；代表也可以在手机上填报。"
    ),
    actions=(
        Action("按事项统计", "duty:report", "chart-bar", rules.LIST_READERS, primary=False),
        Action("登记表格和事项", "duty:settings", "settings", KEEPERS, primary=False),
        Action("登记册", "duty:registers", "book-2", rules.LIST_READERS, primary=False),
    ),
    bulk=(
        BulkAction("小组确认", "duty:confirm", "check", CONFIRMERS),
        BulkAction("审核通过", "duty:review", "checks", KEEPERS),
    ),
    name_of=lambda row: f"{row.deputyship.person}{row}",
)
