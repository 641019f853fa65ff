"""Who is proposed to sit in at a meeting of the standing committee (R105)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from activities.convocations.enums import Answer, ConvocationState
from activities.models import Callee, Sitting
from activities.taking_part.members import present_term, serving
from activities.taking_part.queries import sat_in_since
from congress.access.exceptions import Conflict
from deputies.models import Deputyship, GroupMembership, is_grassroots


@dataclass(frozen=True)
class Candidate:
    """A deputy who could be asked: how often already, from which group, whether 基层."""

    deputyship: Deputyship
    times: int
    group: int | None
    grassroots: bool


def propose(sitting: Sitting) -> list[Deputyship]:
    """Whom to ask: those with none first, 基层 up to their seats, then one of each group in turn.

    Nobody who has sat in this term, or is asked to another sitting ahead, is proposed while somebody has not.
    Raises ``Conflict`` without a term on the day.
    """
    candidates = _candidates(sitting)
    chosen: list[Candidate] = []
    of_group: Counter[int | None] = Counter()
    basic = 0
    for times in sorted({one.times for one in candidates}):
        tier = [one for one in candidates if one.times == times]
        while tier and len(chosen) < sitting.seats:
            wanted = [one for one in tier if one.grassroots] if basic < sitting.grassroots_seats else []
            best = min(wanted or tier, key=lambda one: of_group[one.group])
            tier.remove(best)
            chosen.append(best)
            of_group[best.group] += 1
            basic += best.grassroots
    return [one.deputyship for one in chosen]


def _candidates(sitting: Sitting) -> list[Candidate]:
    """Everybody who can sit in, by name (6 queries)."""
    term = present_term(sitting.on)
    if term is None:
        raise Conflict("这一天不在本区人大的任何一届里，请先在届次里登记")
    times = times_of(term.starts_on, apart_from=sitting)
    grassroots = set(serving(sitting.on).filter(is_grassroots()).values_list("pk", flat=True))
    seats = GroupMembership.objects.in_force(sitting.on).filter(deputyship=OuterRef("pk"), is_main=True)
    rows = serving(sitting.on).annotate(main_group=Subquery(seats.values("group")[:1]))
    return [
        Candidate(row, times[row.person_id], row.main_group, row.pk in grassroots)
        for row in rows.select_related("person").order_by("person__pinyin", "pk")
    ]


def times_of(since: date, *, apart_from: Sitting | None = None) -> Counter[int]:
    """By person how often somebody sat in since a day, and is asked to sittings that are still ahead (3 queries)."""
    attended = sat_in_since(since).values_list("deputyship__person", "activity").distinct()
    times = Counter(person for person, _activity in attended)
    ahead = Sitting.objects.open().filter(on__gte=since)
    if apart_from is not None:
        ahead = ahead.exclude(pk=apart_from.pk)
    times.update(ahead.filter(invited__isnull=False).values_list("invited__person", flat=True))
    called = (
        Callee.objects.called()
        .exclude(answer=Answer.LEAVE)
        .filter(
            convocation__state__in=(ConvocationState.DRAFT, ConvocationState.SENT),
            convocation__sitting__isnull=False,
            convocation__start_on__gte=since,
        )
    )
    times.update(called.values_list("deputyship__person", flat=True))
    return times
