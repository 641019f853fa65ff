"""Convocations as a list."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from activities.convocations import rules
from activities.convocations.enums import ConvocationState
from activities.convocations.filters import ConvocationFilter, list_rows
from activities.convocations.operations.shared import when_and_where
from activities.models import Convocation
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.clock import clock
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset

#: The shapes of the states.
_LOOKS = {
    ConvocationState.DRAFT: "new",
    ConvocationState.SENT: "go",
    ConvocationState.HELD: "done",
    ConvocationState.CANCELLED: "stop",
}


def _starts(row: Convocation) -> SafeString:
    days = dates.period(row.start_on, row.end_on)
    begins = f"{row.begins_at.hour}:{row.begins_at.minute:02}"
    return format_html('<span class="rd-num">{} {}</span><p>{}</p>', days, begins, row.place)


def _title(row: Convocation) -> SafeString:
    return title(record_url("convocations:detail", row.pk), row.title, below=row.organiser)


def _waiting(row: Any) -> object:
    return "—" if row.state == ConvocationState.DRAFT else row.waiting


def _reply_by(row: Any) -> SafeString:
    if row.state == ConvocationState.SENT and row.waiting:
        return marks.deadline(clock(row.reply_by))
    return format_html('<span class="rd-num">{}</span>', dates.day(row.reply_by))


def _state(row: Convocation) -> SafeString:
    return marks.state(_LOOKS[ConvocationState(row.state)], row.get_state_display())


CONVOCATIONS = ListPage(
    key="convocations",
    title="召集通知",
    unit="份",
    rows=list_rows,
    filterset=ConvocationFilter,
    columns=(
        Column("starts", "日期、地点", order="start_on", export=when_and_where, cell=_starts),
        Column("title", "标题", fixed=True, css="", cell=_title),
        Column("kind", "类别", order="kind__order", export="kind.name", shown=False),
        Column("called", "召集", right=True, labelled=True),
        Column("coming", "参加", right=True, labelled=True),
        Column("on_leave", "请假", right=True, labelled=True),
        Column("waiting", "未回复", right=True, labelled=True, cell=_waiting),
        Column("reply_by", "回复截止", order="reply_by", cell=_reply_by),
        Column("state", "状态", order="state", export=Convocation.get_state_display, cell=_state),
    ),
    order="-start_on",
    presets=(
        Preset("还没有到日期", "when=coming"),
        Preset("还有人没有回复", "when=waiting"),
        Preset("草稿", "state=draft"),
    ),
    empty=Empty("还没有召集通知", "发出以后代表在手机上回复，开展时按名单签到，结束就是一次登记好的活动。"),
    actions=(Action("写召集通知", "convocations:create", "plus", rules.CALLERS),),
)
