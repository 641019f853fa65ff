"""What a deputy finds on the home page about the next turn."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from liaison_stations.days.coming import coming
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import Duty
from tests.liaison_stations.stage import make_day, make_stage

pytestmark = pytest.mark.django_db


def test_the_nearest_turn_with_who_goes_along() -> None:
    stage, today = make_stage(), timezone.localdate()
    mine, other = stage.deputies
    for ahead, state in ((9, DutyState.PLANNED), (4, DutyState.PLANNED), (2, DutyState.LEAVE)):
        day = make_day(stage.station, today + timedelta(days=ahead))
        Duty.objects.create(day=day, deputyship=mine, state=state)
        Duty.objects.create(day=day, deputyship=other)
    gone = make_day(stage.station, today + timedelta(days=1), state=DayState.CANCELLED)
    Duty.objects.create(day=gone, deputyship=mine)
    (found,) = coming(stage.deputy)
    assert (found.day, found.begins_at) == (today + timedelta(days=4), time(9))
    assert (found.place, found.who) == (stage.station.name, f"同班：{other.person.name}")
    assert list(coming(stage.office)) == []
