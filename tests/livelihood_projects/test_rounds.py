"""A year's round from the call to the ballot, and everything that is refused on the way."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from livelihood_projects import projects, rounds
from livelihood_projects.enums import ProjectState, RoundState
from livelihood_projects.models import Project, Round
from tests.factories import make_area, make_user
from tests.livelihood_projects.making import TODAY, end_call, make_ideas, make_round, to_ballot, underway

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    """Of the office."""
    return make_user(Role.OFFICE)


def test_a_call_is_open_as_long_as_the_rule_says(clerk: User) -> None:
    with pytest.raises(ValidationError, match="征集至少 30 天，现在是 29 天"):
        make_round(clerk, days=29)
    assert make_round(clerk, days=30).state == RoundState.CALLING


def test_a_call_does_not_end_before_its_last_day(clerk: User) -> None:
    row = make_round(clerk)
    with pytest.raises(Conflict, match="截止"):
        rounds.end_call(round=row, actor=clerk)
    assert end_call(row, clerk).state == RoundState.SCREENING


def test_every_idea_is_screened_with_its_reason(clerk: User) -> None:
    row = make_round(clerk)
    first, second = make_ideas(row, 2)
    row = end_call(row, clerk)
    projects.shortlist(project=first, actor=clerk, investment=Decimal(300))
    with pytest.raises(Conflict, match="还有 1 条"):
        rounds.end_screening(round=row, actor=clerk)
    with pytest.raises(ValidationError, match="原因"):
        projects.drop(project=second, actor=clerk, reason=" ")
    projects.drop(project=second, actor=clerk, reason="已列入其他计划")
    second.refresh_from_db()
    assert (second.state, second.dropped_at) == (ProjectState.DROPPED, RoundState.SCREENING)
    assert rounds.end_screening(round=row, actor=clerk).state == RoundState.GOVERNMENT


def test_no_ballot_without_the_three_approvals_in_their_order(clerk: User) -> None:
    row = make_round(clerk)
    ideas = make_ideas(row, 3)
    row = end_call(row, clerk)
    for idea in ideas:
        projects.shortlist(project=idea, actor=clerk, investment=Decimal(100))
    row = rounds.end_screening(round=row, actor=clerk)
    bodies = []
    while row.state != RoundState.BALLOT:
        with pytest.raises(Conflict):
            rounds.prepare_ballot(round=row, actor=clerk, seats=1)
        bodies.append(row.body)
        forward = list(row.projects.filter(state=ProjectState.CANDIDATE))
        row = rounds.pass_list(round=row, actor=clerk, on=TODAY, document="纪要", forward=forward)
    assert bodies == ["区政府常务会议", "区委常委会会议", "区人大常委会会议", "代表团审议"]


def test_those_left_out_by_a_body_keep_its_reason(clerk: User) -> None:
    row = make_round(clerk)
    ideas = make_ideas(row, 2)
    row = end_call(row, clerk)
    for idea in ideas:
        projects.shortlist(project=idea, actor=clerk, investment=Decimal(100))
    row = rounds.end_screening(round=row, actor=clerk)
    with pytest.raises(ValidationError, match="没有列入"):
        rounds.pass_list(round=row, actor=clerk, on=TODAY, document="纪要", forward=ideas[:1])
    with pytest.raises(ValidationError, match="还没有开"):
        rounds.pass_list(round=row, actor=clerk, on=TODAY + timedelta(days=1), document="纪要", forward=ideas)
    rounds.pass_list(round=row, actor=clerk, on=TODAY, document="纪要", forward=ideas[:1], reason="资金不足")
    ideas[1].refresh_from_db()
    assert (ideas[1].state, ideas[1].dropped_at, ideas[1].reason) == ("dropped", "government", "资金不足")


def test_ten_candidates_five_elected_by_votes(clerk: User) -> None:
    row = underway(clerk, 10, 5)
    assert row.state == RoundState.UNDERWAY
    assert row.projects.chosen().count() == 5
    assert row.projects.filter(state=ProjectState.NOT_ELECTED).count() == 5
    assert set(row.projects.chosen().values_list("title", flat=True)) == {f"项目{n}" for n in range(1, 6)}


def test_the_investment_is_summed_by_the_database(clerk: User) -> None:
    row = underway(clerk, 3, 2, {1: 300, 2: 350})
    assert row.projects.chosen().aggregate(n=Sum("investment"))["n"] == Decimal(650)


def test_three_towns_ten_projects() -> None:
    for number, investments in ((4, {1: 5340}), (3, {1: 4060}), (3, {1: 5100})):
        town = make_user(Role.TOWN, area=make_area())
        underway(town, number + 1, number, investments | dict.fromkeys(range(2, number + 1), 100))
    chosen = Project.objects.chosen()
    assert chosen.count() == 10
    assert chosen.aggregate(n=Sum("investment"))["n"] == Decimal(15_200)


def test_the_list_says_what_each_town_invests_and_who_gains(client: Client, clerk: User) -> None:
    town = make_user(Role.TOWN, area=make_area("槐荫镇"))
    row = underway(town, 3, 2, {1: 300, 2: 350})
    row.projects.update(households=8295, people=31467)
    client.force_login(clerk)
    page = client.get(reverse("livelihood:index")).content.decode()
    for words in ("槐荫镇", "650", f"{2 * 8295}", f"{2 * 31467}"):
        assert words in page


def test_a_town_keeps_its_own_round_alone_and_passes_its_own_bodies(clerk: User) -> None:
    town, other = make_user(Role.TOWN), make_user(Role.TOWN)
    row = make_round(town)
    (idea,) = make_ideas(row, 1)
    row = end_call(row, town)
    with pytest.raises(PermissionDenied):
        projects.drop(project=idea, actor=other, reason="不要")
    projects.shortlist(project=idea, actor=town, investment=Decimal(100))
    row = rounds.end_screening(round=row, actor=town)
    assert row.body == "镇党委会议"
    assert not Round.objects.visible_to(other).exists()
    assert Round.objects.visible_to(clerk).count() == 1


def test_more_seats_than_candidates_are_refused(clerk: User) -> None:
    row = to_ballot(clerk, 2)
    with pytest.raises(ValidationError, match="候选只有 2 项"):
        rounds.prepare_ballot(round=row, actor=clerk, seats=3)
    row = rounds.prepare_ballot(round=row, actor=clerk, seats=1)
    with pytest.raises(Conflict, match="已经准备好"):
        rounds.prepare_ballot(round=row, actor=clerk, seats=1)
