"""What the form offers while a name is typed: people of the register and the title of the day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.test import Client

from activities import operations
from activities.parts import Part
from activities.queries import contexts_of
from congress.accounts.enums import Role
from deputies.enums import PostContext
from deputies.models import Person
from deputies.operations import add_post
from tests.factories import make_area, make_kind, make_person, make_user

pytestmark = pytest.mark.django_db


def offered(client: Client, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/activities/people/", query).json()["people"]
    return found


@pytest.fixture
def cao() -> Person:
    person = make_person("曹平")
    add = partial(add_post, person=person, actor=None)
    add(title="区人大常委会副主任", order=4, starts_on=date(2022, 1, 1))
    add(title="区人大常委会党组成员", context=PostContext.PARTY_GROUP, order=4)
    add(title="区招商七队队长", context=PostContext.TASK_FORCE)
    add(title="区财政局局长", context=PostContext.GOVERNMENT, ends_on=date(2021, 12, 31))
    return person


@pytest.mark.parametrize(
    ("code", "group", "days", "title"),
    [
        ("research", "监督", "2026年5月8日", "区人大常委会副主任"),
        ("party_group_meeting", "机关党建", "2026年5月8日", "区人大常委会党组成员、副主任"),
        ("investment_promotion", "中心工作", "2026年5月8日", "区人大常委会副主任、区招商七队队长"),
        ("research", "监督", "2021年5月8日", "区人大常委会党组成员"),
        ("research", "监督", "看不懂的日期", "区人大常委会副主任"),
    ],
)
def test_the_title_is_that_of_the_day_and_the_occasion(
    client: Client, cao: Person, code: str, group: str, days: str, title: str
) -> None:
    client.force_login(make_user(Role.OFFICE))
    kind = make_kind(code, code=code, group=group)
    assert [(p["id"], p["title"]) for p in offered(client, q="曹平", days=days, kind=kind.pk)] == [
        (cao.pk, title)
    ]


def test_leaders_come_first_and_namesakes_tell_apart(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    make_person("甲某某", organisation="某公司")
    make_person("李建国", title="区人大常委会主任", order=1)
    assert [p["name"] for p in offered(client)] == ["李建国", "甲某某"]
    assert offered(client, q="甲某某")[0]["hint"] == "某公司"


def test_somebody_without_a_post_is_offered_the_last_printed_title(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    make_area()
    for day, title in ((5, "区政府副区长"), (9, "区委常委、副区长")):
        person = Person.objects.filter(name="徐某人").first()
        operations.record_activity(
            actor=None,
            start_on=date(2026, 5, day),
            kind=make_kind(),
            headline="招商",
            text="招商。",
            participations=[Part(manner="率队", person=person, name="徐某人", title_as_written=title)],
        )
    assert offered(client, q="徐某人")[0]["title"] == "区委常委、副区长"


def test_many_people_are_no_more_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    client.force_login(make_user(Role.OFFICE))
    make_person(title="甲"), make_person()
    counts = []
    for _ in range(2):
        offered(client)
        with django_assert_max_num_queries(30) as counted:
            offered(client)
        counts.append(len(counted))
        make_person(title="乙"), make_person()
    assert counts[0] == counts[1]


def test_kinds_without_an_occasion_of_their_own_use_the_congress_title() -> None:
    assert contexts_of(None) == (PostContext.CONGRESS,)
