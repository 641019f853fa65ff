"""Taking attendance. Every step can be taken twice: a tap that is sent again after a lost answer changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.attendance.queries import days_of
from activities.enums import ActivityState, AttendanceSource, AttendanceState
from activities.models import Activity, Attendance
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Deputyship


@transaction.atomic
def mark(
    *,
    activity: Activity,
    deputyship: Deputyship,
    day: date | None,
    actor: User,
    source: AttendanceSource = AttendanceSource.ROLL_CALL,
) -> Attendance:
    """Note that a deputy came; one who was not on the roll is added to it.

    Raises ``Conflict`` when the activity was withdrawn, or for a day that is not one of its days or ahead.
    """
    _require_open(activity, day)
    row = _row(activity, deputyship, day)
    if row is None:
        try:
            with transaction.atomic():
                row = Attendance.objects.create(activity=activity, deputyship=deputyship, day=day)
        except IntegrityError:  # somebody else at the door was quicker
            row = _row(activity, deputyship, day)
            if row is None:
                raise
    if row.state != AttendanceState.PRESENT:
        _set(row, AttendanceState.PRESENT, source, actor, "attendance:mark")
    return row


@transaction.atomic
def unmark(*, activity: Activity, deputyship: Deputyship, day: date | None, actor: User) -> Attendance | None:
    """Take back that somebody came: the roll says again what it said before.

    Somebody who was not called leaves the roll; then nothing is returned.
    """
    _require_open(activity, day)
    row = _row(activity, deputyship, day)
    if row is None or row.state != AttendanceState.PRESENT:
        return row
    if _came_uncalled(activity, row):
        audit.record(actor=actor, verb="attendance:unmark", obj=row, before={"state": row.state}, after={})
        row.delete()
        return None
    back = AttendanceState.EXCUSED if row.reason else AttendanceState.EXPECTED
    _set(
        row,
        back,
        AttendanceSource.REPLY if row.reason else AttendanceSource.OFFICE,
        actor,
        "attendance:unmark",
    )
    return row


@transaction.atomic
def close(*, activity: Activity, day: date | None, actor: User) -> int:
    """Mark everybody absent who neither came nor is on leave; how many they are. Twice changes nothing."""
    _require_open(activity, day)
    locked = Attendance.objects.select_for_update(of=("self",)).filter(activity=activity, day=day)
    rows = list(locked.filter(state=AttendanceState.EXPECTED).select_related("deputyship__person"))
    if not rows:
        return 0
    Attendance.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=AttendanceState.ABSENT,
        source=AttendanceSource.ROLL_CALL,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    after = {"day": day, "absent": [row.deputyship.person.name for row in rows]}
    audit.record(actor=actor, verb="attendance:close", obj=activity, after=after)
    return len(rows)


def expect(*, activity: Activity, deputyships: Iterable[tuple[Deputyship, str]], actor: User | None) -> None:
    """Put deputies on the roll of every day: (deputyship, reason of leave or nothing). Who stands there stays.

    Part of the operation that calls it, which writes the audit event.
    """
    days: list[date | None] = list(days_of(activity)) or [None]
    listed = set(activity.attendances.values_list("deputyship__person_id", "day"))
    rows = [
        Attendance(
            activity=activity,
            deputyship=deputyship,
            day=day,
            state=AttendanceState.EXCUSED if reason else AttendanceState.EXPECTED,
            reason=reason,
            source=AttendanceSource.REPLY,
            recorded_by=actor,
            recorded_at=timezone.now(),
        )
        for deputyship, reason in deputyships
        for day in days
        if (deputyship.person_id, day) not in listed
    ]
    Attendance.objects.bulk_create(rows)


def _set(row: Attendance, state: str, source: str, actor: User, verb: str) -> None:
    before = {"state": row.state}
    row.state, row.source, row.recorded_by = state, source, actor
    row.save()
    after = {"state": row.state, "source": row.source, "day": row.day}
    audit.record(actor=actor, verb=verb, obj=row, before=before, after=after)


def _row(activity: Activity, deputyship: Deputyship, day: date | None) -> Attendance | None:
    """The row of the same human being, by whatever deputyship."""
    rows = Attendance.objects.select_for_update(of=("self",)).select_related("deputyship__person")
    return rows.filter(activity=activity, deputyship__person=deputyship.person_id, day=day).first()


def _came_uncalled(activity: Activity, row: Attendance) -> bool:
    convocation = getattr(activity, "convocation", None)
    if convocation is None:
        return False
    return not convocation.callees.called().filter(deputyship__person=row.deputyship.person_id).exists()


def _require_open(activity: Activity, day: date | None) -> None:
    if activity.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，不能签到")
    days = days_of(activity)
    if (day is None) == bool(days) or (day is not None and day not in days):
        raise Conflict("这次活动没有这一天，请回到签到页重新选")
    if (day or activity.start_on) > timezone.localdate():
        raise Conflict("还没有到这一天，到时候再签到")
