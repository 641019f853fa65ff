"""Opening an issue: numbers, period, order, distribution (R272–R276)."""

from datetime import date

import pytest
from django.db import IntegrityError

from activities.models import Activity
from activities.operations import withdraw
from bulletins.models import Issue, Series
from bulletins.operations.distributing import parse_list, set_default_distribution
from bulletins.operations.opening import open_issue, refresh_from_log
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from deputies.models import Person
from tests.bulletins.conftest import Log

pytestmark = pytest.mark.django_db


def texts(issue: Issue) -> list[str]:
    return list(issue.entries.order_by("position").values_list("heading__text", flat=True))


def test_the_month_comes_in_order_of_date_half_day_and_rank(may: Issue) -> None:
    assert texts(may) == ["陈国华率队巡查", "孙维民率队巡查", "孙维民率队调研", "党组会议召开"]
    assert (may.period_start, may.period_end) == (date(2026, 5, 1), date(2026, 5, 31))


def test_an_issue_is_dated_on_the_first_working_day_of_the_next_month(may: Issue) -> None:
    assert may.issued_on == date(2026, 6, 1)


def test_only_the_month_and_only_the_district_is_taken_in(
    log: Log, series: Series, clerk: User, town_area: object
) -> None:
    log("04-30", "pm", "四月的")
    log("05-01", "", "五月的")
    log("05-02", "", "镇里的", area=town_area)
    log("06-01", "am", "六月的")
    issue = open_issue(series=series, year=2026, number=5, actor=clerk)
    assert texts(issue) == ["五月的"]


def test_the_same_number_cannot_be_opened_twice(may: Issue, series: Series, clerk: User) -> None:
    with pytest.raises(Conflict, match="2026年第5期已经有了"):
        open_issue(series=series, year=2026, number=5, actor=clerk)


def test_the_total_number_runs_on_over_the_years(series: Series, clerk: User) -> None:
    december = open_issue(series=series, year=2025, number=12, actor=clerk, total_number=81)
    january = open_issue(series=series, year=2026, number=1, actor=clerk)
    assert (december.total_number, january.total_number) == (81, 82)


def test_a_missed_month_takes_the_number_its_neighbours_left(series: Series, clerk: User) -> None:
    open_issue(series=series, year=2026, number=4, actor=clerk, total_number=85)
    open_issue(series=series, year=2026, number=6, actor=clerk, total_number=87)
    assert open_issue(series=series, year=2026, number=5, actor=clerk).total_number == 86
    open_issue(series=series, year=2026, number=8, actor=clerk, total_number=88)
    with pytest.raises(Conflict, match="总第88期已用于"):
        open_issue(series=series, year=2026, number=7, actor=clerk)


def test_a_month_that_does_not_exist_is_refused(series: Series, clerk: User) -> None:
    with pytest.raises(Conflict, match="1 到 12"):
        open_issue(series=series, year=2026, number=13, actor=clerk)


def test_the_issue_gets_its_own_copy_of_the_distribution(series: Series, clerk: User) -> None:
    lines = parse_list("send", "送：区人大常委会主任、副主任，区委办公室。")
    set_default_distribution(series=series, lines=lines, actor=clerk)
    issue = open_issue(series=series, year=2026, number=5, actor=clerk)
    set_default_distribution(series=series, lines=[], actor=clerk)
    assert [(r.label, r.group) for r in issue.recipients.all()] == [
        ("区人大常委会主任", 1),
        ("副主任", 1),
        ("区委办公室", 2),
    ]


def test_what_is_logged_later_goes_where_the_rule_puts_it(
    may: Issue, log: Log, clerk: User, chief: Person
) -> None:
    log("05-29", "am", "陈国华接待选民", chief)
    assert refresh_from_log(issue=may, actor=clerk) == (1, 0)
    assert texts(may) == [
        "陈国华率队巡查",
        "孙维民率队巡查",
        "陈国华接待选民",
        "孙维民率队调研",
        "党组会议召开",
    ]
    assert refresh_from_log(issue=may, actor=clerk) == (0, 0)


def test_a_withdrawn_activity_leaves_print_with_the_reason(may: Issue, clerk: User) -> None:
    entry = may.entries.get(heading__text="党组会议召开")
    withdraw(activity=Activity.objects.get(headline="党组会议召开"), actor=clerk, reason="重复")
    assert refresh_from_log(issue=may, actor=clerk) == (0, 1)
    entry.refresh_from_db()
    assert (entry.included, entry.left_out_reason) == (False, "活动登记已撤回")


def test_opening_is_audited(may: Issue, clerk: User) -> None:
    event = AuditEvent.objects.get(verb="bulletins:open_issue")
    assert event.actor == clerk
    assert event.after == {"year": 2026, "number": 5, "total": 1, "entries": 4}


def test_the_database_refuses_a_second_total_number(may: Issue, series: Series) -> None:
    copy = Issue.objects.get(pk=may.pk)
    copy.pk, copy.number = None, 6
    with pytest.raises(IntegrityError):
        copy.save()
