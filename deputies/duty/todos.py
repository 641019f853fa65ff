"""What the register asks of whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import dates
from congress.web.registry import Todo
from deputies.duty.enums import DutyState
from deputies.duty.rules import DEPUTIES
from deputies.duty.workflow import KEEPERS
from deputies.models import DutyRecord

INDEX = "duty:index"
MINE = "duty:mine"
TO_CONFIRM = "duty:to_confirm"
#: Duties a group left without confirmation for so many days are the office's to see to.
SLOW_AFTER = 14
#: Returned duties named one by one.
_NAMED = 3


def todos(user: User) -> Iterator[Todo]:
    """What waits for this user (at most three queries)."""
    if user.has_role(*DEPUTIES):
        yield from _returned(user)
    if user.has_role(Role.GROUP_LEADER):
        waiting = DutyRecord.objects.to_confirm(user).order_by().count()
        if waiting:
            yield Todo(
                f"确认 {waiting:,} 条履职",
                "组员填报的、工作记录里来的，确认以后才计入",
                reverse(TO_CONFIRM),
                "去确认",
                menu=TO_CONFIRM,
            )
    if user.has_role(*KEEPERS):
        yield from _of_the_office(user)


def _returned(user: User) -> Iterator[Todo]:
    rows = DutyRecord.objects.filter(deputyship__person__user=user, state=DutyState.RETURNED)
    for row in rows.select_related("kind").order_by("-day", "-pk")[:_NAMED]:
        yield Todo(
            f"改好再报：{row.title[:24]}",
            f"{dates.day(row.day)}　{row.kind}　退回：{row.reason[:40]}",
            reverse("duty:detail", args=[row.pk]),
            "去改",
            menu=MINE,
        )


def _of_the_office(user: User) -> Iterator[Todo]:
    waiting = DutyRecord.objects.to_review(user).order_by().count()
    if waiting:
        yield Todo(
            f"审核 {waiting:,} 条履职",
            "小组已经确认，审核以后计入",
            f"{reverse(INDEX)}?state={DutyState.CONFIRMED}",
            "去审核",
            menu=INDEX,
        )
    long_ago = timezone.localdate() - timedelta(days=SLOW_AFTER)
    slow = DutyRecord.objects.to_confirm(user).filter(day__lt=long_ago).order_by().count()
    if slow:
        yield Todo(
            f"{slow:,} 条履职过了 {SLOW_AFTER} 天还没有确认",
            "催一催小组；没有编组的、组长自己的，由办公室确认",
            f"{reverse(INDEX)}?state={DutyState.PENDING}&until={long_ago - timedelta(days=1)}",
            "去看看",
            menu=INDEX,
        )
