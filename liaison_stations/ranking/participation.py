"""What a deputy did at stations in a period (R075): for the page of the person, and for the appraisal of deputies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.figures.period import Period
from deputies.models import Deputyship, Person
from deputies.records import Line, Section
from liaison_stations import rules
from liaison_stations.enums import DayState, DutyState
from liaison_stations.inspections.showing import score_words
from liaison_stations.models import Duty, Inspection, Matter, ReceptionDay

#: Turns and inspections named on the page of a person; the lists have the others.
_NAMED = 5


@dataclass(frozen=True)
class Participation:
    """A deputy at the stations in a period.

    ``present`` is of the turns on days that were held, leaves included; ``heard`` counts matters. ``inspections``
    are the released ones of the stations the deputy belonged to that day, ``score`` their mean out of 100.
    """

    present: Rate
    leaves: int
    heard: int
    inspections: int
    score: Rate | None


def participation(deputyship: Deputyship, period: Period) -> Participation:
    """The same for any reader, of what is final: an inspection that was not released counts nowhere (3 queries)."""
    turns = Duty.objects.filter(period.as_q("day__day"), deputyship=deputyship, day__state=DayState.HELD)
    counted = turns.aggregate(
        n=Count("pk"),
        present=Count("pk", filter=Q(state=DutyState.PRESENT)),
        leaves=Count("pk", filter=Q(state=DutyState.LEAVE)),
    )
    heard = Matter.objects.filter(period.as_q_of_moments("received_at"), heard_by=deputyship).count()
    seen = Inspection.objects.released().filter(period.as_q("day"))
    scores = list(seen.where_sat(Q(station__deputies__deputyship=deputyship)).values_list("pk", "score"))
    known = [score for _key, score in scores if score is not None]
    return Participation(
        present=Rate(counted["present"], counted["n"], "次"),
        leaves=counted["leaves"],
        heard=heard,
        inspections=len(scores),
        score=Rate(int(sum(known) * 10), 1000 * len(known), "分") if known else None,
    )


def turns_of(person: Person, user: User) -> Section | None:
    """The turns of a person at reception days the user may see, with how many this year were kept (3 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    seen = ReceptionDay.objects.visible_to(user).order_by().values("pk")
    rows = Duty.objects.filter(deputyship__person=person, day__in=seen)
    count = rows.values("day").distinct().count()
    if not count:
        return None
    this_year = rows.filter(day__day__year=timezone.localdate().year, day__state=DayState.HELD).aggregate(
        n=Count("pk"), present=Count("pk", filter=Q(state=DutyState.PRESENT))
    )
    newest = rows.select_related("day__station").order_by("-day__day", "-pk")[:_NAMED]
    return Section(
        f"到站接待（今年应到 {this_year['n']} 次，到 {this_year['present']} 次）",
        "次",
        count,
        f"{reverse('reception_days:index')}?deputy={person.pk}",
        [_turn(row) for row in newest],
    )


def _turn(row: Duty) -> Line:
    url = reverse("reception_days:detail", args=[row.day.pk])
    return Line(row.day.station.name, url, row.day.day, str(row.get_state_display()))


def inspected_with(person: Person, user: User) -> Section | None:
    """Released inspections of the stations a person belonged to, which count for the person too (2 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    seat = Q(station__deputies__deputyship__person=person)
    rows = Inspection.objects.visible_to(user).released().where_sat(seat)
    count = rows.count()
    if not count:
        return None
    url = f"{reverse('station_inspections:index')}?state=released&deputy={person.pk}"
    lines = [_inspected(row) for row in rows.select_related("station")[:_NAMED]]
    return Section("所在联络站的检查", "次", count, url, lines)


def _inspected(row: Inspection) -> Line:
    url = reverse("station_inspections:detail", args=[row.pk])
    note = "　".join(part for part in (str(row.get_kind_display()), score_words(row)) if part)
    return Line(row.station.name, url, row.day, note)
