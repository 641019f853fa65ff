"""The pages of the register: who may open them, what they show, good and bad input, two writers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies import operations
from deputies.models import Person, Post
from deputies.portal import find_people
from deputies.rules import READERS, ROSTER_READERS, WRITERS
from tests.factories import (
    make_activity,
    make_area,
    make_constituency,
    make_deputyship,
    make_group,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_user(Role.OFFICE))
    return client


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("name", "record", "roles"),
    [
        ("index", "", READERS),
        ("create_person", "", WRITERS),
        ("change_person", "person", WRITERS),
        ("add_post", "person", WRITERS),
        ("change_post", "post", WRITERS),
        ("end_post", "post", WRITERS),
    ],
)
def test_pages_open_to_their_roles_only(
    client: Client, role: Role, name: str, record: str, roles: frozenset[str]
) -> None:
    person = make_person(title="副主任")
    keys = {"": [], "person": [person.pk], "post": [person.posts.get().pk]}[record]
    client.force_login(make_user(role))
    assert client.get(reverse(f"deputies:{name}", args=keys)).status_code == (200 if role in roles else 403)


@pytest.mark.parametrize("role", list(Role))
def test_the_page_of_a_person(client: Client, role: Role) -> None:
    person, deputy = make_person(), make_deputyship().person
    client.force_login(make_user(role))
    pages = [client.get(reverse("deputies:detail", args=[p.pk])).status_code for p in (person, deputy)]
    if role in READERS:
        assert pages == [200, 200]
    else:  # deputies find deputies; whoever else is in the register does not exist for them
        assert pages == ([404, 200] if role in ROSTER_READERS else [403, 403])


def test_private_facts_are_for_those_who_work_with_them(client: Client) -> None:
    seat = make_constituency(make_area("柳桥街道"))
    group = make_group(1)
    own = make_deputyship(constituency=seat, group=group)
    Person.objects.filter(pk=own.person_id).update(phone="13800000000", birth_date=date(1975, 3, 1))
    head = make_deputyship(group=group)
    operations.appoint(group=group, person=head.person, kind="leader", actor=None, starts_on=date(2022, 1, 1))

    def sees(user: User) -> bool:
        client.force_login(user)
        page = client.get(reverse("deputies:detail", args=[own.person_id])).text
        assert ("13800000000" in page) == ("1975年3月" in page)
        return "13800000000" in page

    for role, shown in (
        (Role.OFFICE, True),
        (Role.LEADER, True),
        (Role.COMMITTEE, False),
        (Role.ADMIN, False),
    ):
        assert sees(make_user(role)) is shown
    assert sees(make_user(Role.TOWN, area=seat.area))
    assert not sees(make_user(Role.TOWN, area=make_area()))
    for deputyship, role, shown in (
        (head, Role.GROUP_LEADER, True),
        (make_deputyship(), Role.GROUP_LEADER, False),
        (make_deputyship(group=group), Role.DEPUTY, False),
        (own, Role.DEPUTY, True),
    ):
        user = make_user(role)
        Person.objects.filter(pk=deputyship.person_id).update(user=user)
        assert sees(user) is shown


def test_the_list_filters_by_name_organisation_and_posts(clerk: Client) -> None:
    make_person("孙维民", title="区人大常委会副主任", order=2)
    make_person("张伟", organisation="东塘代表团")

    def found(**query: str) -> list[str]:
        rows = clerk.get(reverse("deputies:index"), query).context["list"].rows
        return [str(row) for row, _name in rows]

    assert found() == ["孙维民", "张伟"]
    assert found(q="东塘") == found(posted="no") == found(organisation="代表团") == ["张伟"]
    assert found(context="congress") == found(posted="yes") == ["孙维民"]
    assert found(standing="outside") == []


def test_search_finds_people() -> None:
    make_person("孙维民")
    assert [hit.title for hit in find_people(make_user(Role.LEADER), "维民", 5)] == ["孙维民"]
    assert list(find_people(make_user(Role.UNIT), "维民", 5)) == []


def entered(**changes: str) -> dict[str, str]:
    return {"name": "何素琴", "standing": "local"} | changes


def test_somebody_is_entered_and_shown(clerk: Client) -> None:
    response = clerk.post(reverse("deputies:create_person"), entered(name="潘总"), follow=True)
    assert "潘总已进入名册" in response.text
    assert Person.objects.get().partial_name


def test_a_namesake_has_to_be_confirmed(clerk: Client) -> None:
    make_person("何素琴", organisation="柳桥街道")
    url = reverse("deputies:create_person")
    assert "名册里已有“何素琴”（柳桥街道）" in clerk.post(url, entered()).text
    assert Person.objects.count() == 1
    clerk.post(url, entered(namesake="on"))
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("1975.03", date(1975, 3, 1)),
        ("１９７５年３月", date(1975, 3, 1)),
        ("197503", date(1975, 3, 1)),
        ("1975-3-12", date(1975, 3, 12)),
        ("", None),
    ],
)
def test_a_month_of_birth_in_any_spelling(clerk: Client, typed: str, born: date | None) -> None:
    clerk.post(reverse("deputies:create_person"), entered(birth_date=typed))
    assert Person.objects.get().birth_date == born


def test_a_known_day_of_birth_survives_the_form_that_shows_the_month(clerk: Client) -> None:
    person = make_person("何素琴")
    Person.objects.filter(pk=person.pk).update(birth_date=date(1975, 3, 12))
    url = reverse("deputies:change_person", args=[person.pk])
    assert "1975年3月" in clerk.get(url).text
    clerk.post(url, entered(version="1", birth_date="1975年3月", phone="1"))
    assert Person.objects.get().birth_date == date(1975, 3, 12)
    clerk.post(url, entered(version="2", birth_date="1975年4月"))
    assert Person.objects.get().birth_date == date(1975, 4, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"birth_date": "七五年"}, "看不出是哪年哪月"),
        ({"birth_date": "1975.13"}, "一年没有13月"),
        ({"name": ""}, "请填写姓名"),
        ({"name": "长" * 61}, "最多 60 个字"),
        ({"standing": "elsewhere"}, "归属"),
    ],
)
def test_bad_input_is_answered_and_kept(clerk: Client, changes: dict[str, str], said: str) -> None:
    response = clerk.post(
        reverse("deputies:create_person"), entered(remark="留着的备注", **changes) | changes
    )
    assert said in response.text
    assert "留着的备注" in response.text
    assert not Person.objects.exists()


def test_two_clerks_see_both_versions(clerk: Client) -> None:
    person = make_person("何素琴")
    url = reverse("deputies:change_person", args=[person.pk])
    form = {"version": "1", "standing": "local", "name": "何素琴"}
    assert clerk.post(url, {**form, "organisation": "先填的单位"}).status_code == 302
    response = clerk.post(url, {**form, "organisation": "后填的单位"})
    assert response.status_code == 409
    assert "先填的单位" in response.text
    assert "后填的单位" in response.text
    assert Person.objects.get().organisation == "先填的单位"


def test_posts_are_added_corrected_and_ended(clerk: Client) -> None:
    person = make_person("何素琴")
    add = reverse("deputies:add_post", args=[person.pk])
    post = {"title": "柳桥街道人大工委主任", "context": "congress", "starts_on": "2022年2月30日"}
    assert "2022年2月没有30日，请改成实际日期" in clerk.post(add, post).text
    clerk.post(add, post | {"starts_on": "2022年2月28日", "order": "9"})
    row = Post.objects.get()
    assert (row.starts_on, row.order) == (date(2022, 2, 28), 9)
    assert "已有同一职务" in clerk.post(add, post | {"starts_on": "2022-02-28"}).text
    assert (
        "离任日期不能早于任职日期"
        in clerk.post(add, post | {"starts_on": "2022-03-01", "ends_on": "2022-02-01"}).text
    )

    change = reverse("deputies:change_post", args=[row.pk])
    corrected = {"title": "柳桥街道人大工委副主任", "context": "congress", "starts_on": "2022-02-28"}
    assert clerk.post(change, corrected | {"version": "1"}).status_code == 302
    assert clerk.post(change, corrected | {"version": "1", "title": "别的"}).status_code == 409

    end = reverse("deputies:end_post", args=[row.pk])
    assert "离任日期不能早于任职日期" in clerk.post(end, {"ends_on": "2022-02-01"}).text
    assert "不再任" in clerk.post(end, {"ends_on": "2026-05-31"}, follow=True).text
    assert clerk.post(end, {"ends_on": "2026-05-31"}).status_code == 409


def test_a_changed_post_leaves_what_was_printed(clerk: Client) -> None:
    person = make_person("何素琴", title="柳桥街道人大工委主任")
    activity = make_activity(person)
    activity.participations.update(title_as_written="柳桥街道人大工委主任")
    post = person.posts.get()
    clerk.post(
        reverse("deputies:change_post", args=[post.pk]),
        {"title": "区政协副主席", "context": "other", "version": "1"},
    )
    assert activity.participations.get().title_as_written == "柳桥街道人大工委主任"


def test_more_rows_are_no_more_queries(
    clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    make_person(title="甲")
    url = reverse("deputies:index")
    clerk.get(url)
    with django_assert_max_num_queries(40) as one:
        clerk.get(url)
    make_person(title="乙"), make_person(title="丙")
    with django_assert_max_num_queries(40) as three:
        clerk.get(url)
    assert len(one) == len(three)


def test_more_activities_are_no_more_queries(
    clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    one, many = make_person(title="甲"), make_person(title="乙")
    make_activity(one)
    for _ in range(3):
        make_activity(many)
    counts = []
    for person in (one, one, many):
        with django_assert_max_num_queries(86) as counted:
            clerk.get(reverse("deputies:detail", args=[person.pk]))
        counts.append(len(counted))
    assert counts[1] == counts[2]
