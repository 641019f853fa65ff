"""Deputies rate departments and the committee by secret ballot: totals by body, single ratings nowhere (R082)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, preparing, voting
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from deputies.models import Deputyship, RatingRound
from deputies.operations import rating_ballots
from deputies.operations import ratings as operations
from deputies.ratings import portal
from deputies.ratings.enums import RoundState
from deputies.ratings.queries import participation, results
from tests.deputies.duty.stage import with_account
from tests.factories import make_deputyship, make_organ, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]
GOOD, FAIR, BAD, UNKNOWN = "grade1", "grade2", "grade3", "abstain"


@pytest.fixture
def _in_november() -> object:
    with time_machine.travel("2024-11-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def deputies(number: int, *, without: int = 0) -> list[Deputyship]:
    held = [make_deputyship() for _ in range(number + without)]
    for one in held[:number]:
        with_account(one)
    return held


def drafted(clerk: User, organs: list[Organ], raters: list[Deputyship]) -> RatingRound:
    return operations.prepare_round(
        actor=clerk, title="2024年度评议", closes_on=date(2024, 12, 5), organs=organs, deputyships=raters
    )


def rules() -> RuleSet:
    return RuleSet.objects.get(title__startswith="述职评议")


def opened(row: RatingRound, clerk: User, mode: str = "phone") -> Poll:
    return rating_ballots.open_round(round=row, actor=clerk, rule_set=rules(), mode=mode)


def vote(poll: Poll, holder: Deputyship, *marks: str) -> None:
    assert holder.person.user is not None
    said = {str(number): mark for number, mark in enumerate(marks, 1)}
    voting.vote(poll=poll, actor=holder.person.user, marks=said)


def close(poll: Poll, clerk: User) -> None:
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)


def test_20_deputies_rate_6_departments_and_the_committee(clerk: User, client: Client) -> None:
    organs = [make_organ() for _ in range(6)] + [make_organ("区人大常委会", OrganKind.STANDING_COMMITTEE)]
    raters = deputies(20)
    row = drafted(clerk, organs, raters)
    client.force_login(clerk)
    page = reverse("ratings:detail", args=[row.pk])
    assert "准备投票" in client.get(page).text
    sent = {"mode": "phone", "rule_set": rules().pk}
    poll_page = client.post(reverse("ratings:open_round", args=[row.pk]), sent)["Location"]
    row.refresh_from_db()
    poll = row.poll
    assert poll is not None
    assert poll_page == reverse("ballots:detail", args=[poll.pk])
    assert list(poll.items.values_list("title", flat=True)) == [str(one) for one in organs]
    assert (row.state, poll.members, poll.electors.count()) == (RoundState.OPEN, 20, 20)
    voting.start_voting(poll=poll, actor=clerk)
    first = raters[0].person.user
    assert first is not None
    client.force_login(first)
    assert reverse("ballots:vote", args=[poll.pk]) in client.get(reverse("dashboard:home")).text
    form = client.get(reverse("ballots:vote", args=[poll.pk])).text
    assert "不了解" in form
    assert "弃权" not in form
    for n, holder in enumerate(raters):
        vote(poll, holder, GOOD if n < 15 else BAD, *[FAIR] * 5, UNKNOWN if n == 0 else GOOD)
        if n == 1:
            assert (participation(row).rated, results(row, clerk)) == (2, [])
    close(poll, clerk)
    assert results(row, clerk) == []
    counting.publish_poll(poll=poll, actor=clerk)
    row.refresh_from_db()
    lines = results(row, clerk)
    assert (row.state, row.returned, len(lines)) == (RoundState.CLOSED, 20, 7)
    assert dict(lines[0].counts) == {"满意": 15, "基本满意": 0, "不满意": 5, "不了解": 0}
    assert (lines[0].rate, lines[6].total, dict(lines[6].counts)["不了解"]) == ("75%", 20, 1)
    assert lines[6].rate == "100%"
    assert row.raters.filter(has_rated=True).count() == 20

    unit = make_user(Role.UNIT, organ=organs[0])
    client.force_login(unit)
    assert client.get(page).status_code == 404
    operations.publish_round(round=row, actor=clerk)
    shown = client.get(page).text
    assert str(organs[0]) in shown
    assert str(organs[1]) not in shown
    assert reverse("ballots:detail", args=[poll.pk]) not in shown
    assert not any(holder.person.name in shown for holder in raters)


def test_no_other_way_while_a_ballot_decides(client: Client, clerk: User) -> None:
    raters = deputies(2)
    row = drafted(clerk, [make_organ()], raters)
    poll = opened(row, clerk)
    user = raters[0].person.user
    assert user is not None
    said = {row.bodies.get().pk: "fair"}
    with pytest.raises(Conflict, match="请在待办里投票"):
        operations.rate(round=row, deputyship=raters[0], actor=user, opinions=said)
    with pytest.raises(Conflict, match="结果公布以后自动登记"):
        operations.close_round(round=row, actor=clerk)
    with pytest.raises(Conflict, match="已经开始"):
        opened(row, clerk)
    client.force_login(user)
    assert client.get(reverse("ratings:rate", args=[row.pk])).status_code == 404
    counting.void_poll(poll=poll, actor=clerk, reason="代表选错了")
    again = opened(row, clerk)
    voting.start_voting(poll=again, actor=clerk)
    close(again, clerk)
    with pytest.raises(Conflict, match="没有收回一张票"):
        counting.publish_poll(poll=again, actor=clerk)
    counting.void_poll(poll=again, actor=clerk, reason="没有人投票")
    assert operations.close_round(round=row, actor=clerk).state == RoundState.CLOSED


def test_only_the_deputies_asked_vote_on_the_bodies_of_the_round(clerk: User) -> None:
    row = drafted(clerk, [make_organ()], deputies(2))
    poll = opened(row, clerk)
    outsider = with_account(make_deputyship())
    changed = preparing.set_electors(
        poll=poll, actor=clerk, version=poll.version, audience={"people": [str(outsider.pk)]}
    )
    with pytest.raises(Conflict, match="不是参加评议的代表"):
        voting.start_voting(poll=changed, actor=clerk)
    changed = preparing.change_poll(
        poll=changed, actor=clerk, version=changed.version, items=[("区水利局", "")]
    )
    with pytest.raises(Conflict, match="和登记的对不上"):
        voting.start_voting(poll=changed, actor=clerk)


@pytest.mark.parametrize(("came", "known"), [(2, 3), (1, 1)])
def test_on_paper_who_took_part_is_known_when_every_ballot_came_back(
    clerk: User, came: int, known: int
) -> None:
    raters = deputies(1, without=2)
    row = drafted(clerk, [make_organ()], raters)
    with pytest.raises(ValidationError, match="参加评议的代表有 2 人没有帐号"):
        opened(row, clerk)
    poll = opened(row, clerk, "mixed")
    voting.start_voting(poll=poll, actor=clerk)
    vote(poll, raters[0], FAIR)
    close(poll, clerk)
    for one in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(
            poll=poll,
            actor=one,
            issued=2,
            returned=came,
            valid=came,
            void=0,
            counts={"1": {GOOD: came, FAIR: 0, BAD: 0, UNKNOWN: 0}},
        )
    counting.publish_poll(poll=poll, actor=clerk)
    row.refresh_from_db()
    assert row.raters.filter(has_rated=True).count() == known
    assert (participation(row).rated, results(row, clerk)[0].total) == (came + 1, came + 1)


def test_a_round_after_its_day_is_not_begun(clerk: User) -> None:
    row = drafted(clerk, [make_organ()], deputies(1))
    with time_machine.travel("2024-12-06 09:00+08:00", tick=False), pytest.raises(Conflict, match="已过"):
        opened(row, clerk)


def test_the_page_costs_the_same_however_many_bodies(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    taken = []
    for number in (1, 4):
        raters = deputies(2)
        row = operations.prepare_round(
            actor=clerk,
            title=f"第{number}次评议",
            closes_on=date(2024, 12, 5),
            organs=[make_organ() for _ in range(number)],
            deputyships=raters,
        )
        poll = opened(row, clerk)
        voting.start_voting(poll=poll, actor=clerk)
        vote(poll, raters[0], *[GOOD] * number)
        close(poll, clerk)
        counting.publish_poll(poll=poll, actor=clerk)
        page = reverse("ratings:detail", args=[row.pk])
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        taken.append(len(captured))
    assert taken[0] == taken[1] <= 14


def test_the_last_day_of_a_round_stands_in_the_calendar_of_whoever_reads_it(clerk: User) -> None:
    organ = make_organ()
    row = drafted(clerk, [organ], deputies(2))
    span = date(2024, 12, 1), date(2024, 12, 14)
    assert list(portal.planned(clerk, *span)) == []
    opened(row, clerk)
    told = [(one.day, one.words) for one in portal.planned(clerk, *span)]
    assert told == [(date(2024, 12, 5), "评议截止：2024年度评议")]
    assert list(portal.planned(make_user(Role.UNIT, organ=organ), *span)) == []
    assert list(portal.planned(make_user(Role.STATION), *span)) == []
