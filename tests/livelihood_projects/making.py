"""Small makers of rounds and projects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.ballots.operations import counting, preparing, voting
from livelihood_projects import projects, rounds
from livelihood_projects.enums import ProjectState
from livelihood_projects.models import Project, Round
from tests.factories import make_user

TODAY = timezone.localdate()
_DAY = timedelta(days=1)


def make_round(clerk: User, *, year: int = 2027, opens_on: date = TODAY - 10 * _DAY, days: int = 30) -> Round:
    """A call of the clerk's place that is open today unless said otherwise."""
    return rounds.open_call(
        actor=clerk,
        year=year,
        title=f"安澜区{year}年民生实事项目",
        call="请提建议",
        opens_on=opens_on,
        closes_on=opens_on + (days - 1) * _DAY,
        shortest_call=30,
    )


def make_ideas(row: Round, number: int) -> list[Project]:
    """So many ideas of the public."""
    return [
        projects.propose(round=row, actor=None, token=uuid4(), title=f"项目{n}", content="很需要")
        for n in range(1, number + 1)
    ]


def end_call(row: Round, clerk: User) -> Round:
    """The call's last day was yesterday, and it is ended."""
    Round.objects.filter(pk=row.pk).update(opens_on=TODAY - 40 * _DAY, closes_on=TODAY - _DAY)
    return rounds.end_call(round=row, actor=clerk)


def to_ballot(clerk: User, number: int, investments: Mapping[int, int] | None = None) -> Round:
    """A round whose candidates passed every body."""
    row = make_round(clerk)
    ideas = make_ideas(row, number)
    row = end_call(row, clerk)
    for n, idea in enumerate(ideas, 1):
        investment = Decimal((investments or {}).get(n, 100))
        projects.shortlist(project=idea, actor=clerk, investment=investment)
    row = rounds.end_screening(round=row, actor=clerk)
    while row.state != "ballot":
        candidates = row.projects.filter(state=ProjectState.CANDIDATE)
        row = rounds.pass_list(
            round=row, actor=clerk, on=TODAY, document="会议纪要", forward=list(candidates)
        )
    return row


def hold(poll: Poll, clerk: User, counts: Mapping[str, Mapping[str, int]], ballots: int) -> Poll:
    """Hold a poll on paper alone, entered by two people, and publish it."""
    second = make_user(Role.TOWN, area=poll.area) if poll.area else make_user(Role.OFFICE)
    poll.refresh_from_db()
    items = [(item.title, item.note) for item in poll.items.all()]
    poll = preparing.change_poll(poll=poll, actor=clerk, version=poll.version, items=items, mode="paper")
    preparing.set_electors(poll=poll, actor=clerk, version=poll.version, audience={}, unnamed_paper=ballots)
    phrase = voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk, phrase=phrase)
    for actor in (clerk, second):
        counting.enter_paper(
            poll=poll, actor=actor, issued=ballots, returned=ballots, valid=ballots, void=0, counts=counts
        )
    return counting.publish_poll(poll=poll, actor=clerk)


def underway(
    clerk: User, number: int = 2, seats: int = 1, investments: Mapping[int, int] | None = None
) -> Round:
    """A round whose first ``seats`` projects were chosen."""
    row = to_ballot(clerk, number, investments)
    row = rounds.prepare_ballot(round=row, actor=clerk, seats=seats)
    assert row.election is not None
    counts = {str(n): {"for": 20 if n <= seats else 3} for n in range(1, number + 1)}
    hold(row.election, clerk, counts, 30)
    row.refresh_from_db()
    return row
