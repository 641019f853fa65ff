"""A matter past its limit: the station and the unit first, the town and the office later, on working days only."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from congress.accounts.enums import Role
from congress.notices.models import Notice
from liaison_stations.enums import MatterState
from liaison_stations.models import StationPolicy
from liaison_stations.operations.matter_reminders import remind_of_matters
from tests.factories import make_organ, make_user
from tests.liaison_stations.stage import make_matter, make_stage

pytestmark = pytest.mark.django_db


def test_who_hears_when() -> None:
    stage = make_stage()
    unit = make_organ(area=stage.town)
    clerk = make_user(Role.UNIT, organ=unit)
    StationPolicy.objects.create(pk=1, town_reminded_after=2, office_reminded_after=3)
    for number in range(8):
        make_matter(
            stage.station,
            title=f"路灯{number}",
            state=MatterState.HANDLING,
            organ=unit,
            due_on=date(2026, 3, 5),
        )
    make_matter(stage.station, state=MatterState.TOLD, due_on=date(2026, 3, 5))
    told = {}
    # Friday, Saturday, Monday, Tuesday, Wednesday, and the Friday of a week later.
    for day in (6, 7, 9, 10, 11, 13):
        for _ in range(2):
            remind_of_matters(today=date(2026, 3, day))
        told[day] = {notice.user for notice in Notice.objects.all()}
        Notice.objects.all().delete()
    assert told == {
        6: {stage.officer, clerk},
        7: set(),
        9: {stage.town_user},
        10: {stage.office},
        11: set(),
        13: {stage.officer, clerk},
    }


def test_one_notice_names_the_first_and_counts_the_rest() -> None:
    stage = make_stage()
    for number in range(8):
        make_matter(stage.station, title=f"路灯{number}", state=MatterState.HANDLING, due_on=date(2026, 3, 5))
    remind_of_matters(today=date(2026, 3, 6))
    notice = Notice.objects.get(user=stage.officer)
    assert notice.title == "群众事项逾期：8 件"
    assert "路灯0（" in notice.text
    assert "逾期 1 个工作日" in notice.text
    assert "另有 2 件" in notice.text
    assert notice.url == "/matters/?due=late"


def test_the_beat_asks_at_nine() -> None:
    line = settings.CELERY_BEAT_SCHEDULE["remind-of-matters"]
    assert (line["task"], line["schedule"].hour) == ("liaison_stations.tasks.remind_of_matters", {9})
