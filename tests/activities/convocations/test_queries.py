"""Pages take as many queries for many rows as for few."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.convocations.todos import todos
from activities.models import Activity
from activities.plans import operations as plans
from congress.accounts.models import User
from deputies.models import Deputyship
from tests.activities.convocations.world import ON_THE_DAY, clerk, held, make_deputy, sent, user_of
from tests.factories import make_group

pytestmark = pytest.mark.django_db
Count = Callable[[str], int]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(ON_THE_DAY, tick=False):
        yield


@pytest.fixture
def office() -> User:
    return clerk()


@pytest.fixture
def queries(client: Client) -> Count:
    def count(url: str) -> int:
        client.get(url)  # what is kept in the cache is there for both
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    return count


def deputies(number: int) -> list[Deputyship]:
    return [make_deputy(f"代表{n}") for n in range(number)]


def test_the_list(client: Client, office: User, queries: Count) -> None:
    client.force_login(office)
    url = reverse("convocations:index")
    sent(office, *deputies(2), start_on=date(2026, 12, 1), reply_by=date(2026, 11, 30))
    one = queries(url)
    for day in (2, 3, 4):
        sent(office, *deputies(2), start_on=date(2026, 12, day), reply_by=date(2026, 11, 30))
    assert queries(url) == one <= 20


def test_what_a_deputy_is_called_to(client: Client, office: User, queries: Count) -> None:
    (one,) = deputies(1)
    client.force_login(user_of(one))
    url = reverse("convocations:mine")
    sent(office, one, start_on=date(2026, 12, 1), reply_by=date(2026, 11, 30))
    first = queries(url)
    for day in (2, 3):
        sent(office, one, start_on=date(2026, 12, day), reply_by=date(2026, 11, 30))
    assert queries(url) == first <= 10


@pytest.mark.parametrize("name", ["attendance:door", "attendance:index", "attendance:states"])
def test_the_door(client: Client, office: User, queries: Count, name: str) -> None:
    client.force_login(office)
    few = held(office, *deputies(1), reply_by=date(2026, 11, 25))
    many = held(office, *deputies(5), reply_by=date(2026, 11, 25))

    def url(activity: Activity) -> str:
        return reverse(name, args=[activity.pk])

    assert queries(url(few)) == queries(url(many)) <= 16


def test_the_plans(client: Client, office: User, queries: Count) -> None:
    client.force_login(office)
    url = f"{reverse('plans:index')}?year=2026"

    def plan() -> int:
        found = plans.create(actor=office, group=make_group(), year=2026)
        for month in (11, 12):
            plans.add_item(plan=found, actor=office, theme="视察", month=month)
        return found.pk

    plan()
    one = queries(url)
    for _more in range(3):
        plan()
    assert queries(url) == one <= 16


def test_the_to_dos_ask_three_queries_at_most(office: User) -> None:
    for number in range(3):
        sent(office, *deputies(2), start_on=date(2026, 11, 26 + number), reply_by=date(2026, 11, 25))
    user = User.objects.get(pk=office.pk)
    assert user.roles
    with CaptureQueriesContext(connection) as seen:
        list(todos(user))
    assert len(seen) <= 3
