"""Figures of stations: every number by hand, batches never above people, totals the sums of their stations."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from congress.figures.period import Period
from liaison_stations.enums import DayState, DutyState, MatterState
from liaison_stations.matters.figures import Sums, report
from liaison_stations.models import Duty, Reception
from tests.liaison_stations.stage import Stage, make_day, make_matter, make_stage

pytestmark = pytest.mark.django_db
YEAR = Period.between(date(2026, 1, 1), date(2026, 6, 30))


def held(stage: Stage, on: date, batches: list[int]) -> None:
    """A day that was held, with batches of so many people and both deputies, one of whom came."""
    day = make_day(stage.station, on, state=DayState.HELD)
    for people in batches:
        Reception.objects.create(day=day, people=people, token=uuid4(), entered_by=stage.officer)
    here, away = stage.deputies
    Duty.objects.create(day=day, deputyship=here, state=DutyState.PRESENT)
    Duty.objects.create(day=day, deputyship=away, state=DutyState.ABSENT)


def heard(stage: Stage, on: date, **facts: object) -> None:
    """A matter received on a day at noon."""
    at = timezone.make_aware(datetime.combine(on, time(12)))
    make_matter(stage.station, received_at=at, **facts)


def make_two() -> tuple[Stage, Stage]:
    """Two stations with something in the period, before it and after it."""
    one, two = make_stage(), make_stage()
    held(one, date(2026, 1, 1), [1, 4])
    held(one, date(2026, 6, 30), [5])
    held(one, date(2025, 12, 31), [90])
    held(two, date(2026, 3, 5), [2])
    make_day(two.station, date(2026, 4, 5), state=DayState.CANCELLED)
    heard(one, date(2026, 1, 1), outcome="solved")
    heard(one, date(2026, 6, 30), state=MatterState.REFUSED, refusal="litigation")
    heard(one, date(2026, 7, 1))
    heard(
        two,
        date(2026, 2, 1),
        state=MatterState.CLOSED,
        closed_at=timezone.now(),
        outcome="explained",
        answer="已说明",
    )
    return one, two


def test_every_number_is_of_the_period_and_the_total_is_the_sum() -> None:
    one, two = make_two()
    found = report(one.office, YEAR)
    of = {line.station.pk: line.sums for line in found.lines}
    assert of[one.station.pk] == Sums(2, 2, 3, 10, 2, solved=1, refused=1)
    assert of[two.station.pk] == Sums(1, 1, 1, 2, 1, closed=1)
    assert found.total == Sums(3, 3, 4, 12, 3, solved=1, closed=1, refused=1)
    assert sum((sums for _town, sums in found.towns), Sums()) == found.total
    assert all(line.sums.batches <= line.sums.people for line in found.lines)


def test_a_town_sees_its_own_stations_and_the_file_holds_the_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, two = make_two()
    assert [line.station for line in report(one.town_user, YEAR).lines] == [one.station]
    client.force_login(two.office)
    asked = {"since": "2026-01-01", "until": "2026-06-30"}
    client.get(reverse("matters:figures"), asked)
    with django_assert_num_queries(11):
        page = client.get(reverse("matters:figures"), asked).content.decode()
    assert "合计" in page
    file = client.get(reverse("matters:figures"), {**asked, "export": ""})
    rows = list(load_workbook(BytesIO(file.getvalue())).active.iter_rows(values_only=True))
    assert rows[-1] == ("合计", None, 3, 3, 4, 12, 3, 1, 1, 1)


def test_a_period_that_ends_before_it_begins_is_named(client: Client) -> None:
    client.force_login(make_stage().leader)
    asked = {"since": "2026-06-30", "until": "2026-01-01"}
    assert "起始日期晚于截止日期，请改正" in client.get(reverse("matters:figures"), asked).content.decode()
