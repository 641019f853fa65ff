"""Reads of tests of satisfaction: who can lead and sit in panels, what is complete, what ballots came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.organs.enums import OrganKind
from deputies.models import Deputyship, Person, Post
from suggestions.models import (
    Handling,
    Panel,
    PanelCandidate,
    PanelMember,
    PanelMemberKind,
    PanelResult,
    PanelRound,
    Suggestion,
)
from suggestions.panels.composition import missing
from suggestions.panels.enums import CandidateState, EventKind
from suggestions.supervision import rules as supervision
from suggestions.supervision.queries.keys import congress_leaders


def vice_chairs(on: date) -> QuerySet[Person]:
    """Deputy chairpersons of the standing committee, who lead panels (R228)."""
    posts = Post.objects.in_force(on).filter(title__contains="副主任")
    return congress_leaders(on).filter(posts__in=posts).distinct()


def committee_heads(on: date) -> QuerySet[Person]:
    """Heads of the committees, who assist them."""
    posts = Post.objects.in_force(on).filter(title__endswith="主任", organ__kind=OrganKind.COMMITTEE)
    rows = Person.objects.filter(posts__in=posts.exclude(title__contains="副主任"))
    return rows.distinct().order_by("name_key", "pk")


def offered(round: PanelRound, user: User) -> QuerySet[Suggestion]:
    """Suggestions of the user's own supervision that were handed over, not recommended yet, newest first (R227)."""
    there = round.candidates.order_by().values("suggestion")
    parts = Handling.objects.live().replying().order_by().values("suggestion")
    rows = Suggestion.objects.visible_to(user).filter(supervision.recommend.as_q(user), pk__in=parts)
    return rows.exclude(pk__in=there).only("title", "number_text", "kind").order_by("-pk")


def answering(suggestion: Suggestion) -> Handling | None:
    """The unit's part that answers for a suggestion now."""
    parts = suggestion.handlings.live().replying().select_related("organ")
    return parts.order_by("-round", "pk").first()


def people_named(names: Iterable[str], on: date) -> dict[str, list[Person]]:
    """Whom these names can mean: deputies in office and people with an account (one query)."""
    held = Deputyship.objects.in_force(on).order_by().values("person")
    found: dict[str, list[Person]] = {}
    rows = Person.objects.filter(Q(pk__in=held) | Q(user__isnull=False), name__in=list(names))
    for person in rows.order_by("pk"):
        found.setdefault(person.name, []).append(person)
    return found


def least_of_kinds() -> list[tuple[str, int]]:
    """How many of each kind a panel needs (one query)."""
    return list(PanelMemberKind.objects.filter(active=True, least__gt=0).values_list("name", "least"))


def faults_of(panel: Panel, least: list[tuple[str, int]]) -> list[str]:
    """What the panel lacks; its members with their kinds are loaded already."""
    row = panel.round
    counted = Counter(member.kind.name for member in panel.members.all())
    return missing(counted, least, at_least=row.min_members, leaders_count=row.leaders_count)


def panels_of(round: PanelRound) -> list[Panel]:
    """The panels with their people and what each tests (five queries)."""
    members = PanelMember.objects.select_related("kind", "person").order_by("kind__order", "pk")
    tested = PanelCandidate.objects.select_related("suggestion").order_by("pk")
    rows = round.panels.select_related("round", "leader", "deputy_leader").prefetch_related(
        Prefetch("members", members), Prefetch("candidates", tested), "events"
    )
    return list(rows.order_by("pk"))


def not_startable(round: PanelRound) -> list[str]:
    """Why the round cannot start, in words; empty when it can."""
    panels, least = panels_of(round), least_of_kinds()
    faults = [] if panels else ["还没有测评组"]
    for panel in panels:
        faults += [f"{panel}{fault}" for fault in faults_of(panel, least)]
        if not panel.candidates.all():
            faults.append(f"{panel}还没有分到测评的建议")
    left = round.candidates.chosen().filter(panel=None).count()
    if left:
        faults.append(f"还有 {left} 件建议没有分到测评组")
    return faults


def next_due(round: PanelRound) -> list[EventKind]:
    """Which of 动员培训 and 听取报告 is still to be recorded, in order (one query)."""
    held = set(round.events.values_list("kind", flat=True))
    return [kind for kind in (EventKind.TRAINING, EventKind.REPORT) if kind not in held]


@dataclass(frozen=True)
class Summary:
    """What the year came to: how many were tested and reached the mark, and the lowest rate (R232)."""

    recommended: int
    chosen: int
    tested: int
    met: int
    lowest: Rate | None


def summary(round: PanelRound) -> Summary:
    """Over the first ballots of the round (two queries)."""
    states = Counter(round.candidates.order_by().values_list("state", flat=True))
    first = list(PanelResult.objects.published().filter(candidate__round=round, turn=1))
    rates = [one.rate for one in first if one.whole]
    lowest = min(rates, key=lambda rate: rate.value or 0, default=None)
    return Summary(
        recommended=sum(states.values()),
        chosen=states[CandidateState.CHOSEN],
        tested=len(first),
        met=sum(bool(one.passed) for one in first),
        lowest=lowest,
    )
