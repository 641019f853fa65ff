"""Duty reports to voters are rated on paper by voters, and by nobody else (R068)."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.ballots.operations import counting, preparing, voting
from deputies.duty_reports.enums import ReportState
from deputies.models import DutyReport, Person
from deputies.operations import duty_reports as operations
from deputies.operations import report_ballots
from tests.deputies.duty_reports.balloting import (
    BAD,
    BEST,
    DAY,
    FAIR,
    GOOD,
    items_of,
    make_members,
    of_city,
    of_district,
    rules,
    votes,
)
from tests.factories import make_constituency, make_deputyship, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]


@pytest.fixture
def _in_november() -> object:
    with time_machine.travel("2024-11-20 15:00+08:00", tick=False):
        yield


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


@pytest.fixture
def members() -> list[Person]:
    return make_members(3)


def test_voters_of_the_constituency_vote_on_paper(client: Client, clerk: User) -> None:
    constituency = make_constituency()
    town = make_user(Role.TOWN, area=constituency.area)
    row, beside = of_district(clerk, constituency), of_district(clerk, constituency)
    elsewhere = of_district(clerk)
    client.force_login(town)
    url = reverse("duty_reports:prepare_ballot", args=[row.pk])
    text = client.get(url).text
    assert report_ballots.name_on_ballot(beside) in text
    assert report_ballots.name_on_ballot(elsewhere) not in text
    assert "请写准备几张纸质票" in client.post(url, {"rule_set": rules().pk}).text
    client.post(url, {"rule_set": rules().pk, "paper": "31"})
    poll = Poll.objects.get()
    assert (poll.mode, poll.paper_count, poll.area) == ("paper", 31, constituency.area)
    voting.start_voting(poll=poll, actor=town)
    voting.close_voting(poll=poll, actor=town)
    counting.open_box(poll=poll, actor=town)
    told = {"issued": 31, "returned": 30, "valid": 29, "void": 1}
    counts = {BEST: 20, GOOD: 6, FAIR: 1, BAD: 1, "abstain": 1}
    with pytest.raises(ValidationError, match="应等于收回 30 张"):
        counting.enter_paper(poll=poll, actor=town, **{**told, "void": 2}, counts={"1": counts})
    counting.enter_paper(poll=poll, actor=town, **told, counts={"1": counts})
    with pytest.raises(Conflict, match="两个人各录一次"):
        counting.publish_poll(poll=poll, actor=town)
    counting.enter_paper(poll=poll, actor=clerk, **told, counts={"1": counts})
    counting.publish_poll(poll=poll, actor=town)
    row.refresh_from_db()
    assert (row.state, str(row.result), row.present, row.returned, row.valid) == (
        ReportState.HELD,
        "优秀",
        31,
        30,
        29,
    )
    assert votes(row) == {"优秀": 20, "称职": 6, "基本称职": 1, "不称职": 1}
    page = client.get(reverse("duty_reports:detail", args=[row.pk])).text
    assert "30 张，有效 29 张" in page
    assert '<td class="r rd-num" data-l="弃权">1 票</td>' in page


def test_the_committee_does_not_rate_whom_voters_elected(clerk: User, members: list[Person]) -> None:
    row = of_district(clerk)
    told: dict[str, Any] = {"reports": [row], "actor": clerk, "rule_set": rules()}
    with pytest.raises(ValidationError, match="由原选区选民评议，不选评议人"):
        report_ballots.prepare_ballot(**told, raters=members, mode="phone")
    with pytest.raises(ValidationError, match="请写准备几张"):
        report_ballots.prepare_ballot(**told, mode="paper")
    with pytest.raises(ValidationError, match="只能是同一天、同一个场合"):
        report_ballots.prepare_ballot(
            reports=[row, of_city(clerk)], actor=clerk, rule_set=rules(), raters=members, mode="phone"
        )
    poll = report_ballots.prepare_ballot(**told, mode="paper", paper=20)
    assert row.constituency is not None
    listed = {"people": [str(make_user(Role.TOWN, area=row.constituency.area).pk)]}
    changed = preparing.set_electors(
        poll=poll, actor=clerk, version=poll.version, audience=listed, unnamed_paper=17
    )
    with pytest.raises(Conflict, match="不是原选区选民"):
        voting.start_voting(poll=changed, actor=clerk)
    changed = preparing.change_poll(
        poll=changed, actor=clerk, version=changed.version, items=items_of(changed), mode="mixed"
    )
    changed = preparing.set_electors(
        poll=changed, actor=clerk, version=changed.version, audience=listed, unnamed_paper=17
    )
    with pytest.raises(Conflict, match="原选区选民投纸质票"):
        voting.start_voting(poll=changed, actor=clerk)


def test_a_reception_day_does_not_take_back_what_was_voted_on(clerk: User) -> None:
    holder = make_deputyship(constituency=make_constituency())
    told: dict[str, Any] = {
        "source": "reception_day",
        "source_pk": 7,
        "day": DAY,
        "place": "站",
        "actor": None,
    }
    operations.sync_reports(**told, deputyships=[holder])
    row = DutyReport.objects.get()
    report_ballots.prepare_ballot(reports=[row], actor=clerk, rule_set=rules(), paper=9)
    operations.sync_reports(**told, deputyships=[])
    row.refresh_from_db()
    assert row.state == ReportState.HELD
