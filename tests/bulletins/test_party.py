"""Discussions of the party committee are counted, and a report that is due is asked for (R268, R269)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletins.models import PartyReport, PartyReportRule
from bulletins.operations import party
from bulletins.party.portal import find, todos
from bulletins.party.queries import owed, period_of
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from congress.figures.registry import measured, named
from oversight.operations import matters
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    return make_user(Role.OFFICE)


def half_yearly() -> PartyReportRule:
    return PartyReportRule.objects.create(name="党组请示报告", every="half", starts_on=date(2026, 1, 1))


@time_machine.travel("2026-09-30 10:00 +0800", tick=False)
def test_six_discussions_in_the_year_to_date(
    client: Client, office: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    days = (date(2025, 12, 31), *(date(2026, month, 8) for month in (1, 2, 3, 5, 7, 9)))
    made = [
        party.record_discussion(
            actor=office, held_on=day, meeting="区委常委会", topic=f"事项{day}", outcome=""
        )
        for day in days
    ]
    client.force_login(make_user(Role.LEADER))
    with django_assert_max_num_queries(26):
        page = client.get(reverse("party_affairs:index")).text
    assert "<b>6</b> 次" in page
    figure = named(office, "党委工作.研究人大工作")
    assert figure is not None
    period = Period.this_year(date(2026, 9, 30))
    assert str(measured(figure, office, period).value) == "6 次"
    assert client.get(figure.url(office, period)).context["list"].filterset.qs.count() == 6
    party.withdraw_discussion(discussion=made[-1], actor=office, reason="登记错了")
    assert measured(figure, office, period).value.value == 5


def test_no_report_by_the_thirtieth_of_june_is_flagged(client: Client, office: User) -> None:
    rule = half_yearly()
    with time_machine.travel("2026-05-30 10:00 +0800", tick=False):
        assert not list(todos(office)), "the days of the reminder have not begun"
    with time_machine.travel("2026-06-01 10:00 +0800", tick=False):
        assert [one.due for one in todos(office)] == [date(2026, 6, 30)]
    with time_machine.travel("2026-07-01 10:00 +0800", tick=False):
        (todo,) = todos(office)
        assert todo.title == "报送2026年上半年请示报告"
        assert [one.is_late(date(2026, 7, 1)) for one in owed(date(2026, 7, 1))] == [False, True]
        client.force_login(office)
        assert "逾期" in client.get(reverse("party_affairs:index")).text
        form = client.get(todo.url).text
        assert f'value="{rule.pk}:2026-01-01" selected' in form, "the period is chosen already"
        typed = {
            "period": f"{rule.pk}:2026-01-01",
            "kind": "report",
            "topic": "work",
            "title": "上半年工作报告",
            "addressee": "区委",
            "reported_on": "2026-07-01",
        }
        client.post(reverse("party_affairs:record_report"), typed)
        assert not list(todos(office))
        row = PartyReport.objects.get()
        reply = reverse("party_affairs:record_reply", args=[row.pk])
        early = client.post(reply, {"reply_on": "2026-06-30", "reply": "同意"}).text
        assert "批复日期不能早于报送日期" in early
        client.post(reply, {"reply_on": "2026-07-01", "reply_by": "区委", "reply": "同意。"})
        assert "同意。" in client.get(reverse("party_affairs:report", args=[row.pk])).text
        party.withdraw_report(report=row, actor=office, reason="报错了单位")
        assert len(list(todos(office))) == 1, "the period waits again"


@pytest.mark.parametrize(
    ("every", "day", "period"),
    [
        ("half", date(2026, 12, 31), (date(2026, 7, 1), date(2026, 12, 31))),
        ("quarter", date(2026, 2, 28), (date(2026, 1, 1), date(2026, 3, 31))),
        ("year", date(2026, 1, 1), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_periods_end_on_their_last_day(every: str, day: date, period: tuple[date, date]) -> None:
    assert period_of(every, day) == period  # type: ignore[arg-type] # the value of the choice


@time_machine.travel("2026-09-30 10:00 +0800", tick=False)
def test_a_request_waits_until_it_is_answered(client: Client, office: User) -> None:
    client.force_login(office)
    typed = {"topic": "activity", "addressee": "区委", "reported_on": "2026-09-27"}
    form = reverse("party_affairs:record_report")
    for kind, title in (("request", "关于开会的请示"), ("report", "关于活动的报告")):
        assert client.post(form, {**typed, "kind": kind, "title": title}).status_code == 302
    asked = PartyReport.objects.unanswered().get()
    assert [one.title for one in todos(office)] == ["等批复：关于开会的请示"]
    waiting = client.get(reverse("party_affairs:reports"), {"replied": "waiting"}).text
    assert "等批复 3 天" in waiting
    assert "关于活动的报告" not in waiting
    assert [hit.title for hit in find(office, "开会", 5)] == ["关于开会的请示"]
    figure = named(office, "党委工作.请示")
    assert figure is not None
    period = Period.this_year(date(2026, 9, 30))
    assert str(measured(figure, office, period).value) == "1 件"
    assert client.get(figure.url(office, period)).context["list"].filterset.qs.get() == asked
    party.record_reply(report=asked, actor=office, reply_on=date(2026, 9, 30), reply="同意")
    assert not list(todos(office))
    assert "9月30日批复" in client.get(reverse("party_affairs:reports"), {"sent": "request"}).text


def test_what_is_due_for_a_period_asks_nothing(client: Client, office: User) -> None:
    rule = half_yearly()
    client.force_login(office)
    typed = {
        "kind": "request",
        "topic": "work",
        "title": "请示",
        "addressee": "区委",
        "reported_on": "2026-07-01",
    }
    with time_machine.travel("2026-07-01 10:00 +0800", tick=False):
        answer = client.post(
            reverse("party_affairs:record_report"), {**typed, "period": f"{rule.pk}:2026-01-01"}
        ).text
    assert "定期的是报告" in answer
    assert not PartyReport.objects.exists()


def test_a_major_matter_takes_its_step_by_what_was_sent(office: User) -> None:
    told: dict[str, Any] = {"title": "供水管网", "source": "party", "source_note": ""}
    matter = matters.propose_matter(actor=office, year=2026, **told)
    for step in ("study_matter", "agree_matter", "plan_matter"):
        matter = matters.take_step(matter=matter, actor=office, step=step, on=date(2026, 3, 2))

    def send(kind: str, day: int) -> PartyReport:
        facts: dict[str, Any] = {"kind": kind, "topic": "matter", "title": f"第{day}件", "addressee": "区委"}
        return party.record_report(
            actor=office, matter=matter, reported_on=date(2026, 3, day), summary="", rule=None, **facts
        )

    with pytest.raises(ValidationError) as error:
        send("request", 1)
    assert "reported_on" in error.value.message_dict
    assert not PartyReport.objects.exists()
    send("request", 5)
    matter.refresh_from_db()
    assert (matter.state, matter.requested_on) == ("requested", date(2026, 3, 5))
    matter = matters.take_step(
        matter=matter, actor=office, step="decide_matter", on=date(2026, 3, 6), decision="决定"
    )
    row = send("report", 9)
    matter.refresh_from_db()
    assert (matter.reported_on, row.matter) == (date(2026, 3, 9), matter)
