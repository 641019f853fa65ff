"""Taking attendance at the door. Each step can be taken twice: a tap sent again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.convocations.enums import Answer
from activities.enums import ActivityState, AttendanceSource, AttendanceState
from activities.models import Activity, Attendance, Callee
from activities.operations.attendance import Mark, days_called, mark_attendance
from activities.operations.duties import follow_duties
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
                row = Attendance.objects.create(
                    activity=activity, deputyship=deputyship, day=day, source=source, recorded_by=actor
                )
        except IntegrityError:  # somebody else at the door was quicker
            row = _row(activity, deputyship, day)
            if row is None:
                raise
    return _set(row, AttendanceState.PRESENT, "", source, actor)


@transaction.atomic
def unmark(*, activity: Activity, deputyship: Deputyship, day: date | None, actor: User) -> Attendance | None:
    """Take back that somebody came: the roll says again what was replied to the convocation, or nothing.

    Somebody who was not called leaves the roll; then nothing is returned.
    """
    _require_open(activity, day)
    row = _row(activity, deputyship, day)
    if row is None or row.state != AttendanceState.PRESENT:
        return row
    copies = Callee.objects.called().filter(convocation__activity=activity)
    copy = copies.filter(deputyship__person=deputyship.person_id).first()
    if copy is None and copies.exists():
        before = {"deputy": row.deputyship.person.name, "state": row.state, "day": row.day}
        audit.record(actor=actor, verb="attendance:unmark", obj=activity, before=before, after={})
        row.delete()
        follow_duties(activity, actor)
        return None
    if copy is not None and copy.answer == Answer.LEAVE:
        return _set(row, AttendanceState.EXCUSED, copy.reason, AttendanceSource.REPLY, actor)
    return _set(row, AttendanceState.EXPECTED, "", AttendanceSource.ROLL_CALL, actor)


@transaction.atomic
def close(*, activity: Activity, day: date | None, actor: User) -> int:
    """Mark everybody absent who neither came nor is on leave; how many they are. Twice changes nothing."""
    _require_open(activity, day)
    rows = Attendance.objects.filter(activity=activity, day=day, state=AttendanceState.EXPECTED)
    marks = [Mark(pk, AttendanceState.ABSENT) for pk in rows.values_list("pk", flat=True)]
    return mark_attendance(activity=activity, actor=actor, marks=marks, source=AttendanceSource.ROLL_CALL)


def expect(*, activity: Activity, deputyships: Iterable[tuple[Deputyship, str]], actor: User | None) -> None:
    """Put deputies on the roll of every day: (deputyship, reason of leave or nothing). Who stands there stays.

    Part of the operation that calls it, which writes the audit event.
    """
    listed = set(activity.attendances.values_list("deputyship__person_id", "day"))
    Attendance.objects.bulk_create(
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
        for day in days_called(activity)
        if (deputyship.person_id, day) not in listed
    )


def _set(
    row: Attendance, state: AttendanceState, reason: str, source: AttendanceSource, actor: User
) -> Attendance:
    mark_attendance(activity=row.activity, actor=actor, marks=[Mark(row.pk, state, reason)], source=source)
    row.refresh_from_db(fields=["state", "reason", "source", "recorded_at"])
    return row


def _row(activity: Activity, deputyship: Deputyship, day: date | None) -> Attendance | None:
    """The row of the same human being, by whatever deputyship."""
    rows = Attendance.objects.select_for_update(of=("self",)).select_related("deputyship__person", "activity")
    return rows.filter(activity=activity, deputyship__person=deputyship.person_id, day=day).first()


def _require_open(activity: Activity, day: date | None) -> None:
    if activity.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，不能签到")
    if day not in days_called(activity):
        raise Conflict("这次活动没有这一天，请回到签到页重新选")
    if (day or activity.start_on) > timezone.localdate():
        raise Conflict("还没有到这一天，到时候再签到")
