"""The month at a glance, appearances of leaders, and where a saved activity went (R124, R279)."""

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
from activities.parts import Part
from activities.queries.calendar import month_of
from activities.queries.leaders import leader_table
from congress.accounts.enums import Role
from congress.organs.models import Area
from deputies.models import Person
from tests.factories import make_activity, make_area, make_deputyship, make_kind, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    make_area()
    client.force_login(make_user(Role.OFFICE))
    return client


# --- the month ---------------------------------------------------------------------------------------
def test_an_activity_stands_on_each_of_its_days_within_the_month() -> None:
    make_activity(on=date(2026, 5, 30), until=date(2026, 6, 2), headline="跨月")
    make_activity(on=date(2026, 6, 2), half_day="am", headline="上午的")
    june = month_of(make_user(Role.OFFICE), date(2026, 6, 15))
    days = {day.on: [row.headline for row in day.activities] for week in june.weeks for day in week}
    assert days[date(2026, 6, 1)] == ["跨月"]
    assert days[date(2026, 6, 2)] == ["跨月", "上午的"]
    assert days[date(2026, 6, 3)] == []
    assert (june.count, june.before, june.after) == (2, date(2026, 5, 1), date(2026, 7, 1))


def test_a_full_day_counts_the_rest(clerk: Client) -> None:
    for number in range(6):
        make_activity(on=date(2026, 6, 2), headline=f"第{number}件")
    page = clerk.get(reverse("activities:calendar"), {"month": "2026-06"}).text
    assert "另有 3 次" in page
    assert "since=2026-06-02&amp;until=2026-06-02" in page


@time_machine.travel("2026-06-10 12:00:00+08:00")
@pytest.mark.parametrize("month", ["", "2026-13", "昨天", "0001-01", "9999-12"])
def test_an_unreadable_month_is_this_one(clerk: Client, month: str) -> None:
    assert "2026年6月" in clerk.get(reverse("activities:calendar"), {"month": month}).text


def test_a_town_sees_its_own_month(client: Client) -> None:
    town = make_area("柳桥街道")
    make_activity(on=date(2026, 6, 2), headline="区里的", area=Area.objects.get(parent=None))
    make_activity(on=date(2026, 6, 2), headline="街道的", area=town)
    client.force_login(make_user(Role.TOWN, area=town))
    page = client.get(reverse("activities:calendar"), {"month": "2026-06"}).text
    assert "街道的" in page
    assert "区里的" not in page


def test_pages_ask_as_much_for_many_as_for_one(
    clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    pages = [
        f"{reverse('activities:calendar')}?month=2026-05",
        reverse("activities:meetings"),
        f"{reverse('activities:leaders')}?since=2026-01-01&until=2026-12-31",
    ]
    counts: list[list[int]] = []
    for number in range(3):
        kind = make_kind(f"会议{number}", code=f"meeting{number}")
        type(kind).objects.filter(pk=kind.pk).update(meeting_body="党组")
        kind.refresh_from_db()
        make_activity(make_person(title="区人大常委会副主任", order=number + 1), kind=kind)
        counts.append([])
        for page in pages:
            clerk.get(page)
            with django_assert_max_num_queries(40) as counted:
                clerk.get(page)
            counts[-1].append(len(counted))
    assert counts[0] == counts[2]


# --- leaders -----------------------------------------------------------------------------------------
def appear(person: Person, manner: str, on: date = date(2026, 5, 8), code: str = "inspection") -> Activity:
    kind = make_kind(code=code)
    return operations.record_activity(
        actor=None,
        start_on=on,
        kind=kind,
        headline="活动",
        text="活动。",
        participations=[Part(manner=manner, person=person)],
    )


def test_every_number_is_the_length_of_the_list_behind_it(clerk: Client) -> None:
    leader = make_person("孙维民", title="区人大常委会副主任", order=2)
    make_person("无排名", title="主任科员")
    appear(leader, "率队"), appear(leader, "陪同"), appear(leader, "主持", code="chairpersons_meeting")
    appear(leader, "率队", on=date(2025, 12, 31))
    rolled = make_activity(on=date(2026, 5, 9))
    facts: Any = {"start_on": rolled.start_on, "kind": rolled.kind, "headline": "在册", "text": "在册。"}
    deputy = make_deputyship(leader)
    operations.change_activity(activity=rolled, actor=make_user(), version=1, deputies=[deputy], **facts)
    for query, total in (({}, 4), ({"leave_out": "on"}, 3)):
        page = clerk.get(
            reverse("activities:leaders"), {"since": "2026-01-01", "until": "2026-12-31", **query}
        )
        table = page.context["table"]
        (row,) = table.leaders
        assert (row.person, row.total.count, table.total) == (leader, total, total)
        for figure in (row.total, *row.groups):
            assert clerk.get(figure.url).context["list"].count == figure.count


def test_leaders_are_those_of_the_period_in_protocol_order() -> None:
    user, start, end = make_user(Role.OFFICE), date(2026, 1, 1), date(2026, 12, 31)
    second = make_person("孙维民", title="区人大常委会副主任", order=2)
    first = make_person("陈国华", title="区人大常委会主任", order=1)
    gone = make_person("前主任", title="区人大常委会主任", order=1)
    gone.posts.update(ends_on=date(2025, 12, 31))
    guest = make_person("省领导", title="省人大常委会副主任", order=1)
    Person.objects.filter(pk=guest.pk).update(standing="higher")
    assert [row.person for row in leader_table(user, start, end).leaders] == [first, second]


def test_a_period_that_ends_before_it_begins_is_refused(clerk: Client) -> None:
    page = clerk.get(reverse("activities:leaders"), {"since": "2026-06-01", "until": "2026-05-01"})
    assert "结束日期早于开始日期" in page.text
    assert page.context["table"] is None


# --- where it went -----------------------------------------------------------------------------------
def test_one_entry_stands_in_every_record_the_pool_and_the_counts(clerk: Client) -> None:
    leader, deputy = make_person("赵永东"), make_deputyship(make_person("代表甲"))
    activity = operations.record_activity(
        actor=None,
        start_on=date(2024, 5, 9),
        kind=make_kind("视察", code="inspection"),
        headline="赵永东带领部分区人大代表视察全区防汛抗旱工作",
        text="视察。",
        participations=[Part(manner="带领", person=leader)],
        deputies=[deputy],
    )
    page = clerk.get(reverse("activities:detail", args=[activity.pk]))
    said = {use.label for use in page.context["destinations"]}
    assert said == {
        "1 人的活动记录",
        "1 位代表的活动记录",
        "2024年5月《人大信息》待编内容",
        "统计：2024年5月监督 1 次",
    }
    for use in page.context["destinations"]:
        if use.url.startswith("/"):
            assert clerk.get(use.url).status_code == 200
    for person in (leader, deputy.person):
        record = clerk.get(reverse("deputies:detail", args=[person.pk])).text
        assert "赵永东带领部分区人大代表视察全区防汛抗旱工作" in record
    assert clerk.get(reverse("activities:index"), {"person": deputy.person_id}).context["list"].count == 1


def test_what_was_withdrawn_went_nowhere(clerk: Client) -> None:
    activity = make_activity(make_person())
    operations.withdraw(activity=activity, actor=make_user(), reason="重复")
    page = clerk.get(reverse("activities:detail", args=[activity.pk]))
    assert page.context["destinations"] == []
