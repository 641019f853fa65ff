"""Where opinions are told without a second entry: agenda, home pages, calendar, figures, log, search."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from congress.figures.registry import figures
from oversight.models import AgendaItem, ReviewOpinion
from oversight.operations import opinions
from oversight.opinions import portal
from tests.factories import make_user
from tests.oversight.making import (
    accepted_opinion,
    assigned_opinion,
    drafted_opinion,
    make_item,
    make_meeting,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def told_to(user: User) -> list[str]:
    return [todo.title for todo in portal.todos(user)]


def test_the_item_of_the_agenda_leads_to_its_opinion(clerk: User, client: Client) -> None:
    row = drafted_opinion(clerk)
    page = reverse("opinions:detail", args=[row.pk])
    assert AgendaItem.objects.get().subject == f"opinion:{row.pk}"
    client.force_login(clerk)
    assert page in client.get(reverse("meetings:detail", args=[row.item.meeting_id])).text
    assert page in client.get(reverse("opinions:item", args=[row.item_id])).text


def test_an_item_about_something_else_stays_about_it(clerk: User) -> None:
    meeting = make_meeting(clerk, "常委会会议")
    item = make_item(meeting, clerk)
    AgendaItem.objects.filter(pk=item.pk).update(subject="suggestion:1", meeting=meeting)
    type(meeting).objects.filter(pk=meeting.pk).update(state="held")
    item = AgendaItem.objects.select_related("meeting__kind").get(pk=item.pk)
    other = drafted_opinion(clerk, on=date(2024, 6, 20))
    opinions.draft_opinion(
        item=item, actor=clerk, title="意见", text="办。", unit=other.unit, committee=other.committee
    )
    assert AgendaItem.objects.get(pk=item.pk).subject == "suggestion:1"


def test_the_meeting_that_rates_it_is_named_on_its_page(clerk: User, client: Client) -> None:
    row = accepted_opinion(clerk)
    meeting = make_meeting(clerk, "常委会会议", on=TODAY + timedelta(days=5))
    client.force_login(clerk)
    url = reverse("meetings:add_item", args=[meeting.pk])
    told = {"title": "听取审议意见办理情况的报告", "subject": f"opinion:{row.pk}"}
    assert client.post(url, told).status_code == 302
    text = client.get(reverse("opinions:detail", args=[row.pk])).text
    assert f"{meeting.title}，第 1 项" in text
    client.force_login(make_user(Role.UNIT, organ=row.unit))
    assert meeting.title not in client.get(reverse("opinions:detail", args=[row.pk])).text


def test_each_finds_at_home_what_waits(clerk: User) -> None:
    row = assigned_opinion(clerk, on=TODAY - timedelta(days=40), span="30日")
    unit, follows = make_user(Role.UNIT, organ=row.unit), make_user(Role.COMMITTEE, organ=row.committee)
    stranger, other = make_user(Role.UNIT), make_user(Role.COMMITTEE)
    (waiting,) = portal.todos(unit)
    assert (waiting.title, waiting.due) == (f"报告审议意见办理情况：{row.title}", row.due_on)
    assert told_to(clerk) == told_to(follows) == [f"催{row.unit}报告：{row.title}"]
    row = opinions.report_opinion(opinion=row, actor=unit, reported_on=TODAY, report="已办。")
    assert told_to(follows) == [f"审查办理情况报告：{row.title}"]
    assert told_to(clerk) == told_to(unit) == []
    row = opinions.accept_report(opinion=row, actor=follows)
    (waiting,) = portal.todos(clerk)
    assert (waiting.title, waiting.due) == (
        f"提请常委会会议测评：{row.title}",
        date(row.year + 1, 3, 31),
    )
    assert told_to(stranger) == told_to(other) == told_to(follows) == []


def test_days_stand_in_the_calendar_of_leaders_and_what_was_not_rated_with_them(
    clerk: User, client: Client
) -> None:
    row = assigned_opinion(clerk, on=TODAY, span="5日")
    forgotten = assigned_opinion(clerk, on=date(2022, 5, 10))
    leader = make_user(Role.LEADER)
    (day,) = portal.planned(leader, TODAY, TODAY + timedelta(days=14))
    assert (day.day, day.words) == (row.due_on, f"审议意见报告到期：{row.title}")
    (decision,) = portal.decisions(leader)
    assert decision.url == reverse("opinions:detail", args=[forgotten.pk])
    assert list(portal.decisions(clerk)) == []
    client.force_login(leader)
    text = client.get(reverse("dashboard:overview")).text
    assert f"审议意见报告到期：{row.title}" in text


def test_figures_are_the_length_of_their_lists(clerk: User, client: Client) -> None:
    accepted_opinion(clerk, on=TODAY - timedelta(days=60))
    assigned_opinion(clerk, on=TODAY - timedelta(days=30), span="10日")
    drafted_opinion(clerk, on=TODAY - timedelta(days=20))
    assigned_opinion(clerk, on=date(2022, 5, 10))
    period = Period.between(TODAY - timedelta(days=90), TODAY)
    found = {key: counted.value for key, counted in portal.count(clerk, period).items()}
    assert found == {"assigned": 2, "passed": 0, "second": 0, "overdue": 1}
    client.force_login(clerk)
    days = {"since": str(period.start), "until": str(period.end)}
    for key, state in (("assigned", ""), ("passed", "passed"), ("second", "second"), ("overdue", "overdue")):
        rows = client.get(reverse("opinions:index"), {**days, "state": state}).context["list"].rows
        assert len(rows) == found[key], key
    assert "交办审议意见" in client.get(reverse("figures:index")).text


def test_the_log_and_the_search_lead_to_it(clerk: User, client: Client) -> None:
    row = drafted_opinion(clerk)
    activity = row.item.meeting.activity
    client.force_login(clerk)
    assert row.title in client.get(reverse("activities:detail", args=[activity.pk])).text
    (hit,) = portal.find(clerk, "供水 改造清单", 5)
    assert hit.title == row.title
    assert list(portal.find(make_user(Role.UNIT, organ=row.unit), "供水", 5)) == []


def test_the_list_asks_no_more_for_more_opinions(
    clerk: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assigned_opinion(clerk, on=date(2024, 5, 1))
    client.force_login(clerk)
    url = reverse("opinions:index")
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for month in (6, 7, 8, 9):
        assigned_opinion(clerk, on=date(2024, month, 1))
    with django_assert_max_num_queries(30) as many:
        client.get(url)
    assert len(many) == len(few)
    assert ReviewOpinion.objects.count() == 5


def test_its_numbers_stand_on_the_overview_and_lead_to_their_lists(clerk: User, client: Client) -> None:
    assigned_opinion(clerk)
    client.force_login(make_user(Role.LEADER))
    span = "preset=custom&since=2024-05-01&until=2024-12-31"
    panels = {
        one.key: one.html
        for one in client.get(f"{reverse('dashboard:overview')}?{span}").context["shown"].panels
    }
    found = re.findall(r'<li>(\S+) <a class="rd-quiet" href="([^"]+)">([\d,]+) 件</a>', panels["supervision"])
    assert {label: int(n) for label, _url, n in found} == {
        "交办审议意见": 1,
        "列入再审": 0,
        "逾期没有报告": 1,
    }
    for _label, url, n in found:
        assert client.get(unescape(url)).context["list"].filtered.count() == int(n)
    assert "民生实事" not in panels["supervision"], "nothing happened there"
    earlier = client.get(f"{reverse('dashboard:overview')}?preset=custom&since=2023-01-01&until=2023-12-31")
    assert "supervision" not in {one.key for one in earlier.context["shown"].panels}


def test_the_overview_has_figures_of_every_room_that_votes_or_supervises() -> None:
    marked = {figure.chapter for figure in figures(make_user(Role.LEADER)) if figure.on_overview}
    assert marked == {"满意度测评", "审议意见", "民生实事", "专项评议", "人大监督", "评选表彰"}
