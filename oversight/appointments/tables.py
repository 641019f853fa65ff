"""Appointments as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.appointments import rules
from oversight.appointments.enums import INTO_POST, Outcome
from oversight.appointments.enums import Action as Kind
from oversight.models import Appointment, Meeting

_GAP, _SIGNED = "gap", "signed"
_DECIDED = "decided"


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.filter(appointments__isnull=False).distinct().order_by("-on")


def notice_state(row: Appointment) -> tuple[str, str]:
    """How far the notice is; before the vote, that it waits for it."""
    if row.outcome == Outcome.PENDING:
        return "new", "等表决"
    if row.action not in INTO_POST or row.outcome != Outcome.PASSED:
        return "stop", "不用告知书"
    if row.receipt_on:
        return "done", "已签收"
    return ("wait", "等签收") if row.notice_on else ("late", "没有发告知书")


class AppointmentFilter(ListFilter):
    """By meeting, notice, kind and words."""

    q = SearchFilter("name", "post", label="搜姓名、职务")
    meeting = NamedFilter(label="会议", name="title", queryset=Meeting.objects.none())
    notice = ChoiceFilter(
        label="告知书", choices=[(_GAP, "没有签收的告知书"), (_SIGNED, "已签收")], method="by_notice"
    )
    action = ChoiceFilter(label="任免", choices=Kind.choices)
    outcome = ChoiceFilter(
        label="表决结果", choices=[(_DECIDED, "已表决"), *Outcome.choices], method="by_outcome"
    )
    since = SinceFilter("meeting__on", label="会议从")
    until = UntilFilter("meeting__on", label="会议到")

    leading = ("meeting", "notice")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("meeting", _meetings)

    def by_outcome(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Those with this outcome, or with any."""
        return rows.decided() if value == _DECIDED else rows.filter(outcome=value)  # type: ignore[attr-defined] # its own queryset

    def by_notice(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """The gap list, or those that came back signed."""
        return rows.without_receipt() if value == _GAP else rows.filter(receipt_on__isnull=False)  # type: ignore[attr-defined] # its own queryset


def _rows(_user: User) -> QuerySet[Any]:
    return Appointment.objects.standing().select_related("meeting")


APPOINTMENTS = ListPage(
    key="appointments",
    title="人事任免",
    unit="人次",
    subtitle="常委会会议的任免，新任命人员发《依法监督事项告知书》",
    rows=_rows,
    filterset=AppointmentFilter,
    columns=(
        Column(
            "on",
            "日期",
            order="meeting__on",
            export="meeting.on",
            cell=lambda row: dates.day(row.meeting.on),
            css="rd-num is-inline",
        ),
        Column(
            "name",
            "任免",
            order="name",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("appointments:detail", row.pk), str(row), below=row.meeting.title
            ),
        ),
        Column("post", "职务", only_export=True),
        Column("action", "任免类别", export="get_action_display", only_export=True),
        Column("outcome", "表决结果", export="get_outcome_display"),
        Column(
            "notice",
            "告知书",
            export=lambda row: notice_state(row)[1],
            cell=lambda row: marks.state(*notice_state(row)),
        ),
        Column("notice_on", "发放日期", only_export=True),
        Column("receipt_on", "签收日期", only_export=True),
        Column("meeting", "会议", export="meeting.title", only_export=True),
    ),
    order="-meeting__on",
    presets=(
        Preset("没有签收的告知书", f"notice={_GAP}"),
        Preset("已签收", f"notice={_SIGNED}"),
        Preset("等表决", f"outcome={Outcome.PENDING}"),
    ),
    empty=Empty("还没有人事任免", "会前登记拟任免的，在会上投票表决；通过任命的发告知书。"),
    actions=(Action("登记任免", "appointments:record_appointment", "plus", rules.WRITERS),),
)
