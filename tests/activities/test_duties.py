"""Who was at an activity has it in the register of duties, with no second entry (R027, R124)."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from activities import operations
from activities.attendance.operations import mark
from activities.enums import AttendanceState
from activities.models import Activity, ActivityKind
from congress.accounts.enums import Role
from deputies.duty.enums import DutyState
from deputies.duty.operations import confirm
from deputies.models import Deputyship, DutyRecord, PointsEntry
from tests.deputies.duty.stage import make_cast, make_scheme
from tests.factories import make_activity, make_area, make_deputyship, make_user

pytestmark = pytest.mark.django_db


def log(*deputies: Deputyship, code: str = "inspection", until: date | None = None) -> Activity:
    make_area()
    return operations.record_activity(
        actor=None,
        start_on=date(2026, 5, 8),
        end_on=until,
        kind=ActivityKind.objects.get(code=code),
        headline="视察清溪河治理",
        text="5月8日，区人大常委会视察清溪河治理。",
        place="清溪河",
        deputies=deputies,
    )


def duties() -> list[tuple[int, str, str]]:
    rows = DutyRecord.objects.exclude(state=DutyState.WITHDRAWN).order_by("deputyship_id")
    return list(rows.values_list("deputyship_id", "kind__code", "title"))


def test_an_inspection_entered_once_stands_in_the_register_of_everybody_who_came() -> None:
    people = [make_deputyship() for _ in range(11)]
    log(*people)
    assert duties() == [(row.pk, "inspection", "视察清溪河治理") for row in people]


def test_a_class_of_several_days_is_one_duty() -> None:
    person = make_deputyship()
    log(person, code="training", until=date(2026, 5, 10))
    assert duties() == [(person.pk, "training", "视察清溪河治理")]


def test_who_is_found_absent_at_the_roll_call_leaves_the_register() -> None:
    here, away = make_deputyship(), make_deputyship()
    activity = log(here, away)
    row = activity.attendances.get(deputyship=away)
    operations.mark_attendance(
        activity=activity, actor=make_user(), marks=[operations.Mark(row.pk, AttendanceState.ABSENT)]
    )
    assert [key for key, _kind, _title in duties()] == [here.pk]


def test_a_withdrawn_activity_takes_its_duties_along_and_a_restored_one_brings_them_back() -> None:
    clerk = make_user(Role.OFFICE)
    activity = log(make_deputyship())
    operations.withdraw(activity=activity, actor=clerk, reason="登记重了")
    assert duties() == []
    operations.restore(activity=activity, actor=clerk)
    assert len(duties()) == 1


def test_a_kind_that_is_no_duty_tells_nothing() -> None:
    make_activity()
    person = make_deputyship()
    log(person, code="internal_study")
    assert duties() == []


def test_collecting_enters_what_was_logged_before_there_were_registers_and_twice_changes_nothing() -> None:
    log(make_deputyship(), make_deputyship())
    DutyRecord.objects.all().delete()
    call_command("collect_duties", stdout=StringIO())
    first = list(DutyRecord.objects.order_by("pk").values())
    call_command("collect_duties", stdout=StringIO())
    assert len(first) == 2
    assert list(DutyRecord.objects.order_by("pk").values()) == first


def test_attendance_taken_by_two_people_is_one_duty_and_scores_once() -> None:
    cast = make_cast()
    make_scheme(("调研视察", "inspection", 5, 2, 9))
    activity, (deputy, _other) = log(), cast.members
    for actor in (make_user(Role.OFFICE), make_user(Role.DEPUTY_WORK)):
        mark(activity=activity, deputyship=deputy, day=None, actor=actor)
    confirm(records=DutyRecord.objects.filter(deputyship=deputy), actor=cast.leader)
    assert duties() == [(deputy.pk, "inspection", "视察清溪河治理")]
    assert [float(row.points) for row in PointsEntry.objects.all()] == [5]
