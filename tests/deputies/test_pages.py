"""The pages of the register: who may open them, what they show, good and bad input, two writers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from deputies import operations
from deputies.models import Person, Post
from deputies.portal import find_people
from deputies.rules import READERS, WRITERS
from tests.factories import make_activity, make_person, make_user

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
        ("detail", "person", READERS),
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


def test_a_phone_is_for_those_who_keep_the_register(client: Client) -> None:
    person = operations.create_person(actor=None, name="孙维民", phone="13800000000")
    for role, shown in ((Role.OFFICE, True), (Role.TOWN, False), (Role.LEADER, False)):
        client.force_login(make_user(role))
        assert ("13800000000" in client.get(reverse("deputies:detail", args=[person.pk])).text) is shown


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
    ("changes", "said"),
    [
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
        with django_assert_max_num_queries(40) as counted:
            clerk.get(reverse("deputies:detail", args=[person.pk]))
        counts.append(len(counted))
    assert counts[1] == counts[2]
