"""A reception day that is a duty report as well: entered once, counted under each (R127, R139)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deputies.models import DutyRecord, DutyReport
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import Duty, ReceptionDay
from liaison_stations.operations import days as operations
from tests.liaison_stations.stage import Stage, make_day, make_stage

pytestmark = pytest.mark.django_db


def held(stage: Stage, *, report: bool) -> ReceptionDay:
    """A day of today with both deputies, the first of them present."""
    day = make_day(stage.station, state=DayState.OPEN, is_duty_report=report)
    first, second = stage.deputies
    Duty.objects.create(day=day, deputyship=first, state=DutyState.PRESENT)
    Duty.objects.create(day=day, deputyship=second)
    return operations.close_day(day=day, actor=stage.officer)


def test_whoever_came_has_a_report_and_going_on_keeps_it_up_to_date(client: Client) -> None:
    stage = make_stage()
    day = held(stage, report=True)
    row = DutyReport.objects.held().get()
    assert (row.deputyship, row.day, row.constituency) == (
        stage.deputies[0],
        timezone.localdate(),
        stage.deputies[0].constituency,
    )
    duty = DutyRecord.objects.get(source="duty_report")
    assert (duty.kind.code, duty.deputyship) == ("duty_report_oral", stage.deputies[0])
    client.force_login(stage.town_user)
    shown = client.get(reverse("reception_days:detail", args=[day.pk])).text
    assert reverse("duty_reports:detail", args=[row.pk]) in shown

    operations.resume_day(day=day, actor=stage.officer)
    Duty.objects.filter(day=day).update(state=DutyState.PRESENT)
    operations.close_day(day=ReceptionDay.objects.get(pk=day.pk), actor=stage.officer)
    assert DutyReport.objects.held().count() == 2


def test_a_day_without_a_report_has_none() -> None:
    held(make_stage(), report=False)
    assert not DutyReport.objects.exists()
