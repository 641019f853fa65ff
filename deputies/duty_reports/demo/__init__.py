"""Duty reports of the demo district. All invented: the plan of this year, reports held, one that is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, voting
from congress.organs.enums import CongressLevel
from congress.web.demo import read_table
from deputies.duty_reports.enums import ReportForm
from deputies.duty_reports.queries import committee_members
from deputies.models import (
    DeputyGroup,
    Deputyship,
    DutyReport,
    GroupMembership,
    PlannedReport,
    ReportOpinion,
)
from deputies.operations import duty_reports as operations
from deputies.operations import report_ballots
from deputies.operations.duty_reports import Result

#: Groups that have a plan this year, deputies planned in each, and of these who have reported.
_GROUPS, _PLANNED, _DONE = 3, 4, 3
#: Who count the paper ballots.
_TWO = 2
#: Whoever is signed in as the demo's deputy.
_DEPUTY = "deputy"
#: Days before today on which reports were held, in turn.
_BEFORE = (21, 35, 52, 70, 88, 103, 120, 138, 150)


@transaction.atomic
def load() -> None:
    """Enter plans and reports, unless there are some already."""
    clerks = list(User.objects.filter(username__in=("deputywork", "office")).order_by("username"))
    if len(clerks) < _TWO or DutyReport.objects.filter(source="").exists():
        return
    clerk = clerks[0]
    told, today = read_table(__file__, "reports.json"), timezone.localdate()
    opinions = list(ReportOpinion.objects.all())
    reporting = list(_plan(today))
    for number, (holder, before) in enumerate(zip(reporting, _BEFORE, strict=False)):
        _report(holder, today - timedelta(days=before), number, told, opinions, clerks)
    _before_committee(today, told, clerks)
    own = Deputyship.objects.in_force(today).filter(person__user__username=_DEPUTY).first()
    if own is not None:
        operations.arrange_report(
            deputyship=own,
            actor=clerk,
            form=ReportForm.ORAL,
            day=today + timedelta(days=16),
            place="柳桥街道人大代表联络站",
        )


def _plan(today: date) -> Iterator[Deputyship]:
    """Plan for some groups, and give those who have reported since."""
    groups = DeputyGroup.objects.in_force(today).filter(
        kind="territorial", term__level=CongressLevel.DISTRICT
    )
    for group in groups.order_by("number", "pk")[:_GROUPS]:
        seats = GroupMembership.objects.in_force(today).filter(group=group, deputyship__person__user=None)
        rows = seats.select_related("deputyship__person", "deputyship__constituency").order_by("pk")
        members = [seat.deputyship for seat in rows[:_PLANNED]]
        PlannedReport.objects.bulk_create(
            PlannedReport(deputyship=one, group=group, year=today.year) for one in members
        )
        yield from members[:_DONE]


def _report(
    holder: Deputyship,
    day: date,
    number: int,
    told: Any,
    opinions: Sequence[ReportOpinion],
    clerks: Sequence[User],
) -> None:
    """One before voters: the newest by ballot, older ones with totals from their papers."""
    written = number % 4 == 3
    *votes, present = told["results"][number % len(told["results"])]
    row = operations.arrange_report(
        deputyship=holder,
        actor=clerks[0],
        form=ReportForm.WRITTEN if written else ReportForm.ORAL,
        day=day,
        place=told["places"][number % len(told["places"])],
        text=told["texts"][number % len(told["texts"])],
    )
    if number == 0:
        _counted([row], votes, clerks, paper=present)
    else:
        operations.hold_report(
            report=row,
            actor=clerks[0],
            version=row.version,
            day=day,
            place=row.place,
            result=Result()
            if written
            else Result(present=present, ballots=dict(zip(opinions, votes, strict=False))),
        )
    if number < len(told["questions"]):
        question, answer = told["questions"][number]
        operations.add_question(report=row, actor=clerks[0], question=question, answer=answer)


def _counted(
    reports: Sequence[DutyReport], counts: Sequence[int], clerks: Sequence[User], **told: Any
) -> Poll:
    """The ballot on reports on paper, counted and published; the same counts for each report."""
    rule_set = RuleSet.objects.filter(form=BallotForm.GRADES, threshold="").last()
    if rule_set is None:
        raise LookupError("no rules for grades")
    poll = report_ballots.prepare_ballot(
        reports=reports, actor=clerks[0], rule_set=rule_set, mode=Mode.PAPER, **told
    )
    voting.start_voting(poll=poll, actor=clerks[0])
    voting.close_voting(poll=poll, actor=clerks[0])
    counting.open_box(poll=poll, actor=clerks[0])
    cast = sum(counts)
    marks = {option.key: 0 for option in poll.options} | dict(
        zip((option.key for option in poll.options), counts, strict=False)
    )
    for clerk in clerks:
        counting.enter_paper(
            poll=poll,
            actor=clerk,
            issued=poll.paper_count,
            returned=cast,
            valid=cast,
            void=0,
            counts={str(number): marks for number, _one in enumerate(reports, 1)},
        )
    return counting.publish_poll(poll=poll, actor=clerks[0])


def _before_committee(today: date, told: Any, clerks: Sequence[User]) -> None:
    """Deputies of the city report to the standing committee: its members have rated one and are about to, another."""
    held = Deputyship.objects.in_force(today).filter(level=CongressLevel.CITY, person__user=None)
    days = today - timedelta(days=64), today - timedelta(days=2)
    for number, (holder, day) in enumerate(zip(held.order_by("pk"), days, strict=False)):
        raters = list(committee_members(day).exclude(pk=holder.person_id))
        if not raters:
            return
        row = operations.arrange_report(
            deputyship=holder,
            actor=clerks[0],
            form=ReportForm.ORAL,
            day=day,
            place="区人大常委会第一会议室",
            text=told["texts"][number + 1],
        )
        if number == 0:
            _counted([row], (len(raters) - 1, 1), clerks, raters=raters)
