"""Which groups of deputies carried an activity out: once in all, and once for each of them (R009)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.models import Activity
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.registry import measure
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from deputies import operations as roster
from deputies.models import DeputyGroup
from tests.activities.form import filled
from tests.factories import (
    make_activity,
    make_area,
    make_deputyship,
    make_group,
    make_kind,
    make_term,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_june")]
LIST = "/activities/"


@pytest.fixture
def _june() -> Any:
    with time_machine.travel("2026-06-10 12:00:00+08:00", tick=False):
        yield


@pytest.fixture
def clerk(client: Client) -> Client:
    make_area()
    client.force_login(make_user(Role.OFFICE))
    return client


@pytest.fixture
def city() -> list[DeputyGroup]:
    """第十三小组 and 第十五小组, with the numbers the city gave them."""
    term = make_term(CongressLevel.CITY)
    return [make_group(number, term=term) for number in (13, 15)]


def log(headline: str, *groups: DeputyGroup, on: date = date(2026, 5, 8)) -> Activity:
    activity = make_activity(on=on, headline=headline)
    for group in groups:
        activity = operations.add_deputy_group(activity=activity, actor=make_user(), group=group)
    return activity


def entry(**changes: Any) -> dict[str, Any]:
    return filled(**{"area": Area.objects.get(parent=None).pk, **changes})


def titles(client: Client, url: str) -> set[str]:
    return {row[0].headline for row in client.get(url).context["list"].rows}


def section_of(client: Client, group: DeputyGroup) -> Any:
    """What the group carried out; others may say more about it."""
    sections = client.get(reverse("deputies:group", args=[group.pk])).context["sections"]
    (section,) = (one for one in sections if one.title.endswith("开展的活动"))
    return section


def test_a_joint_study_adds_one_to_the_total_and_one_to_each_group(
    clerk: Client, city: list[DeputyGroup]
) -> None:
    thirteen, fifteen = city
    study = log("第十三小组、第十五小组联合学习", *city)
    log("第十三小组调研", thirteen, on=date(2026, 3, 2))
    log("第十三小组去年的调研", thirteen, on=date(2025, 12, 30))
    log("没有小组的")
    gone = log("登记重了", *city)
    operations.withdraw(activity=gone, actor=make_user(), reason="重复")
    measured = measure(make_user(Role.OFFICE), Period.this_year(date(2026, 6, 10)))
    total = next(found for found in measured if found.figure.key == "activities.recorded")
    assert total.value == Count(3, "次")
    for group, count in ((thirteen, 2), (fifteen, 1)):
        section = section_of(clerk, group)
        assert (section.title, section.count) == ("2026年开展的活动", count)
        assert len(titles(clerk, section.all_url)) == count
        assert study.headline in [line.title for line in section.lines]
        assert (
            f'href="{section.all_url}"'.replace("&", "&amp;")
            in clerk.get(reverse("deputies:group", args=[group.pk])).text
        )


def test_the_list_finds_what_a_group_did_alone_or_with_others(clerk: Client, city: list[DeputyGroup]) -> None:
    log("联合", *city), log("单独", city[1]), log("无关")
    assert titles(clerk, f"{LIST}?deputy_group={city[0].pk}") == {"联合"}
    assert titles(clerk, f"{LIST}?deputy_group={city[1].pk}") == {"联合", "单独"}
    assert "第十三小组（市级）" in clerk.get(LIST, {"more": "1"}).text


def test_the_form_takes_several_groups_and_the_page_links_each_to_its_list(
    clerk: Client, city: list[DeputyGroup]
) -> None:
    keys = [group.pk for group in city]
    clerk.post(reverse("activities:record_activity"), entry(deputy_groups=keys))
    activity = Activity.objects.get()
    assert list(activity.deputy_groups.order_by("number")) == city
    page = clerk.get(reverse("activities:detail", args=[activity.pk])).text
    for group in city:
        assert f'<a href="{LIST}?deputy_group={group.pk}">{group.label}</a>' in page
    clerk.post(
        reverse("activities:change_activity", args=[activity.pk]), entry(deputy_groups=keys[:1], version=1)
    )
    assert list(activity.deputy_groups.all()) == city[:1]
    event = AuditEvent.objects.get(verb="activities:change_activity")
    assert event.before == {"deputy_groups": ["第十三小组", "第十五小组"]}
    assert event.after == {"deputy_groups": ["第十三小组"]}


def test_the_short_form_hands_the_groups_to_the_full_one(clerk: Client, city: list[DeputyGroup]) -> None:
    data = entry(deputy_groups=[group.pk for group in city], take_over="1")
    form = clerk.post(reverse("activities:record_activity"), data).context["form"]
    assert [int(key) for key in form["deputy_groups"].value()] == [group.pk for group in city]


def test_a_group_exists_on_the_day_or_stands_in_the_record_already(
    clerk: Client, city: list[DeputyGroup]
) -> None:
    old, new = city
    roster.dissolve_group(group=old, actor=None, version=1, ends_on=date(2026, 4, 30))
    url = reverse("activities:record_activity")
    refused = clerk.post(url, entry(days="2026年5月8日", deputy_groups=[old.pk, new.pk]))
    assert not Activity.objects.exists()
    assert "deputy_groups" in refused.context["form"].errors
    clerk.post(url, entry(days="2026年4月30日", deputy_groups=[old.pk, new.pk]))
    activity = Activity.objects.get()
    assert activity.deputy_groups.count() == 2
    change = reverse("activities:change_activity", args=[activity.pk])
    later = entry(days="2026年5月8日", deputy_groups=[old.pk, new.pk], version=1)
    assert clerk.post(change, later).status_code == 302
    assert activity.deputy_groups.count() == 2


def test_a_group_not_yet_there_on_the_day_is_named(clerk: Client) -> None:
    group = make_group(3, starts_on=date(2026, 6, 1))
    page = clerk.post(reverse("activities:record_activity"), entry(deputy_groups=[group.pk]))
    assert page.context["form"].errors["deputy_groups"] == [
        "第三小组在2026年5月8日还没有成立或已经撤销，请重选或改日期"
    ]
    assert f'<option value="{group.pk}" selected>第三小组</option>' in page.text


def test_a_town_offers_and_finds_only_its_own_groups(client: Client) -> None:
    town = make_area("柳桥街道")
    own, other = make_group(1, area=town), make_group(2, area=make_area("文昌街道"))
    user = make_user(Role.TOWN, area=town)
    client.force_login(user)
    activity = operations.record_activity(
        actor=user,
        start_on=date(2026, 5, 8),
        kind=make_kind(),
        headline="两个街道联合视察",
        text="视察。",
        area=town,
        deputy_groups=[own, other],
    )
    page = client.get(reverse("activities:detail", args=[activity.pk])).text
    assert f"?deputy_group={own.pk}" in page
    assert f"?deputy_group={other.pk}" not in page
    assert "第二小组" in page
    offered = client.get(LIST, {"more": "1"}).text
    assert "第一小组" in offered
    assert "第二小组" not in offered
    assert titles(client, f"{LIST}?deputy_group={other.pk}") == set()
    form = client.get(reverse("activities:record_activity")).context["form"]
    assert list(form.fields["deputy_groups"].queryset) == [own]
    form = client.get(reverse("activities:change_activity", args=[activity.pk])).context["form"]
    assert list(form.fields["deputy_groups"].queryset) == [own, other]


def test_what_says_nothing_of_groups_leaves_them(city: list[DeputyGroup]) -> None:
    activity = log("联合", *city)
    facts: Any = {"start_on": activity.start_on, "kind": activity.kind, "text": "正文。"}
    operations.change_activity(
        activity=activity, actor=make_user(), version=activity.version, headline="改了标题", **facts
    )
    assert activity.deputy_groups.count() == 2


def test_adding_a_group_twice_is_once(city: list[DeputyGroup]) -> None:
    activity = log("联合", city[0], city[0])
    assert list(activity.deputy_groups.all()) == city[:1]
    assert AuditEvent.objects.filter(verb="activities:change_activity").count() == 1


def test_a_member_sees_the_group_without_the_log(client: Client, city: list[DeputyGroup]) -> None:
    log("联合", *city)
    seat = make_deputyship(level=CongressLevel.CITY, group=city[0])
    member = make_user(Role.DEPUTY)
    type(seat.person).objects.filter(pk=seat.person_id).update(user=member)
    client.force_login(member)
    assert client.get(reverse("deputies:group", args=[city[0].pk])).context["sections"] == []


def test_more_groups_are_no_more_queries_on_the_record_page(
    clerk: Client, city: list[DeputyGroup], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    one, two = log("一个", city[0]), log("两个", *city)
    clerk.get(reverse("activities:detail", args=[one.pk]))  # from here on the menu's counts are remembered
    counts = []
    for activity in (one, two):
        with django_assert_max_num_queries(31) as counted:
            clerk.get(reverse("activities:detail", args=[activity.pk]))
        counts.append(len(counted))
    assert counts[0] == counts[1]
