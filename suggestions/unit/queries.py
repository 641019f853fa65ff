"""The parts of a unit with what is needed to say what comes next."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Least

from congress.accounts.models import User
from suggestions.enums import BUSY_STATES, ClockKind, CommitmentState, HandlingState
from suggestions.models import Clock, Commitment, Contact, Handling, Suggestion
from suggestions.models.handling import HandlingQuerySet

#: Behind every day that is written 2026-11-23, for parts without a time limit.
_NO_DAY = "9"


def with_progress(rows: HandlingQuerySet) -> HandlingQuerySet:
    """Parts with their running clocks (``running``), contacts, reply and promise (2 queries more)."""
    clocks = Clock.objects.running().order_by("due_on", "id")
    contacts = Contact.objects.only("handling_id", "stage", "answer")
    return rows.select_related(
        "suggestion__lead__person", "reply_given__category", "reply_given__commitment"
    ).prefetch_related(
        Prefetch("clocks", clocks, to_attr="running"), Prefetch("contacts", contacts, to_attr="recorded")
    )


def with_due(rows: HandlingQuerySet) -> HandlingQuerySet:
    """Parts with ``due``, the nearest day by which the unit owes something, and ``turn`` to order by.

    What waits to be signed for comes first, then what is due first.
    """
    clocks = Clock.objects.running().filter(handling=OuterRef("pk")).order_by("due_on")
    promises = Commitment.objects.filter(reply__handling=OuterRef("pk"), state=CommitmentState.OPEN)
    clock, promise = (
        Subquery(source[:1], output_field=DateField())
        for source in (clocks.values("due_on"), promises.values("promised_on"))
    )
    either: Any = Least(Coalesce(clock, promise), Coalesce(promise, clock))
    first = Case(When(state=HandlingState.ASSIGNED, then=Value("0")), default=Value("1"))
    return rows.annotate(due=either).annotate(
        turn=Concat(
            first,
            Coalesce(Cast("due", CharField()), Value(_NO_DAY)),
            output_field=CharField(),
        )
    )


def list_rows(user: User) -> HandlingQuerySet:
    """The rows of the unit's list: everything it was given and still has, or had to the end."""
    return with_due(with_progress(Handling.objects.of_unit(user).live()))


def waiting(user: User) -> HandlingQuerySet:
    """The parts with which the unit itself has something to do, the most pressing first."""
    rows = Handling.objects.of_unit(user).live().exclude(state=HandlingState.RETURN_ASKED)
    visit = Clock.objects.running().filter(handling=OuterRef("pk"), kind=ClockKind.FOLLOW_UP)
    promise = Commitment.objects.filter(reply__handling=OuterRef("pk"), state=CommitmentState.OPEN)
    own = Q(state__in=BUSY_STATES) | Exists(visit) | Exists(promise)
    return with_due(with_progress(rows.filter(own))).order_by(F("turn"), "pk")


def parts_for(user: User, suggestion: Suggestion) -> list[Handling]:
    """The user's parts in the present round of a suggestion, and earlier ones whose promise is not kept yet."""
    rows = Handling.objects.of_unit(user).live().filter(suggestion=suggestion)
    open_promise = Q(reply_given__commitment__state__in=[CommitmentState.OPEN, CommitmentState.REPORTED])
    return list(
        with_progress(rows.filter(Q(round=F("suggestion__round")) | open_promise)).order_by("-round", "pk")
    )
