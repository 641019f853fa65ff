"""Reads of duty reports: who rates, how the year's plan goes, what each level came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When

from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from deputies.duty_reports import rules
from deputies.duty_reports.enums import ReportForm
from deputies.enums import Standing
from deputies.models import (
    DeputyGroup,
    Deputyship,
    DutyReport,
    DutyReportQuerySet,
    Person,
    PersonQuerySet,
    PlannedReport,
)
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.models.duty_reports import owing
from deputies.standing_committee import held_posts


def committee_members(on: date) -> PersonQuerySet:
    """Who was a member of the standing committee on a day: those who rate deputies of higher levels (R069)."""
    rows = Person.objects.filter(Exists(held_posts("pk", on)), standing=Standing.LOCAL).with_rank(on)
    return rows.order_by(F("rank").asc(nulls_last=True), "name_key", "pk")


def with_owing(rows: DeputyshipQuerySet) -> DeputyshipQuerySet:
    """The deputyships with ``owes``: directly elected and without a report in the term (R066)."""
    reports = DutyReport.objects.held().filter(deputyship=OuterRef("pk"))
    return rows.annotate(owes=Case(When(~Exists(reports), level__in=DIRECT_LEVELS, then=True), default=False))


def owed_by(user: User, on: date) -> list[Deputyship]:
    """The deputyships of this user in which a report is still owed (1 query)."""
    own = Deputyship.objects.filter(person__user=user)
    return list(owing(own, on).select_related("term__area"))


@dataclass(frozen=True)
class GroupPlan:
    """A group's plan of a year: so many were to report, so many did."""

    group: DeputyGroup
    planned: int
    done: int

    @property
    def rate(self) -> str:
        """90%; a dash without a plan."""
        return str(Rate(self.done, self.planned))


def group_plans(user: User, year: int, on: date) -> list[GroupPlan]:
    """The plans of the groups this user plans or oversees, each with how far it is (R071; 2 queries)."""
    done = Exists(_held(year).filter(deputyship=OuterRef("deputyship")))
    rows = PlannedReport.objects.filter(year=year).order_by().annotate(is_done=done)
    counted = {
        row["group"]: (row["n"], row["done"])
        for row in rows.values("group").annotate(n=Count("pk"), done=Count("pk", filter=Q(is_done=True)))
    }
    groups = DeputyGroup.objects.visible_to(user).select_related("term__area")
    shown = groups.filter(Q(pk__in=counted) | Q(pk__in=DeputyGroup.objects.in_force(on).values("pk")))
    return [GroupPlan(group, *counted.get(group.pk, (0, 0))) for group in shown]


def _held(year: int) -> DutyReportQuerySet:
    return DutyReport.objects.held().filter(day__year=year)


@dataclass(frozen=True)
class LevelSum:
    """What a level came to in a year: reports, and the deputies who gave them."""

    label: str
    level: str
    reports: int
    deputies: int
    oral: int
    written: int


def level_sums(user: User, year: int) -> list[LevelSum]:
    """Reports held in a year by level, from the highest down (R068; 1 query)."""
    rows = _held(year).filter(rules.see_report.as_q(user)).order_by()
    counted = rows.values(level=F("deputyship__level")).annotate(
        reports=Count("pk", distinct=True),
        deputies=Count("deputyship__person", distinct=True),
        oral=Count("pk", filter=Q(form=ReportForm.ORAL), distinct=True),
        written=Count("pk", filter=Q(form=ReportForm.WRITTEN), distinct=True),
    )
    found = {row["level"]: row for row in counted}
    return [
        LevelSum(
            str(level.label),
            level.value,
            *(found[level.value][name] for name in ("reports", "deputies", "oral", "written")),
        )
        for level in CongressLevel
        if level.value in found
    ]


def deputies_of(sums: Sequence[LevelSum]) -> int:
    """How many deputyships reported, over the levels."""
    return sum(one.deputies for one in sums)


def planned_in(group: DeputyGroup, year: int) -> list[PlannedReport]:
    """Whom the plan of a group has report, each with ``is_done`` (1 query)."""
    done = Exists(_held(year).filter(deputyship=OuterRef("deputyship")))
    rows = PlannedReport.objects.filter(group=group, year=year).annotate(is_done=done)
    return list(rows.select_related("deputyship__person").order_by("deputyship__person__pinyin", "pk"))
