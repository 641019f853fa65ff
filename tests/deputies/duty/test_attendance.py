"""应到, 实到, 请假, 缺席 of each deputy, within the tenure (R028)."""

from __future__ import annotations

from datetime import date

import pytest

from activities.attendance.duty import attended
from activities.enums import AttendanceState
from activities.models import Activity, Attendance
from deputies.duty.attendance import Attended, attendance_of
from deputies.models import Deputyship
from tests.factories import make_activity, make_deputyship

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def roll(
    activity: Activity, state: AttendanceState, *deputyships: Deputyship, day: date | None = None
) -> None:
    Attendance.objects.bulk_create(
        Attendance(activity=activity, deputyship=row, state=state, day=day) for row in deputyships
    )


@pytest.mark.django_db
def test_leave_is_told_apart_and_the_rate_is_who_came_of_who_was_called() -> None:
    came, left = make_deputyship(), make_deputyship()
    for month, state in ((3, "present"), (4, "present"), (5, "excused"), (6, "absent")):
        activity = make_activity(on=date(2026, month, 8))
        roll(activity, AttendanceState(state), left)
        roll(activity, AttendanceState.PRESENT if month != 5 else AttendanceState.EXCUSED, came)
    found = attendance_of([came.pk, left.pk], FIRST, LAST)
    assert found == {came.pk: Attended(3, 1, 0), left.pk: Attended(2, 1, 1)}
    assert [found[row.pk].expected for row in (came, left)] == [4, 4]
    assert [found[row.pk].is_full for row in (came, left)] == [True, False]
    assert str(found[left.pk].rate.value) == "50"


@pytest.mark.django_db
def test_who_joined_in_the_middle_of_the_year_is_measured_by_what_came_after() -> None:
    late = make_deputyship()
    Deputyship.objects.filter(pk=late.pk).update(
        starts_on=date(2026, 6, 1), ends_on=date(2026, 9, 1), how_ended="resigned"
    )
    for month in (3, 7, 8, 10):
        roll(make_activity(on=date(2026, month, 8)), AttendanceState.PRESENT, late)
    assert attended([late.pk], FIRST, LAST) == {late.pk: Attended(present=2)}


@pytest.mark.django_db
def test_each_day_of_a_roll_counts_and_nobody_s_absence_is_guessed() -> None:
    row, never = make_deputyship(), make_deputyship()
    session = make_activity(on=date(2026, 1, 10), until=date(2026, 1, 12))
    for number, state in ((10, "present"), (11, "present"), (12, "expected")):
        roll(session, AttendanceState(state), row, day=date(2026, 1, number))
    found = attendance_of([row.pk, never.pk], FIRST, LAST)
    assert (found[row.pk], found[never.pk].expected) == (Attended(present=2), 0)
    assert found[never.pk].rate.value is None
