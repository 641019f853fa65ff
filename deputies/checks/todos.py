"""What checks ask of whom: a quarter that ends without a check, faults that are not corrected in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web.registry import Todo
from deputies.checks.enums import CheckKind, CheckState
from deputies.checks.queries import elected_in
from deputies.checks.workflow import CHECKERS, OFFICE
from deputies.models import CheckFinding, DutyCheck

INDEX = "duty_checks:index"
#: From so many days before the end of a quarter or half-year on the check stands among the to-dos.
_AHEAD = 30


def todos(user: User) -> Iterator[Todo]:
    """Everything that waits for this user (at most four queries)."""
    if user.has_role(Role.TOWN):
        yield from _quarter(user)
    if user.has_role(*OFFICE):
        yield from _halves()
    if user.has_role(*CHECKERS):
        yield from _late(user)


def _quarter(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    period = DutyCheck(kind=CheckKind.QUARTER, year=today.year, number=(today.month - 1) // 3 + 1)
    if today < period.period_ends - timedelta(days=_AHEAD):
        return
    for one in user.assignments_today:
        area = one.area
        if one.role != Role.TOWN or area is None or not elected_in(area, today).exists():
            continue
        held = DutyCheck.objects.filter(
            kind=CheckKind.QUARTER, area=area, year=period.year, number=period.number
        )
        row = held.only("state").first()
        if row is not None and row.state != CheckState.OPEN:
            continue
        yield Todo(
            f"检查{area}代表的履职登记册",
            f"{period.year}年{period.period}，逐本看履职是否到位、填写是否规范",
            reverse("duty_checks:detail", args=[row.pk]) if row else reverse("duty_checks:start_quarter"),
            "去检查",
            due=period.period_ends,
            menu=INDEX,
        )


def _halves() -> Iterator[Todo]:
    today = timezone.localdate()
    number = 1 if today.month <= 6 else 2
    kinds = {
        CheckKind.SAMPLE: ("抽查代表履职登记册", "duty_checks:draw_sample"),
        CheckKind.GROUPS: ("督查全部代表小组", "duty_checks:start_groups"),
    }
    period = DutyCheck(kind=CheckKind.SAMPLE, year=today.year, number=number)
    if today < period.period_ends - timedelta(days=_AHEAD):
        return
    held = {row.kind: row for row in DutyCheck.objects.filter(kind__in=kinds, year=today.year, number=number)}
    for kind, (label, start) in kinds.items():
        row = held.get(kind)
        if row is not None and row.state != CheckState.OPEN:
            continue
        yield Todo(
            label,
            f"{today.year}年{period.period}",
            reverse("duty_checks:detail", args=[row.pk]) if row else reverse(start),
            "去检查",
            due=period.period_ends,
            menu=INDEX,
        )


def _late(user: User) -> Iterator[Todo]:
    late = CheckFinding.objects.kept_by(user).to_mend().filter(correct_by__lt=timezone.localdate())
    count = late.order_by().count()
    if count:
        yield Todo(
            f"核实 {count} 条逾期的改正",
            "检查发现的问题，改正期限已过",
            f"{reverse('duty_checks:findings')}?state=late",
            "去核实",
            menu=INDEX,
        )
