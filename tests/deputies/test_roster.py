"""The roster: who may open it, what it lists and finds, what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind, CongressLevel
from congress.web.registry import SearchHit
from deputies import operations
from deputies.enums import Ending, GroupKind, Identity, PostContext
from deputies.models import Deputyship, Person
from deputies.portal import find_groups, find_people
from tests.factories import (
    make_area,
    make_constituency,
    make_deputyship,
    make_group,
    make_person,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db
ROSTER = "deputies:roster"


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_user(Role.DEPUTY_WORK))
    return client


def found(client: Client, **query: Any) -> list[str]:
    """The names on the list, with the level where it matters."""
    return [row.person.name for row, _name in client.get(reverse(ROSTER), query).context["list"].rows]


def deputy(name: str, **facts: Any) -> Deputyship:
    person = make_person(name)
    held = {key: facts.pop(key) for key in list(facts) if key in {"level", "constituency", "group"}}
    operations.change_person(person=person, actor=None, version=1, name=name, **facts)
    return make_deputyship(person, **held)


def test_a_person_of_two_levels_is_one_person_and_two_deputyships(clerk: Client) -> None:
    both = deputy("赵永东")
    make_deputyship(both.person, level=CongressLevel.CITY)
    deputy("李二")
    assert found(clerk) == ["李二", "赵永东", "赵永东"]
    assert found(clerk, level="city") == ["赵永东"]
    assert found(clerk, level="district") == ["李二", "赵永东"]
    people = clerk.get(reverse("deputies:index"), {"deputy": "yes"}).context["list"]
    assert people.count == 2
    home = clerk.get(reverse("dashboard:home")).context["figures"]
    counted = {card.label: (card.value, card.unit) for card in home}
    assert (counted["人大代表"], counted["代表资格"]) == ((2, "人"), (3, "个"))


@pytest.mark.parametrize("words", ["zyd", "ZYD", "永东", "赵永东", "第七选区", "第三小组", "zyd 第三"])
def test_the_search_takes_names_initials_constituencies_and_groups(clerk: Client, words: str) -> None:
    seat = make_constituency()
    seat.name = "东塘镇第七选区"
    seat.save()
    deputy("赵永东", constituency=seat, group=make_group(3))
    deputy("李二", constituency=make_constituency(), group=make_group(4))
    assert found(clerk, q=words) == ["赵永东"]


def test_every_filter(clerk: Client) -> None:
    seat, group = make_constituency(), make_group(5)
    one = deputy(
        "甲",
        constituency=seat,
        group=group,
        sex="female",
        birth_date=date(1990, 1, 1),
        identity=Identity.FARMER,
        party="cdl",
    )
    operations.add_post(person=one.person, actor=None, title="村主任", context=PostContext.OTHER)
    two = deputy("乙", sex="male")
    operations.end_deputyship(
        deputyship=two, actor=None, version=1, ends_on=date(2024, 1, 1), how_ended=Ending.RESIGNED
    )
    assert one.constituency
    for query in (
        {"level": "district", "group": group.pk},
        {"constituency": seat.pk},
        {"area": seat.area_id},
        {"sex": "female"},
        {"age": "45"},
        {"identity": "farmer"},
        {"party": "cdl"},
        {"context": "other"},
        {"grouped": "yes"},
        {"state": "now"},
        {"term": one.term_id, "state": "now"},
    ):
        assert found(clerk, **query) == ["甲"], query
    for query in (
        {"sex": "male"},
        {"age": "unknown"},
        {"grouped": "no"},
        {"state": "former"},
        {"how_ended": "resigned"},
    ):
        assert found(clerk, **query) == ["乙"], query


def test_who_has_no_group_is_a_preset_of_the_list(clerk: Client) -> None:
    deputy("甲", group=make_group(1))
    deputy("乙")
    health = make_group(name="教育卫生专业小组", kind=GroupKind.PROFESSIONAL)
    operations.join_group(deputyship=deputy("丙"), group=health, actor=None, starts_on=date(2022, 1, 1))
    assert found(clerk, grouped="no", state="now") == ["丙", "乙"]
    tabs = {tab.label: tab.count for tab in clerk.get(reverse(ROSTER)).context["list"].tabs}
    assert tabs["未编组"] == 2


def test_a_town_sees_its_own_deputies(client: Client) -> None:
    town = make_area("东塘镇", AreaKind.TOWN)
    deputy("区代表", constituency=make_constituency(town))
    operations.create_deputyship(
        actor=None, person=make_person("镇代表"), term=make_term(CongressLevel.TOWN, town)
    )
    deputy(
        "驻镇市代表",
        level=CongressLevel.CITY,
        group=make_group(term=make_term(CongressLevel.CITY), area=town),
    )
    deputy("别处的", constituency=make_constituency())
    client.force_login(make_user(Role.TOWN, area=town))
    assert sorted(found(client)) == sorted(["区代表", "镇代表", "驻镇市代表"])
    client.force_login(make_user(Role.TOWN, area=make_area()))
    assert found(client) == []


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.GROUP_LEADER])
def test_deputies_find_public_facts_only(client: Client, role: Role) -> None:
    row = deputy("甲", birth_date=date(1975, 3, 1), phone="13800000000")
    client.force_login(make_user(role))
    page = client.get(reverse(ROSTER), {"age": "55"})
    assert page.context["list"].count == 1, "there is no filter by age to guess birth dates with"
    assert row.person.name in page.text
    assert "出生年月" not in page.text
    assert "13800000000" not in page.text
    book = load_workbook(BytesIO(client.post(reverse(ROSTER), {"export": "filtered"}).content))
    heads = [cell.value for cell in next(book.worksheets[0].iter_rows())]
    assert heads[0] == "姓名"
    assert not {"出生年月", "电话", "民族"} & set(heads)


def test_the_export_says_what_the_list_says(clerk: Client) -> None:
    seat = make_constituency()
    deputy("甲", constituency=seat, group=make_group(3), organisation="一厂")
    book = load_workbook(BytesIO(clerk.post(reverse(ROSTER), {"export": "filtered"}).content))
    head, row = ([cell.value for cell in line] for line in book.worksheets[0].iter_rows())
    shown = dict(zip(head, row, strict=True))
    assert (shown["姓名"], shown["代表资格"], shown["选区"]) == ("甲", "区人大代表", seat.name)
    assert (shown["小组"], shown["单位、职务"], shown["状态"]) == ("第三小组", "一厂", "在任")


@pytest.mark.parametrize("sort", ["", "title", "constituency", "-group", "sex", "state"])
def test_the_list_costs_the_same_for_one_and_for_many(
    clerk: Client, django_assert_num_queries: Callable[..., Any], sort: str
) -> None:
    group = make_group(1)
    deputy("甲", constituency=make_constituency(), group=group)
    query = {"sort": sort} if sort else {}
    clerk.get(reverse(ROSTER), query)
    with django_assert_num_queries(QUERIES):
        clerk.get(reverse(ROSTER), query)
    for name in "乙丙丁":
        deputy(name, constituency=make_constituency(), group=group)
    with django_assert_num_queries(QUERIES):
        clerk.get(reverse(ROSTER), query)


#: Account and session; choice of columns, saved filters; seven counts; the choices of one filter; rows and groups.
QUERIES = 18


def test_the_global_search_finds_people_by_initials_and_groups_by_name() -> None:
    office = make_user()
    deputy("赵永东", group=make_group(13))

    def titles(hits: Any) -> list[str]:
        return [hit.title for hit in hits if isinstance(hit, SearchHit)]

    assert titles(find_people(office, "zyd", 5)) == ["赵永东"]
    assert titles(find_groups(office, "十三", 5)) == ["第十三小组"]
    assert titles(find_groups(make_user(Role.DEPUTY), "十三", 5)) == []


def home_todos(client: Client, user: User) -> list[str]:
    cache.clear()
    client.force_login(user)
    groups = client.get(reverse("dashboard:home")).context["groups"]
    return [todo.title for group in groups for todo in group.todos if todo.menu.startswith("deputies:")]


def test_what_waits_for_the_deputy_work_office(client: Client) -> None:
    user = make_user(Role.DEPUTY_WORK)
    seat = make_constituency(seats=2)
    row = deputy("甲", constituency=seat)
    term = str(row.term)
    assert home_todos(client, user) == [
        "给代表编组：1 个代表资格还没有编组",
        f"{term}有 1 个代表名额空缺",
    ]
    group = make_group(13, area=seat.area)
    operations.join_group(deputyship=row, group=group, actor=None)
    deputy("乙", constituency=seat, group=group)
    assert home_todos(client, user) == ["第十三小组：组长、副组长、联络员空缺"]
    assert home_todos(client, make_user(Role.TOWN, area=seat.area)) == [
        "第十三小组：组长、副组长、联络员空缺"
    ]
    assert home_todos(client, make_user(Role.TOWN)) == []
    for number in range(3):
        make_group(20 + number)
    assert home_todos(client, user) == ["4 个代表小组有职务空缺"]


def test_the_file_of_a_deputy_shows_what_there_is(clerk: Client) -> None:
    seat, group = make_constituency(), make_group(3)
    row = deputy("甲", constituency=seat, group=group)
    page = clerk.get(reverse("deputies:detail", args=[row.person_id])).text
    for words in (seat.name, "第三小组", "区人大代表", "第十八届", "登记代表资格"):
        assert words in page
    assert Person.objects.count() == 1
