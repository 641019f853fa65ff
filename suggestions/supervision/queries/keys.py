"""Reads of key supervision: what is supervised by whom, which departments have most open (R203, R206, R225)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from deputies.enums import PostContext, Standing
from deputies.models import Deputyship, Person, Post
from suggestions.enums import OPEN_STATES
from suggestions.models import (
    Handling,
    KeySupervision,
    KeySupervisionQuerySet,
    PlanStep,
    Suggestion,
    SuggestionQuerySet,
)
from suggestions.supervision.enums import KEY_STATES, KeyState
from suggestions.supervision.queries.gates import gate_rows

#: Departments named in the report.
_MOST = 10


def led_q(user: User) -> Q:
    """Suggestions this user leads the supervision of."""
    own = KeySupervision.objects.filter(suggestion=OuterRef("pk"), leader__user=user, state__in=KEY_STATES)
    return Q(Exists(own))


def committees_of(user: User) -> list[int]:
    """The committees this user works for."""
    held = user.assignments_today
    return [a.organ_id for a in held if a.role == Role.COMMITTEE and a.organ_id is not None]


def supervised_rows(user: User) -> SuggestionQuerySet:
    """What somebody supervises: every key suggestion in scope, for a committee all of its field."""
    wanted = Q(is_key=True)
    if committees := committees_of(user):
        wanted |= Q(committee_id__in=committees)
    rows = Suggestion.objects.visible_to(user).filter(wanted, assigned_or_key())
    return rows.defer("situation", "proposal", "search_text")


def assigned_or_key() -> Q:
    """Handed over, or chosen as a key one before that."""
    return Q(assigned_at__isnull=False) | Q(is_key=True)


def key_share(user: User, year: int) -> Rate:
    """How many of a year's suggestions are key ones (R206)."""
    counted = gate_rows(user, year).aggregate(n=Count("pk"), key=Count("pk", filter=Q(is_key=True)))
    return Rate(counted["key"], counted["n"])


@dataclass(frozen=True)
class LeaderLine:
    """One leader: how many key suggestions, how many of them open, how many late."""

    person: Person
    total: int
    open: int
    late: int


def leader_lines(user: User, year: int, today: date) -> list[LeaderLine]:
    """The key suggestions of a year by who leads their supervision (one query)."""
    keys = KeySupervision.objects.visible_to(user).filter(year=year, state__in=KEY_STATES)
    is_open = Q(led_supervisions__suggestion__state__in=OPEN_STATES)
    people: Any = (
        Person.objects.filter(led_supervisions__in=keys)
        .annotate(
            total=Count("led_supervisions"),
            going=Count("led_supervisions", filter=is_open),
            late=Count(
                "led_supervisions", filter=is_open & Q(led_supervisions__suggestion__due_on__lt=today)
            ),
        )
        .order_by("-going", "name_key", "pk")
    )
    return [LeaderLine(one, one.total, one.going, one.late) for one in people]


@dataclass(frozen=True)
class UnitLine:
    """One department: how many open suggestions it handles, how many of them key, how many late."""

    pk: int
    name: str
    open: int
    key: int
    late: int


def busiest_units(user: User, today: date) -> list[UnitLine]:
    """The departments with most open suggestions, for a special push (专题推进, R225; one query)."""
    parts = Handling.objects.live().filter(
        suggestion__in=Suggestion.objects.visible_to(user).open().values("pk"), round=F("suggestion__round")
    )
    rows = (
        parts.order_by()
        .values("organ_id", "organ__short_name")
        .annotate(
            n=Count("suggestion", distinct=True),
            key=Count("suggestion", distinct=True, filter=Q(suggestion__is_key=True)),
            late=Count("suggestion", distinct=True, filter=Q(suggestion__due_on__lt=today)),
        )
        .order_by("-n", "organ_id")[:_MOST]
    )
    return [
        UnitLine(row["organ_id"], row["organ__short_name"], row["n"], row["key"], row["late"]) for row in rows
    ]


# --- whom one can choose ------------------------------------------------------------------------------
def congress_leaders(on: date) -> QuerySet[Person]:
    """Leaders of the standing committee, in protocol order (牵头督办)."""
    return _in_office(on, PostContext.CONGRESS)


def government_leaders(on: date) -> QuerySet[Person]:
    """Leaders of the government (牵头领办)."""
    return _in_office(on, PostContext.GOVERNMENT)


def _in_office(on: date, context: PostContext) -> QuerySet[Person]:
    posts = Post.objects.in_force(on).filter(person=OuterRef("pk"), context=context, order__isnull=False)
    people = Person.objects.filter(Exists(posts), standing=Standing.LOCAL).annotate(
        rank=posts.order_by("order").values("order")[:1]
    )
    return people.order_by("rank", "pk")


def committees(on: date) -> QuerySet[Organ]:
    """Committees that supervise."""
    return Organ.objects.active(on).filter(kind=OrganKind.COMMITTEE)


def units(on: date) -> QuerySet[Organ]:
    """Departments and others that handle suggestions."""
    kinds = [
        OrganKind.DEPARTMENT,
        OrganKind.TOWN_GOVERNMENT,
        OrganKind.GOVERNMENT,
        OrganKind.COURT,
        OrganKind.PROCURATORATE,
        OrganKind.PARTY,
        OrganKind.ENTERPRISE,
        OrganKind.OTHER,
    ]
    return Organ.objects.active(on).filter(kind__in=kinds)


def procuratorates(on: date) -> QuerySet[Organ]:
    """Where a clue can go."""
    return Organ.objects.active(on).filter(kind=OrganKind.PROCURATORATE)


def deputies_in_force(on: date) -> QuerySet[Deputyship]:
    """Deputies who can take part."""
    return Deputyship.objects.in_force(on).select_related("person", "term__area").order_by("person__pinyin")


# --- what waits ---------------------------------------------------------------------------------------
def candidates(user: User) -> KeySupervisionQuerySet:
    """Those that wait for the 主任会议, oldest first."""
    rows = KeySupervision.objects.visible_to(user).filter(state=KeyState.CANDIDATE)
    related = ("suggestion__lead__person", "suggestion__committee")
    return rows.select_related(*related).prefetch_related("criteria").order_by("recommended_at", "pk")


def waiting_steps(user: User, until: date) -> QuerySet[PlanStep]:
    """Steps up to a day that are not done, of plans this user keeps or leads."""
    mine = Q(supervision__in=KeySupervision.objects.planned_by(user).values("pk"))
    mine |= Q(supervision__leader__user=user)
    rows = PlanStep.objects.waiting().filter(mine, on__lte=until)
    return rows.select_related("supervision__suggestion").order_by("on", "pk")


def steps_of(user: User) -> QuerySet[PlanStep]:
    """Steps in which this deputy takes part, of key supervisions that were chosen."""
    return PlanStep.objects.filter(deputies__person__user=user, supervision__state__in=KEY_STATES)
