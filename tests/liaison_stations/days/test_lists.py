"""The list, the month, the months of a year, and the next days of a station; each with its number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from liaison_stations.days.queries import missing_in_month, upcoming, year_of
from liaison_stations.enums import DayState, DutyState, PlaceMode
from liaison_stations.models import Duty, Reception, ReceptionForm, Station
from tests.factories import make_organ
from tests.liaison_stations.stage import Stage, make_day, make_stage, make_station

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WEEK = timedelta(days=7)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def found(client: Client, **query: Any) -> list[int]:
    rows = client.get(reverse("reception_days:index"), query).context["list"].rows
    return sorted(row.pk for row, _name in rows)


def test_the_list_and_its_filters(client: Client, stage: Stage) -> None:
    other = make_stage()
    over = make_day(stage.station, TODAY - WEEK)
    held = make_day(stage.station, TODAY - 2 * WEEK, state=DayState.HELD, is_duty_report=True)
    today = make_day(stage.station, place_mode=PlaceMode.MOBILE, place="东门早市")
    coming = make_day(other.station, TODAY + WEEK, hosted_by=make_organ())
    called_off = make_day(other.station, TODAY + timedelta(days=1), state=DayState.CANCELLED)
    talk = ReceptionForm.objects.get(name="拉呱会")
    held.forms.add(talk)
    Duty.objects.create(day=today, deputyship=stage.deputies[0])
    client.force_login(stage.office)
    for query, rows in (
        ({"when": "today"}, [today]),
        ({"when": "coming"}, [coming]),
        ({"when": "over"}, [over]),
        ({"when": "nobody"}, [coming]),
        ({"form": talk.pk}, [held]),
        ({"report": "yes"}, [held]),
        ({"hosted": "yes"}, [coming]),
        ({"place_mode": "mobile"}, [today]),
        ({"area": other.town.pk}, [coming, called_off]),
        ({"q": stage.station.name}, [over, held, today]),
    ):
        assert found(client, **query) == sorted(row.pk for row in rows), query
    client.force_login(stage.officer)
    assert found(client) == sorted(row.pk for row in (over, held, today))
    client.force_login(stage.deputy)
    assert client.get(reverse("reception_days:index")).status_code == 403


def test_the_number_of_queries_does_not_grow(
    client: Client, stage: Stage, django_assert_max_num_queries: Any
) -> None:
    for week in range(12):
        day = make_day(stage.station, TODAY - WEEK * week, state=DayState.HELD)
        day.forms.add(ReceptionForm.objects.get(name="拉呱会"))
        for deputy in stage.deputies:
            Duty.objects.create(day=day, deputyship=deputy)
        Reception.objects.create(day=day, people=2, entered_by=stage.officer)
    make_station(stage.town)
    client.force_login(stage.office)
    client.get(reverse("reception_days:index"))
    for name, args, limit in (
        ("index", (), 19),
        ("month", (), 10),
        ("months", (), 12),
        ("rules", (), 8),
        ("station", (stage.station.pk,), 14),
        ("detail", (day.pk,), 15),
    ):
        with django_assert_max_num_queries(limit):
            assert client.get(reverse(f"reception_days:{name}", args=args)).status_code == 200
    client.force_login(stage.deputy)
    client.get(reverse("reception_days:mine"))
    with django_assert_max_num_queries(12):
        client.get(reverse("reception_days:mine"))
    with django_assert_max_num_queries(3):
        assert upcoming(stage.station) == []


def test_the_export_names_deputies_and_counts(client: Client, stage: Stage) -> None:
    day = make_day(stage.station, date(2026, 3, 5), state=DayState.HELD)
    Duty.objects.create(day=day, deputyship=stage.deputies[0])
    Reception.objects.create(day=day, people=7, entered_by=stage.officer)
    client.force_login(stage.office)
    answer = client.post(reverse("reception_days:index"), {"export": "filtered"})
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    line = next(row for row in rows if stage.station.name in map(str, row))
    assert stage.deputies[0].person.name in line
    assert 7 in line


def test_months_without_a_reception_are_named(client: Client, stage: Stage) -> None:
    """R162: stations times months since they began are expected, what was not held is a gap."""
    late = make_station(stage.town, opened_on=date(2025, 3, 10), name="后来的站")
    make_day(stage.station, date(2025, 4, 5), state=DayState.HELD)
    make_day(stage.station, date(2025, 5, 5), state=DayState.CANCELLED)
    make_day(late, date(2025, 5, 6), state=DayState.HELD)
    lines = {line.station: line for line in year_of(Station.objects.all(), 2025, date(2025, 6, 15))}
    assert lines[stage.station].months == [0, 0, 0, 1, 0, 0] + [None] * 6
    assert lines[late].months == [None, None, None, 0, 1, 0] + [None] * 6
    assert lines[late].gaps == [4, 6]
    assert set(missing_in_month(date(2025, 5, 20))) == {stage.station}

    client.force_login(stage.office)
    page = client.get(reverse("reception_days:months"), {"year": "2025"}).content.decode()
    assert "后来的站" in page
    assert "4 个月" not in page


def test_the_next_days_for_the_public(stage: Stage) -> None:
    make_day(stage.station, TODAY - WEEK)
    make_day(stage.station, TODAY + WEEK, state=DayState.CANCELLED)
    coming = make_day(stage.station, TODAY + 2 * WEEK)
    for deputy, state in zip(stage.deputies, (DutyState.PLANNED, DutyState.LEAVE), strict=True):
        Duty.objects.create(day=coming, deputyship=deputy, state=state)
    (shown,) = upcoming(stage.station)
    assert shown == coming
    assert [duty.deputyship for duty in shown.on_duty] == [stage.deputies[0]]  # type: ignore[attr-defined]


def test_a_month_shows_what_takes_place(client: Client, stage: Stage) -> None:
    day = make_day(stage.station, date(2026, 3, 5))
    client.force_login(stage.officer)
    url = reverse("reception_days:month")
    link = reverse("reception_days:detail", args=[day.pk])
    assert link in client.get(url, {"month": "2026-03"}).content.decode()
    assert link not in client.get(f"{url}?month=2026-04&station={stage.station.pk}").content.decode()
    assert client.get(url, {"month": "2026-99", "station": "9" * 30}).status_code == 200
