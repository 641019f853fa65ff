"""Quick entry: what is left blank is worded in the house style; a second entry of the same thing is noticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities.days import Days
from activities.models import Activity, ActivityKind
from activities.parts import GroupPart, Part, UnitPart
from activities.queries.duplicates import duplicates_of, likeness
from activities.wording import Told, propose_headline, propose_text
from congress.accounts.enums import Role
from congress.organs.models import Area
from deputies.models import Person
from tests.activities.form import filled
from tests.factories import make_activity, make_area, make_kind, make_person, make_user

pytestmark = pytest.mark.django_db
URL = "/activities/quick/"
MAY_8 = Days(date(2024, 5, 8), date(2024, 5, 8))


def kind(code: str) -> ActivityKind:
    return ActivityKind.objects.get(code=code)


def part(name: str, manner: str, title: str = "") -> Part:
    return Part(manner=manner, person=Person(name=name), title_as_written=title)


@pytest.fixture
def clerk(client: Client) -> Client:
    make_area()
    client.force_login(make_user(Role.OFFICE))
    return client


def short(**changes: Any) -> dict[str, Any]:
    """The short form without headline and text; rows as ``filled`` takes them."""
    facts: dict[str, Any] = {
        "headline": "",
        "text": "",
        "area": Area.objects.get(parent=None).pk,
        "kind": kind("inspection").pk,
        "topic": "全区防汛抗旱工作",
    }
    return filled(**(facts | changes))


@pytest.mark.parametrize(
    ("code", "facts", "headline"),
    [
        (
            "inspection",
            {"people": [part("赵永东", "率队")], "topic": "全区防汛抗旱工作"},
            "赵永东率队视察全区防汛抗旱工作",
        ),
        ("research", {"people": [part("朱岚", "带领")], "topic": "调研园区经济"}, "朱岚率队调研园区经济"),
        ("research", {"people": [part("朱岚", "调研")], "place": "柳桥街道"}, "朱岚赴柳桥街道调研"),
        ("visit_condolence", {"people": [part("曹芳", "走访慰问")], "topic": "脱贫户"}, "曹芳走访慰问脱贫户"),
        ("monthly_law", {"people": [part("曹芳", "参加")], "topic": "民法典"}, "曹芳参加民法典"),
        ("party_group_meeting", {"meeting_number": 9}, "区人大常委会党组召开2024年第九次会议"),
        ("chairpersons_meeting", {"meeting_number": 12}, "区人大常委会召开2024年第十二次主任会议"),
        ("standing_committee_session", {"meeting_number": 3}, "区人大常委会召开2024年第三次会议"),
        (
            "party_group_meeting",
            {"meeting_number": 9, "people": [part("赵永东", "主持并讲话")]},
            "赵永东主持召开区人大常委会党组2024年第九次会议",
        ),
        ("inspection", {"topic": "供水管网改造"}, "区人大常委会视察供水管网改造"),
        ("inspection", {}, ""),
    ],
)
def test_headlines_in_the_house_style(code: str, facts: dict[str, Any], headline: str) -> None:
    assert propose_headline(Told(kind=kind(code), days=MAY_8, **facts)) == headline


def test_the_paragraph_names_everybody_by_way_of_taking_part() -> None:
    told = Told(
        kind=kind("inspection"),
        days=Days(date(2024, 12, 29), date(2025, 1, 1)),
        half_day="am",
        topic="全区防汛抗旱工作",
        people=[part("赵永东", "率队", "区人大常委会主任"), part("朱岚", "参加", "区人大常委会副主任")],
        units=[UnitPart("区水利局", represented_by="负责人", manner="陪同")],
        groups=[GroupPart("部分区人大代表")],
    )
    assert propose_text(told) == (
        "12月29日至2025年1月1日上午，区人大常委会主任赵永东率队视察全区防汛抗旱工作。"
        "区人大常委会副主任朱岚，部分区人大代表参加。区水利局负责人陪同。"
    )
    assert propose_text(told, "自己写的标题").startswith("12月29日至2025年1月1日上午，自己写的标题。")
    assert propose_text(Told(kind=kind("inspection"))) == ""


def test_the_short_form_logs_with_proposed_wording(clerk: Client) -> None:
    make_person("孙维民", title="区人大常委会副主任")
    people = [{"name": "孙维民", "title": "区人大常委会副主任", "manner": "率队"}]
    counted = [{"name": "走访", "amount": "35户"}, {"name": "收集意见", "amount": "约120条"}]
    clerk.post(URL, short(people=people, counted=counted))
    activity = Activity.objects.get()
    assert activity.headline == "孙维民率队视察全区防汛抗旱工作"
    assert activity.text == "5月8日，区人大常委会副主任孙维民率队视察全区防汛抗旱工作。"
    assert [str(row) for row in activity.counted.all()] == ["走访 35 户", "收集意见 约120 条"]


def test_what_the_clerk_wrote_stays(clerk: Client) -> None:
    clerk.post(URL, short(headline="自己的标题"))
    activity = Activity.objects.get()
    assert (activity.headline, activity.text) == ("自己的标题", "5月8日，自己的标题。")


def test_the_wording_is_proposed_while_typing(clerk: Client) -> None:
    people = [{"name": "孙维民", "title": "", "manner": "率队"}]
    data = filled(people=people) | short()
    data |= {
        "people-TOTAL_FORMS": 1,
        "people-0-name": "孙维民",
        "people-0-manner": "率队",
        "days": "不是日期",
    }
    answer = clerk.post(reverse("activities:propose"), data).json()
    assert answer == {"headline": "孙维民率队视察全区防汛抗旱工作", "text": ""}
    assert clerk.post(reverse("activities:propose"), {}).json() == {"headline": "", "text": ""}
    assert not Activity.objects.exists()


@time_machine.travel("2026-06-10 12:00:00+08:00")
def test_the_form_opens_today_and_goes_on_with_the_next(clerk: Client) -> None:
    assert 'value="2026年6月10日"' in clerk.get(URL).text
    response = clerk.post(URL, short(next="1"))
    activity = Activity.objects.get()
    assert response.headers["Location"] == f"{URL}?after={activity.pk}"
    assert 'value="2026年5月8日"' in clerk.get(response.headers["Location"]).text


def test_the_full_form_takes_everything_over_unchecked(clerk: Client) -> None:
    rows = [{"name": "潘总", "title": "总经理", "manner": "会见"}]
    data = short(people=rows, days="写到一半", take_over="1")
    page = clerk.post(reverse("activities:record_activity"), data)
    assert page.status_code == 200
    assert 'value="写到一半"' in page.text
    assert 'value="潘总"' in page.text
    assert "rd-errors" not in page.text
    assert not Activity.objects.exists()


# --- the same thing twice ----------------------------------------------------------------------------
def test_an_earlier_record_of_the_same_thing_is_shown_first(clerk: Client) -> None:
    clerk.post(URL, short())
    earlier = Activity.objects.get()
    again = clerk.post(URL, short())
    assert "可能已经登记过" in again.text
    assert reverse("activities:detail", args=[earlier.pk]) in again.text
    assert "全区防汛抗旱工作" in again.text
    assert Activity.objects.count() == 1
    clerk.post(URL, short(anyway="1"))
    assert Activity.objects.count() == 2


def test_one_submission_sent_twice_is_no_duplicate(clerk: Client) -> None:
    token = str(uuid4())
    for _time in range(2):
        response = clerk.post(URL, short(token=token))
        assert response.status_code == 302
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, 1),
        ({"start_on": date(2026, 5, 9), "end_on": date(2026, 5, 9)}, 0),
        ({"start_on": date(2026, 5, 1), "end_on": date(2026, 5, 31)}, 1),
        ({"headline": "走访慰问脱贫户", "text": "走访慰问。"}, 1),
        ({"headline": "走访慰问脱贫户", "text": "走访慰问。", "leaders": ()}, 0),
    ],
)
def test_alike_is_the_same_day_and_leader_or_text(facts: dict[str, Any], found: int) -> None:
    leader, office = make_person("孙维民"), make_user(Role.OFFICE)
    make_activity(leader, headline="孙维民率队调研园区经济", text="5月8日，孙维民率队调研园区经济发展情况。")
    asked: dict[str, Any] = {
        "start_on": date(2026, 5, 8),
        "end_on": date(2026, 5, 8),
        "kind": make_kind(),
        "headline": "孙维民调研园区经济",
        "text": "5月8日，孙维民率队调研园区经济发展情况。",
        "leaders": {leader.pk},
    }
    assert len(duplicates_of(office, **(asked | facts))) == found
    assert duplicates_of(make_user(Role.TOWN), **asked) == []


def test_likeness_is_a_share() -> None:
    assert likeness("调研园区经济", "调研园区经济") == 1
    assert likeness("调研园区经济", "走访慰问") == 0
    assert likeness("", "走访慰问") == 0


def test_more_earlier_records_are_no_more_queries(
    clerk: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    counts = []
    for _number in range(3):
        make_activity(make_person(), headline="视察全区防汛抗旱工作")
        with django_assert_max_num_queries(80) as counted:
            clerk.post(URL, short())
        counts.append(len(counted))
    assert counts[1] == counts[2]
