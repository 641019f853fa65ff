"""Which deputies of the roster took part, and who came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from activities.enums import ActivityState, AttendanceAsked, AttendanceSource, AttendanceState
from activities.models import Activity, Attendance
from activities.operations.duties import follow_duties
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Deputyship


@dataclass(frozen=True)
class Mark:
    """What the roll says of one row of the attendance (``pk``)."""

    pk: int
    state: AttendanceState
    reason: str = ""


def days_called(activity: Activity) -> list[date | None]:
    """The days of the roll: every day of the activity where the kind asks for it, else one without a day."""
    if activity.kind.attendance != AttendanceAsked.DAILY:
        return [None]
    length = (activity.end_on - activity.start_on).days + 1
    return [activity.start_on + timedelta(days=number) for number in range(length)]


def set_deputies(activity: Activity, deputies: Sequence[Deputyship], actor: User | None) -> None:
    """Let exactly these deputies be on the roll, on every day of it. What was noted of those who stay is kept.

    New ones count as present once the day is there: who is entered into the log took part.
    """
    days = days_called(activity)
    wanted = {(deputyship.pk, day) for deputyship in deputies for day in days}
    rows = {(row.deputyship_id, row.day): row for row in activity.attendances.all()}
    gone = [row.pk for key, row in rows.items() if key not in wanted]
    if gone:
        activity.attendances.filter(pk__in=gone).delete()
    today = timezone.localdate()
    Attendance.objects.bulk_create(
        Attendance(
            activity=activity,
            deputyship_id=deputyship,
            day=day,
            state=AttendanceState.PRESENT
            if (day or activity.start_on) <= today
            else AttendanceState.EXPECTED,
            source=AttendanceSource.OFFICE,
            recorded_by=actor,
        )
        for deputyship, day in sorted(wanted - rows.keys(), key=lambda key: (key[1] or date.min, key[0]))
    )


@transaction.atomic
def mark_attendance(
    *,
    activity: Activity,
    actor: User | None,
    marks: Collection[Mark],
    source: AttendanceSource = AttendanceSource.OFFICE,
) -> int:
    """Note who came, who was excused and why; gives how many rows changed. Marks of other activities are left out.

    Raises ``Conflict`` when the activity is withdrawn.
    """
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if row.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，恢复之后才能点名")
    said = {mark.pk: mark for mark in marks}
    changed, before, after = [], {}, {}
    for attendance in row.attendances.filter(pk__in=said).select_related("deputyship__person"):
        mark = said[attendance.pk]
        reason = mark.reason.strip() if mark.state == AttendanceState.EXCUSED else ""
        if (attendance.state, attendance.reason) == (mark.state, reason):
            continue
        name = attendance_name(attendance)
        before[name] = attendance_text(attendance)
        attendance.state, attendance.reason = mark.state, reason
        attendance.source, attendance.recorded_by = source, actor
        attendance.recorded_at = timezone.now()
        after[name] = attendance_text(attendance)
        changed.append(attendance)
    if changed:
        Attendance.objects.bulk_update(changed, ["state", "reason", "source", "recorded_by", "recorded_at"])
        audit.record(actor=actor, verb="activities:mark_attendance", obj=row, before=before, after=after)
        follow_duties(row, actor)
    return len(changed)


def attendance_name(row: Attendance) -> str:
    """Of whom, and of which day where the roll is called daily."""
    name = row.deputyship.person.name
    return f"{name}（{row.day.month}月{row.day.day}日）" if row.day else name


def attendance_text(row: Attendance) -> str:
    """请假：出差, 实到."""
    return f"{row.get_state_display()}：{row.reason}" if row.reason else str(row.get_state_display())
