"""The pages of groups: make-up, vacancies, members, the roster as a spreadsheet; who sees which group."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.accounts.enums import Role
from congress.organs.enums import AreaKind, CongressLevel
from deputies import operations
from deputies.ages import age_on, band_of, band_q
from deputies.enums import GroupKind, GroupPostKind
from deputies.models import DeputyGroup, Deputyship, GroupMembership, Person
from deputies.queries import level_report
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
SINCE = date(2022, 1, 1)


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_user(Role.DEPUTY_WORK))
    return client


def appoint(group: DeputyGroup, person: Person, kind: GroupPostKind, on: date = SINCE) -> None:
    operations.appoint(group=group, person=person, kind=kind, actor=None, starts_on=on)


def fill(group: DeputyGroup) -> dict[GroupPostKind, Deputyship]:
    """All three posts, each by a member."""
    held = {kind: make_deputyship(group=group) for kind in GroupPostKind}
    for kind, row in held.items():
        appoint(group, row.person, kind)
    return held


def seat_many(level: CongressLevel, term_number: int, sizes: list[int]) -> None:
    """Groups of these sizes full of deputies of a level."""
    term = (
        make_term(level) if level != CongressLevel.TOWN else make_term(level, make_area(kind=AreaKind.TOWN))
    )
    own = make_term() if level == CongressLevel.TOWN else term
    for number, size in enumerate(sizes, term_number):
        group = DeputyGroup.objects.filter(term=own, number=number).first()
        group = group or make_group(number, term=own, levels=sorted({own.level, level, "town"} - {""}))
        people = Person.objects.bulk_create([Person(name=f"{level}{number}-{n}") for n in range(size)])
        rows = Deputyship.objects.bulk_create(
            Deputyship(person=p, level=level, term=term, starts_on=term.starts_on) for p in people
        )
        GroupMembership.objects.bulk_create(
            GroupMembership(deputyship=r, group=group, starts_on=SINCE) for r in rows
        )


def test_73_219_and_73_deputies_are_365_deputyships_in_21_groups(clerk: Client) -> None:
    seat_many(CongressLevel.CITY, 12, [19, 18, 18, 18])
    seat_many(CongressLevel.DISTRICT, 1, [13] * 15 + [12] * 2)
    seat_many(CongressLevel.TOWN, 1, [5] * 12 + [3, 3, 3, 2, 2])
    today = timezone.localdate()
    city, district, town = (
        level_report(level, today, Deputyship.objects.all())
        for level in (CongressLevel.CITY, CongressLevel.DISTRICT, CongressLevel.TOWN)
    )
    assert (city.deputyships, city.groups) == (73, 4)
    assert (district.deputyships, district.groups) == (219, 17)
    assert (town.deputyships, town.groups, town.grouped) == (73, 17, 73)
    assert city.grouped + district.grouped + town.grouped == Deputyship.objects.count() == 365
    page = clerk.get(reverse("deputies:group_roster")).text
    for words in ("73 个", "219 个", "18.3 个", "12.9 个"):
        assert words in page


def test_305_deputies_in_18_groups_are_16_9_each() -> None:
    seat_many(CongressLevel.DISTRICT, 1, [17] * 17 + [16])
    report = level_report(CongressLevel.DISTRICT, timezone.localdate(), Deputyship.objects.all())
    assert (report.deputyships, report.groups, report.ungrouped, report.mean) == (305, 18, 0, "16.9")
    make_deputyship()
    report = level_report(CongressLevel.DISTRICT, timezone.localdate(), Deputyship.objects.all())
    assert report.ungrouped == 1


def test_deputies_of_a_higher_level_have_groups_of_their_own(clerk: Client) -> None:
    term = make_term(CongressLevel.CITY)
    for number in (12, 13, 15):
        make_deputyship(level=CongressLevel.CITY, group=make_group(number, term=term))
    rows = clerk.get(reverse("deputies:groups"), {"level": "city"}).context["list"].rows
    assert [name for _row, name in rows] == ["第十二小组", "第十三小组", "第十五小组"]
    assert "驻区代表" in clerk.get(reverse("deputies:groups")).text


def test_the_make_up_counts_what_the_roster_lists(clerk: Client) -> None:
    group = make_group(1)
    facts = [
        ("male", date(1960, 5, 1), "farmer"),
        ("female", date(1990, 5, 1), "professional"),
        ("female", None, "professional"),
    ]
    for sex, born, identity in facts:
        row = make_deputyship(group=group)
        Person.objects.filter(pk=row.person_id).update(sex=sex, birth_date=born, identity=identity)
    operations.add_post(person=row.person, actor=None, title="校长", context="other")
    page = clerk.get(reverse("deputies:group", args=[group.pk]))
    counted = {part.label: {s.label: s.count for s in part.shares} for part in page.context["makeup"]}
    assert counted["性别"] == {"男": 1, "女": 2}
    assert counted["身份"] == {"农民": 1, "专业技术人员": 2}
    assert counted["任职"] == {"其他": 1}
    assert counted["年龄"]["没有登记"] == 1
    for part in page.context["makeup"]:
        for share in part.shares:
            listed = clerk.get(f"{page.context['roster_url']}&{share.query}").context["list"]
            assert listed.count == share.count, share


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(1990, 11, 23), "35"),
        (date(1990, 11, 22), "45"),
        (date(1980, 11, 23), "45"),
        (date(1980, 11, 22), "55"),
        (date(1970, 11, 22), "56"),
        (None, "unknown"),
    ],
)
def test_age_bands_are_the_same_counted_and_filtered(born: date | None, band: str) -> None:
    on = date(2026, 11, 22)
    person = make_person()
    Person.objects.filter(pk=person.pk).update(birth_date=born)
    assert band_of(born, on) == band
    found = [
        k for k in ("35", "45", "55", "56", "unknown") if Person.objects.filter(band_q(k, on, "birth_date"))
    ]
    assert found == [band]


def test_somebody_born_on_29_february() -> None:
    assert age_on(date(2000, 2, 29), date(2026, 2, 28)) == 25
    leap = date(2024, 2, 29)
    person = make_person()
    Person.objects.filter(pk=person.pk).update(birth_date=date(1988, 2, 29))
    assert Person.objects.filter(band_q("45", leap, "birth_date")).exists()
    assert not Person.objects.filter(band_q("35", leap, "birth_date")).exists()


def test_a_vacant_post_is_said_on_the_page_and_in_the_list(clerk: Client) -> None:
    group = make_group(1)
    held = fill(group)
    url = reverse("deputies:group", args=[group.pk])
    assert "空缺" not in clerk.get(url).text
    liaison = group.posts.get(kind=GroupPostKind.LIAISON)
    end = reverse("deputies:end_group_post", args=[liaison.pk])
    assert "离任日期不能早于任职日期" in clerk.post(end, {"version": "1", "ends_on": "2021-01-01"}).text
    clerk.post(end, {"version": "1", "ends_on": "2024-01-01"})
    page = clerk.get(url).text
    assert "联络员空缺" in page
    assert held[GroupPostKind.LIAISON].person.name in page, "who held the post stays in the history"
    listed = clerk.get(reverse("deputies:groups"), {"vacant": "liaison"})
    assert "联络员空缺" in listed.text
    assert listed.context["list"].count == 1


def test_a_leader_comes_from_the_group_and_a_liaison_from_anywhere(clerk: Client) -> None:
    group = make_group(1)
    member = make_deputyship(group=group)
    url = reverse("deputies:appoint", args=[group.pk])
    assert "请选一位代表" in clerk.post(url, {"kind": "leader"}).text
    assert "组长须是本小组的代表" in clerk.post(url, {"kind": "leader", "name": "外人"}).text
    assert not Person.objects.filter(name="外人").exists()
    clerk.post(url, {"kind": "leader", "member": member.pk, "starts_on": "2022-02-01"})
    second = {"kind": "leader", "member": make_deputyship(group=group).pk, "starts_on": "2022-03-01"}
    assert f"已有组长{member.person}" in clerk.post(url, second).text
    clerk.post(url, {"kind": "liaison", "name": "刘干事"})
    assert {p.person.name for p in group.posts.all()} == {member.person.name, "刘干事"}


def test_members_come_move_and_go(clerk: Client) -> None:
    first, second = make_group(1), make_group(2)
    rows = [make_deputyship(), make_deputyship()]
    join = reverse("deputies:join_group", args=[first.pk])
    assert "请选择代表" in clerk.post(join, {"wish": "留着的意愿"}).text
    picked = {"deputyships": [row.pk for row in rows], "starts_on": "2022-02-01", "wish": "离家近"}
    clerk.post(join, picked)
    assert [m.wish for m in first.memberships.all()] == ["离家近", "离家近"]
    assert "离家近" in clerk.get(reverse("deputies:group", args=[first.pk])).text

    seat = rows[0].memberships.get()
    move = reverse("deputies:move_member", args=[seat.pk])
    clerk.post(move, {"version": "1", "group": second.pk, "starts_on": "2023-01-01"})
    assert second.memberships.get(ends_on=None).deputyship == rows[0]
    assert (
        clerk.post(move, {"version": "2", "group": second.pk, "starts_on": "2023-01-01"}).status_code == 409
    )

    other = rows[1].memberships.get()
    wish = reverse("deputies:change_wish", args=[other.pk])
    clerk.post(wish, {"version": "1", "wish": "随单位"})
    leave = reverse("deputies:leave_group", args=[other.pk])
    assert clerk.post(leave, {"version": "1", "ends_on": "2024-01-01"}).status_code == 409
    clerk.post(leave, {"version": "2", "ends_on": "2024-01-01"})
    other.refresh_from_db()
    assert (other.wish, other.ends_on) == ("随单位", date(2024, 1, 1))
    assert other.deputyship.person.name in clerk.get(reverse("deputies:group", args=[first.pk])).text


def test_all_are_put_into_a_group_or_none(clerk: Client) -> None:
    group = make_group(1)
    early, late = make_deputyship(), make_deputyship()
    Deputyship.objects.filter(pk=late.pk).update(starts_on=date(2024, 1, 1))
    form = {"deputyships": [early.pk, late.pk], "starts_on": "2023-01-01"}
    page = clerk.post(reverse("deputies:join_group", args=[group.pk]), form).text
    assert "从2024年1月1日起才是区人大代表" in page
    assert not group.memberships.exists()


def test_a_group_is_set_up_changed_and_dissolved(clerk: Client) -> None:
    term, create = make_term(), reverse("deputies:create_group")
    form = {"term": term.pk, "kind": "territorial", "number_style": "chinese", "levels": ["district"]}
    assert "编号和名称至少填一项" in clerk.post(create, form).text
    assert "须包括区县级" in clerk.post(create, form | {"number": "13", "levels": ["town"]}).text
    clerk.post(create, form | {"number": "13", "principles": ["territory", "wish"]})
    group = DeputyGroup.objects.get()
    assert (group.label, group.principle_labels) == ("第十三小组", ["属地原则", "自愿原则"])
    assert "已有同名小组" in clerk.post(create, form | {"number": "13"}).text

    change = reverse("deputies:change_group", args=[group.pk])
    clerk.post(change, form | {"version": "1", "number": "13", "number_style": "arabic"})
    group.refresh_from_db()
    assert group.label == "第13小组"
    conflict = clerk.post(change, form | {"version": "1", "number": "13", "activity_room": "后填的"})
    assert conflict.status_code == 409

    dissolve = reverse("deputies:dissolve_group", args=[group.pk])
    clerk.post(dissolve, {"version": "2", "ends_on": "2024-01-01"})
    page = clerk.get(reverse("deputies:group", args=[group.pk])).text
    assert "到2024年1月1日撤销" in page
    assert clerk.get(change).status_code == 200
    assert clerk.post(change, form | {"version": "3", "number": "13"}).status_code == 409


def test_a_dissolved_group_is_restored_by_its_writers(clerk: Client) -> None:
    group, other = make_group(1), make_group(2)
    held, gone = fill(group), make_deputyship(group=group)
    url, page = (reverse(name, args=[group.pk]) for name in ("deputies:restore_group", "deputies:group"))
    assert clerk.get(url).status_code == 409
    assert "恢复小组" not in clerk.get(page).text
    operations.dissolve_group(group=group, actor=None, version=1, ends_on=date(2025, 1, 31))
    operations.join_group(deputyship=gone, group=other, actor=None)
    assert f'href="{url}"' in clerk.get(page).text
    asked = clerk.get(url).text
    assert "同日结束的成员 3 人、职务 3 个接着算" in asked
    assert f"{gone.person}已编入别的小组，不编回来" in asked
    assert clerk.post(url, {"version": "1"}).status_code == 409
    assert "第一小组已恢复" in clerk.post(url, {"version": "2"}, follow=True).text
    assert {seat.deputyship for seat in clerk.get(page).context["members"]} == set(held.values())
    assert "撤销小组" in clerk.get(page).text


def test_readers_do_not_restore_a_group(client: Client) -> None:
    group = make_group(1)
    operations.dissolve_group(group=group, actor=None, version=1, ends_on=date(2025, 1, 31))
    client.force_login(make_user(Role.LEADER))
    assert "恢复小组" not in client.get(reverse("deputies:group", args=[group.pk])).text
    assert (
        client.post(reverse("deputies:restore_group", args=[group.pk]), {"version": "2"}).status_code == 403
    )


def test_picking_a_professional_group_gives_its_members(clerk: Client) -> None:
    health = make_group(name="教育卫生专业小组", kind=GroupKind.PROFESSIONAL)
    row = make_deputyship(group=make_group(5))
    make_deputyship(group=DeputyGroup.objects.get(number=5))
    operations.join_group(deputyship=row, group=health, actor=None, starts_on=SINCE)
    listed = clerk.get(reverse("deputies:roster"), {"group": health.pk}).context["list"]
    assert [name for _row, name in listed.rows] == [row.person.name]


def sheet(client: Client, **query: str | int) -> list[list[Any]]:
    content = client.get(reverse("deputies:group_roster"), query).content
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows()]


def test_the_roster_of_groups_is_one_row_each_as_it_was_on_a_day(clerk: Client) -> None:
    groups = [make_group(number, activity_room=f"{number} 号室") for number in range(1, 17)]
    held = [fill(group) for group in groups]
    term = make_term()
    rows = sheet(clerk, term=term.pk)
    assert rows[0] == ["组别", "组长", "副组长", "联络员", "组员", "活动室"]
    assert len(rows) == 17
    assert all(all(row[1:4]) for row in rows[1:])
    assert rows[1][5] == "1 号室"

    first = groups[0].posts.get(kind=GroupPostKind.LEADER)
    operations.end_group_post(post=first, actor=None, version=1, ends_on=date(2024, 1, 31))
    successor = held[0][GroupPostKind.LIAISON].person
    appoint(groups[0], successor, GroupPostKind.LEADER, date(2024, 2, 1))
    leaders = [sheet(clerk, term=term.pk, on=on)[1][1] for on in ("2024-01-31", "2024年2月1日")]
    assert leaders == [first.person.name, successor.name]
    assert (
        "看不出是哪一天"
        in clerk.get(reverse("deputies:group_roster"), {"term": str(term.pk), "on": "前天吧"}).text
    )


@pytest.mark.parametrize("role", [Role.GROUP_LEADER, Role.DEPUTY])
def test_deputies_see_their_own_groups(client: Client, role: Role) -> None:
    own, other = make_group(1), make_group(2)
    row = make_deputyship(group=own)
    user = make_user(role)
    Person.objects.filter(pk=row.person_id).update(user=user)
    client.force_login(user)
    assert [name for _row, name in client.get(reverse("deputies:groups")).context["list"].rows] == [
        "第一小组"
    ]
    assert client.get(reverse("deputies:group", args=[own.pk])).status_code == 200
    assert client.get(reverse("deputies:group", args=[other.pk])).status_code == 404
    assert client.get(reverse("deputies:change_group", args=[own.pk])).status_code == 403


def test_a_town_sees_the_groups_of_its_area(client: Client) -> None:
    town = make_area("东塘镇", AreaKind.TOWN)
    here, elected_here = make_group(1, area=town), make_group(2)
    make_deputyship(constituency=make_constituency(town), group=elected_here)
    make_group(3)
    client.force_login(make_user(Role.TOWN, area=town))
    rows = client.get(reverse("deputies:groups")).context["list"].rows
    assert [row for row, _name in rows] == [here, elected_here]


@pytest.mark.parametrize("members", [1, 4])
def test_the_page_of_a_group_costs_the_same_for_many_members(
    clerk: Client, django_assert_num_queries: Callable[..., Any], members: int
) -> None:
    group = make_group(1)
    for _ in range(members):
        make_deputyship(group=group)
    url = reverse("deputies:group", args=[group.pk])
    clerk.get(url)
    with django_assert_num_queries(GROUP_QUERIES):
        clerk.get(url)


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_of_groups_costs_the_same_for_many(
    clerk: Client, django_assert_num_queries: Callable[..., Any], number: int
) -> None:
    for _ in range(number):
        fill(make_group())
    url = reverse("deputies:groups")
    clerk.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        clerk.get(url)


#: Account and session; the group, posts, members with the posts they hold, past members, audit; how many
#: activities of the year, and the newest.
GROUP_QUERIES = 23
#: Account and session; choice of columns, saved filters; five counts; groups and posts.
LIST_QUERIES = 15
