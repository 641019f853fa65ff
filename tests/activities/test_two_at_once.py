"""Two writers at the very same moment, on PostgreSQL: one of them wins, nothing is made twice or lost."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from activities import operations
from activities.models import Activity
from activities.parts import Part
from congress.access.exceptions import Conflict, StaleVersion
from congress.audit.queries import verify
from tests.at_once import at_once
from tests.factories import make_activity, make_area, make_kind, make_user

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def test_one_submission_sent_twice_makes_one_activity() -> None:
    clerk, kind, token = make_user(), make_kind(), uuid4()
    make_area()

    def send() -> Activity:
        return operations.record_activity(
            actor=clerk,
            start_on=date(2026, 5, 8),
            kind=kind,
            headline="调研",
            text="调研。",
            token=token,
            participations=[Part(manner="参加", name="新来的人")],
        )

    results = at_once(*[send] * 4)
    assert {activity.pk for activity in results} == {Activity.objects.get().pk}
    assert Activity.objects.get().participations.count() == 1


def test_of_two_who_save_one_is_told() -> None:
    activity, clerks = make_activity(), [make_user(), make_user()]

    def save(number: int) -> Activity:
        return operations.change_activity(
            activity=activity,
            actor=clerks[number],
            version=1,
            start_on=activity.start_on,
            kind=activity.kind,
            headline=f"第 {number} 位写的",
            text="调研。",
            area=activity.area,
        )

    results = at_once(lambda: save(0), lambda: save(1))
    assert [type(result) for result in results].count(StaleVersion) == 1
    winner = next(result for result in results if isinstance(result, Activity))
    assert Activity.objects.get().headline == winner.headline
    assert verify().broken is None


def test_of_two_who_withdraw_one_is_told() -> None:
    activity, clerks = make_activity(), [make_user(), make_user()]

    def take_back(number: int) -> Activity:
        return operations.withdraw(activity=activity, actor=clerks[number], reason=f"原因 {number}")

    results = at_once(lambda: take_back(0), lambda: take_back(1))
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert Activity.objects.get().version == 2
