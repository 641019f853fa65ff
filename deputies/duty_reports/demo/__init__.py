"""Duty reports of the demo district. All invented: the plan of this year, reports held, one that is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
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
from deputies.operations.duty_reports import Result

#: Groups that have a plan this year, deputies planned in each, and of these who have reported.
_GROUPS, _PLANNED, _DONE = 3, 4, 3
#: Whoever is signed in as the demo's deputy.
_DEPUTY = "deputy"
#: Days before today on which reports were held, in turn.
_BEFORE = (21, 35, 52, 70, 88, 103, 120, 138, 150)


@transaction.atomic
def load() -> None:
    """Enter plans and reports, unless there are some already."""
    clerk = User.objects.filter(username="deputywork").first()
    if clerk is None or DutyReport.objects.filter(source="").exists():
        return
    told, today = read_table(__file__, "reports.json"), timezone.localdate()
    opinions = list(ReportOpinion.objects.all())
    reporting = list(_plan(today))
    for number, (holder, before) in enumerate(zip(reporting, _BEFORE, strict=False)):
        _report(holder, today - timedelta(days=before), number, told, opinions, clerk)
    _before_committee(today, told, opinions, clerk)
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
    holder: Deputyship, day: date, number: int, told: Any, opinions: Sequence[ReportOpinion], clerk: User
) -> None:
    written = number % 4 == 3
    *votes, present = told["results"][number % len(told["results"])]
    row = operations.arrange_report(
        deputyship=holder,
        actor=clerk,
        form=ReportForm.WRITTEN if written else ReportForm.ORAL,
        day=day,
        place=told["places"][number % len(told["places"])],
        text=told["texts"][number % len(told["texts"])],
    )
    result = Result(present=present, ballots=dict(zip(opinions, votes, strict=False)))
    operations.hold_report(
        report=row,
        actor=clerk,
        version=row.version,
        day=day,
        place=row.place,
        result=Result() if written else result,
    )
    if number < len(told["questions"]):
        question, answer = told["questions"][number]
        operations.add_question(report=row, actor=clerk, question=question, answer=answer)


def _before_committee(today: date, told: Any, opinions: Sequence[ReportOpinion], clerk: User) -> None:
    """A deputy of the city reports to the standing committee, and its members rate."""
    held = Deputyship.objects.in_force(today).filter(level=CongressLevel.CITY, person__user=None)
    holder = held.order_by("pk").first()
    day = today - timedelta(days=64)
    raters = list(committee_members(day).exclude(pk=holder.person_id)) if holder else []
    if holder is None or not raters:
        return
    row = operations.arrange_report(
        deputyship=holder,
        actor=clerk,
        form=ReportForm.ORAL,
        day=day,
        place="区人大常委会第一会议室",
        text=told["texts"][1],
    )
    best = opinions[0]
    operations.hold_report(
        report=row,
        actor=clerk,
        version=row.version,
        day=day,
        place=row.place,
        result=Result(ballots={best: len(raters)}, raters=raters),
    )
