"""What duty reports ask of whom: results to be written down, a text to be written, who still owes one."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import dates
from congress.web.registry import Todo
from deputies.duty_reports.enums import ReportState
from deputies.duty_reports.workflow import KEEPERS
from deputies.models import DutyReport

INDEX = "duty_reports:index"
#: Own reports named one by one.
_NAMED = 3


def todos(user: User) -> Iterator[Todo]:
    """Everything that waits for this user (at most two queries)."""
    if user.has_role(*KEEPERS):
        yield from _to_write_down(user)
    if user.has_role(Role.DEPUTY, Role.GROUP_LEADER):
        yield from _to_prepare(user)


def _to_write_down(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    rows = DutyReport.objects.kept_by(user).waiting().filter(state=ReportState.ARRANGED, day__lt=today)
    waiting = rows.order_by().count()
    if waiting:
        yield Todo(
            f"登记 {waiting} 次述职的情况",
            f"到{dates.day(today)}，述职的日子过了还没有登记",
            f"{reverse(INDEX)}?state=arranged",
            "去登记",
            menu=INDEX,
        )


def _to_prepare(user: User) -> Iterator[Todo]:
    rows = DutyReport.objects.filter(deputyship__person__user=user, state=ReportState.ARRANGED, text="")
    for row in rows.filter(day__gte=timezone.localdate()).order_by("day", "pk")[:_NAMED]:
        yield Todo(
            "写述职报告",
            f"{row.get_audience_display()}　{row.get_form_display()}　{row.place}".strip(),
            reverse("duty_reports:write_text", args=[row.pk]),
            "去写",
            due=row.day,
            menu=INDEX,
        )
