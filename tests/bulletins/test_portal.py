"""What the bulletins put on the home page and into the search."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from activities.models import Activity
from bulletins.models import Issue, Series
from bulletins.operations import steps
from bulletins.operations.opening import open_issue
from bulletins.portal import find, todos, uses
from bulletins.queries import missing_months, next_month
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.models import Area
from tests.bulletins.conftest import Log
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_months_without_an_issue_are_missing_since_the_first(series: Series, clerk: User) -> None:
    assert missing_months(date(2026, 11, 22)) == [(series, 2026, 10)]
    for number in (4, 6, 9):
        open_issue(series=series, year=2026, number=number, actor=clerk, total_number=81 + number)
    months = [month for _, _, month in missing_months(date(2026, 11, 22))]
    assert months == [5, 7, 8, 10]
    assert next_month(series, date(2026, 11, 22)) == (2026, 10)


def test_january_looks_back_into_the_old_year(series: Series) -> None:
    assert missing_months(date(2027, 1, 4)) == [(series, 2026, 12)]


def test_a_series_taken_over_from_paper_asks_for_nothing_old(series: Series, clerk: User) -> None:
    open_issue(series=series, year=2024, number=5, actor=clerk, total_number=62)
    assert missing_months(date(2026, 11, 22)) == [(series, 2026, 10)]


@time_machine.travel("2026-06-03 09:00 +0800")
def test_the_clerk_is_asked_to_finish_and_the_leader_to_sign(may: Issue, clerk: User, leader: User) -> None:
    assert [(t.title, t.due) for t in todos(clerk)] == [("编完：《人大信息》2026年第5期", date(2026, 6, 1))]
    assert list(todos(leader)) == []
    steps.submit(issue=may, actor=clerk)
    assert [t.action for t in todos(leader)] == ["去审核"]
    assert list(todos(clerk)) == []


@time_machine.travel("2026-06-03 09:00 +0800")
def test_the_month_that_waits_is_due_on_the_first_working_day(series: Series, clerk: User) -> None:
    assert [(t.title, t.due) for t in todos(clerk)] == [("编《人大信息》2026年第5期", date(2026, 6, 1))]


def test_search_finds_within_what_the_user_may_read(may: Issue, clerk: User) -> None:
    assert [hit.title for hit in find(clerk, "党组会议", 5)] == ["《人大信息》2026年第5期"]
    assert list(find(make_user(Role.DEPUTY), "党组会议", 5)) == []


def test_an_activity_says_where_it_went(may: Issue, clerk: User) -> None:
    activity = Activity.objects.get(headline="陈国华率队巡查")
    assert [(use.label, use.note) for use in uses(activity, clerk)] == [
        ("《人大信息》2026年第5期", "第 1 篇，草稿")
    ]
    assert list(uses(activity, make_user(Role.DEPUTY_WORK))) == []


def test_a_town_can_submit_what_it_logged(log: Log, town: User, town_area: Area, client: Client) -> None:
    activity = log("05-08", "am", "东塘镇组织代表视察", area=town_area)
    (offer,) = uses(activity, town)
    assert offer.label == "报送给《人大信息》"
    client.force_login(town, backend="congress.accounts.backends.NameOrPhoneBackend")
    assert activity.text in client.get(offer.url).content.decode()
    client.post(offer.url, {"happened_on": "2026年5月8日", "title": "视察", "text": "改过。"})
    (piece,) = uses(activity, town)
    assert (piece.label, piece.note) == ("来稿：视察", "待处理")
