"""What was counted before the portal stands beside what the portal counts, and stays approximate (R309)."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.documents.imports import Cell, Outcome, Row
from congress.documents.parsers import CellError
from congress.figures import operations, pages
from congress.figures.imports import apply, number, plan
from congress.figures.models import HistoricFigure
from congress.figures.numbers import About, Count
from congress.figures.period import Period
from liaison_stations.enums import DayState
from liaison_stations.models import Reception
from tests.factories import make_user
from tests.figures.made_district import NOW
from tests.liaison_stations.stage import make_day, make_stage

pytestmark = pytest.mark.django_db
NAME = "联络站.接待群众"
SINCE_2025 = Period.between(date(2025, 1, 1), date(2026, 11, 23))


@pytest.fixture(autouse=True)
def in_november() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def entered(clerk: User, **changes: Any) -> HistoricFigure:
    facts = {
        "name": NAME,
        "unit": "人次",
        "since": date(2025, 1, 1),
        "until": date(2025, 12, 31),
        "value": 1600,
        "about": About.AND_MORE.value,
        "source": "2025年工作总结",
    }
    return operations.add_history(actor=clerk, **{**facts, **changes})


def received(people: int) -> None:
    """This year's first reception."""
    stage = make_stage()
    day = make_day(stage.station, date(2026, 3, 5), state=DayState.HELD)
    Reception.objects.create(day=day, people=people, token=uuid4(), entered_by=stage.officer)


def line_of(user: User, period: Period) -> pages.Line:
    chapters = pages.overview(user, period).chapters
    return next(line for c in chapters for line in c.lines if line.measured.figure.name == NAME)


def test_1600_and_more_and_20_are_1620_and_more(client: Client, clerk: User) -> None:
    received(20)
    entered(clerk)
    line = line_of(clerk, SINCE_2025)
    assert (str(line.count), str(line.together)) == ("20 人次", "1,620余人次")
    client.force_login(clerk)
    asked = {"preset": "custom", "since": "2025-01-01"}
    page = client.get(reverse("figures:index"), asked).content.decode()
    assert "和历史数据合计 <b>1,620余人次</b>（约数）" in page
    file = client.get(reverse("figures:index"), {**asked, "export": ""})
    rows = list(load_workbook(BytesIO(file.getvalue())).active.iter_rows(values_only=True))
    assert [row[7] for row in rows if row[:2] == ("联络站", "接待群众")] == ["1,620余人次"]
    assert rows[-1][0] == "统计期间：2025年以来，截至2026年11月23日"


def test_what_only_touches_the_period_is_named_and_not_added(clerk: User) -> None:
    entered(clerk)
    line = line_of(clerk, Period.twelve_months(date(2026, 11, 23)))
    assert line.together is None
    assert [row.value for row in line.before.beside] == [1600]
    assert line_of(make_user(Role.TOWN), SINCE_2025).before.within == []


def test_overlaps_wrong_order_and_days_to_come_are_refused(clerk: User) -> None:
    row = entered(clerk)
    for changes in (
        {"since": date(2025, 12, 31), "until": date(2026, 1, 31)},
        {"since": date(2024, 2, 1), "until": date(2024, 1, 1)},
        {"since": date(2026, 1, 1), "until": date(2026, 11, 24)},
    ):
        with pytest.raises(ValidationError):
            entered(clerk, **changes)
    operations.withdraw_history(history=row, actor=clerk, reason="抄错了")
    with pytest.raises(Conflict):
        operations.withdraw_history(history=row, actor=clerk, reason="抄错了")
    assert entered(clerk, since=date(2025, 12, 31), until=date(2026, 1, 31)).pk
    verbs = AuditEvent.objects.filter(verb__startswith="figures:").values_list("verb", flat=True)
    assert sorted(verbs) == ["figures:add_history", "figures:add_history", "figures:withdraw_history"]


def test_a_number_is_corrected_once_and_in_the_unit_of_its_figure(client: Client, clerk: User) -> None:
    row = entered(clerk)
    facts = {name: getattr(row, name) for name in operations.FIELDS}
    operations.change_history(history=row, actor=clerk, version=1, **{**facts, "value": 1700})
    with pytest.raises(StaleVersion):
        operations.change_history(history=row, actor=clerk, version=1, **{**facts, "value": 1800})
    client.force_login(clerk)
    typed = {**facts, "since": "2024-01-01", "until": "2024-12-31", "unit": "人"}
    page = client.post(reverse("figures:add_history"), typed).content.decode()
    assert "的单位是“人次”" in page
    client.post(reverse("figures:add_history"), {**typed, "unit": "人次"})
    assert HistoricFigure.objects.filter(value=1600, since=date(2024, 1, 1), about="余").exists()


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (177, Count(177, "")),
        ("1,600余", Count(1600, "", About.AND_MORE)),
        ("近400份", Count(400, "份", About.NEARLY)),
        ("300人次以上", Count(300, "人次", About.OR_MORE)),
    ],
)
def test_numbers_are_read_as_reports_write_them(written: str | int, count: Count) -> None:
    assert number(written) == count


def test_what_is_no_number_is_named() -> None:
    with pytest.raises(CellError):
        number("若干")


def test_a_table_is_taken_over_once(clerk: User) -> None:
    def row(**cells: Any) -> Row:
        found = {name: Cell(raw=str(value), value=value) for name, value in cells.items()}
        return Row(number=1, cells=found, shown=list(found.values()))

    first, last = date(2024, 1, 1), date(2024, 12, 31)
    facts = {"name": NAME, "value": Count(500, "", About.AND_MORE), "unit": None, "source": "总结"}
    rows = [row(**facts, since=first, until=last), row(**facts, since=last, until=date(2025, 6, 30))]
    plan(rows, clerk)
    assert [one.has_error for one in rows] == [False, True]
    apply(rows[:1], clerk)
    assert str(HistoricFigure.objects.get().count) == "500余人次"
    again = [row(**facts, since=first, until=last)]
    plan(again, clerk)
    assert again[0].outcome == Outcome.SAME


def test_the_list_asks_a_fixed_number_of_questions(
    client: Client, clerk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2015, 2025):
        entered(clerk, since=date(year, 1, 1), until=date(year, 12, 31))
    client.force_login(clerk)
    client.get(reverse("figures:history"))
    with django_assert_num_queries(10):
        client.get(reverse("figures:history"))
