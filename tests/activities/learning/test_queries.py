"""Pages of learning take as many queries for many rows as for few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.learning import operations
from activities.learning.todos import todos
from activities.models import TrainingClass
from congress.accounts.models import User
from deputies.models import DeputyGroup
from tests.activities.convocations.world import clerk, make_deputy, sent, user_of
from tests.activities.learning.test_studies import studied
from tests.activities.learning.world import enrolling, kind_of, many, planned
from tests.factories import make_group, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
Count = Callable[[str], int]


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


def a_class_in_the_plan(office: User, number: int) -> TrainingClass:
    """A session that stands in the plan of the year, with somebody enrolled."""
    plan = operations.create_plan(actor=office, term=make_term(), year=2026 + number)
    row = planned(
        office, plan=plan, type=kind_of("代表讲堂"), number=number + 1, start_on=None, year=2026 + number
    )
    operations.add_lecture(training=row, actor=office, speaker="邱建明", subject="监督法")
    operations.enrol_many(training=row, actor=office, deputyships=many(2))
    return row


@pytest.mark.parametrize(
    ("name", "most"),
    [("index", 20), ("plans", 20), ("halls", 18), ("learners", 24), ("report", 14), ("usage", 18)],
)
def test_desk_pages(client: Client, office: User, queries: Count, name: str, most: int) -> None:
    client.force_login(office)
    group: DeputyGroup = make_group(1)
    make_deputy("陈立新", group=group)
    a_class_in_the_plan(office, 0)
    url = reverse(f"learning:{name}")
    few = queries(url)
    make_deputy("何素琴", group=make_group(2))
    for number in (1, 2):
        a_class_in_the_plan(office, number)
    assert queries(url) == few <= most


def test_one_class_and_one_study(client: Client, office: User, queries: Count) -> None:
    client.force_login(office)
    row = enrolling(office)
    url = reverse("learning:detail", args=[row.pk])
    operations.enrol_many(training=row, actor=office, deputyships=many(2))
    few = queries(url)
    operations.enrol_many(
        training=row, actor=office, deputyships=[make_deputy(name) for name in ("甲一", "乙一")]
    )
    assert queries(url) == few <= 16
    group = make_group(1)
    study = studied(office, group, make_deputy("陈立新", group=group))
    studied(office, group, make_deputy("何素琴", group=group))
    assert queries(reverse("learning:study", args=[study.pk])) <= 15
    assert queries(reverse("learning:studies")) <= 18


def test_a_deputys_own_pages(client: Client, office: User, queries: Count) -> None:
    one = make_deputy("陈立新")
    client.force_login(user_of(one))
    first = enrolling(office)
    operations.enrol(training=first, deputyship=one, actor=user_of(one))
    reading = operations.add_reading(
        convocation=sent(office, one), actor=office, title="消防法", text="第二章"
    )
    url = reverse("learning:mine")
    few = queries(url)
    for _ in range(2):
        operations.enrol(training=enrolling(office), deputyship=one, actor=user_of(one))
        enrolling(office)
    assert queries(url) == few <= 16
    assert queries(reverse("learning:enrol", args=[first.pk])) <= 14
    assert queries(reverse("learning:reading", args=[reading.pk])) <= 14


def test_to_dos_ask_three_queries_at_most(office: User) -> None:
    enrolling(office)
    user = User.objects.get(pk=office.pk)
    assert user.assignments_today
    with CaptureQueriesContext(connection) as seen:
        list(todos(user))
    assert len(seen) <= 3
