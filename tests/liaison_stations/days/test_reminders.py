"""What the portal does every morning; run twice, nobody hears anything twice."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
import time_machine

from congress.notices.models import Notice
from liaison_stations.models import Duty, ReceptionDay, ReceptionRule
from liaison_stations.operations.day_reminders import remind
from tests.liaison_stations.stage import Stage, make_day, make_stage

pytestmark = pytest.mark.django_db
MORNING = date(2026, 3, 9)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def titles(stage: Stage, who: str) -> list[str]:
    rows = Notice.objects.filter(user=getattr(stage, who)).order_by("pk")
    return [notice.title.split("：")[0] for notice in rows]


@time_machine.travel(MORNING, tick=False)
def test_deputies_hear_three_days_before_and_the_day_before(stage: Stage) -> None:
    day = make_day(stage.station, MORNING + timedelta(days=3))
    make_day(stage.station, MORNING + timedelta(days=2))
    make_day(stage.station, MORNING + timedelta(days=4))
    Duty.objects.create(day=day, deputyship=stage.deputies[0])
    for _ in range(2):
        remind()
    assert titles(stage, "deputy") == ["请参加代表接待日"]
    assert titles(stage, "officer") == ["接待日还没有排代表"]
    remind(today=MORNING + timedelta(days=2))
    assert titles(stage, "deputy") == ["请参加代表接待日", "明天到站接待"]


def test_days_are_planned_ahead_and_a_month_without_one_is_named(stage: Stage) -> None:
    ReceptionRule.objects.create(
        station=stage.station,
        kind="day_of_month",
        days=[5],
        begins_at=time(9),
        ends_at=time(11),
        starts_on=MORNING,
    )
    with time_machine.travel(date(2026, 3, 19), tick=False):
        remind()
        assert not Notice.objects.exists()
    with time_machine.travel(date(2026, 3, 20), tick=False):
        for _ in range(2):
            remind()
    assert list(ReceptionDay.objects.values_list("day", flat=True)) == [date(2026, 4, 5), date(2026, 5, 5)]
    for who in ("officer", "town_user"):
        assert titles(stage, who) == ["3月还没有接待日"]
