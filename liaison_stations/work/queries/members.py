"""Members of the standing committee at stations: receptions they took part in, visits they made (R136)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, Q, QuerySet, Subquery

from activities.enums import ActivityState, LedgerBook
from activities.models import Activity, Attendance, Participation
from congress.figures.period import Period
from deputies.enums import Standing
from deputies.models import Person
from deputies.standing_committee import held_posts
from liaison_stations.days.queries import HELD
from liaison_stations.enums import DutyState
from liaison_stations.models import Duty


@dataclass(frozen=True)
class Done:
    """What one person did in a period: receptions as a deputy on duty, visits by name or on the roll."""

    person: Person
    receptions: list[Duty]
    visits: list[Activity]


def members_on(period: Period) -> QuerySet[Person]:
    """Who of the district was a member of the standing committee on some day of the period, in protocol order."""
    posts = held_posts("pk", period.start, period.end)
    rows = Person.objects.filter(Exists(posts), standing=Standing.LOCAL)
    return rows.annotate(rank=Subquery(posts.values("order")[:1])).order_by(
        F("rank").asc(nulls_last=True), "name_key", "pk"
    )


def done_by(people: Collection[Person], period: Period) -> list[Done]:
    """Receptions and visits of these people in a period, newest first (3 queries)."""
    receptions: dict[int, list[Duty]] = defaultdict(list)
    duties = Duty.objects.filter(
        period.as_q("day__day"),
        deputyship__person__in=people,
        state=DutyState.PRESENT,
        day__state__in=HELD,
    )
    for duty in duties.select_related("day__station", "deputyship").order_by("-day__day", "-pk"):
        receptions[duty.deputyship.person_id].append(duty)
    visits: dict[int, dict[int, Activity]] = defaultdict(dict)
    asked = Q(activity__kind__book=LedgerBook.VISITS) & period.as_q("activity__start_on")
    named = Participation.objects.filter(asked, person__in=people, activity__state=ActivityState.RECORDED)
    for part in named.select_related("activity__kind"):
        visits[part.person_id][part.activity_id] = part.activity
    came = Attendance.objects.came().filter(
        asked, deputyship__person__in=people, activity__state=ActivityState.RECORDED
    )
    for row in came.select_related("activity__kind", "deputyship"):
        visits[row.deputyship.person_id][row.activity_id] = row.activity
    return [Done(one, receptions[one.pk], _newest_first(visits[one.pk].values())) for one in people]


def _newest_first(rows: Collection[Activity]) -> list[Activity]:
    return sorted(rows, key=lambda row: (row.start_on, row.pk), reverse=True)
