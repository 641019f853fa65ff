"""How long each step takes on the average."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from congress.figures.period import Period
from suggestions.enums import HandlingState, State
from suggestions.figures.dimensions import DIMENSIONS, split
from suggestions.figures.measuring import PART_STEPS, RANK, STEP_LABELS, STEPS, Days
from suggestions.models import Handling, Suggestion
from suggestions.queries.scopes import Scope
from tests.suggestions.cast import make_cast
from tests.suggestions.figures.records import put

pytestmark = pytest.mark.django_db
YEAR = Scope(Period.between(date(2026, 1, 1), date(2026, 11, 22)))


def days() -> dict[str, tuple[int, Decimal | None]]:
    """How many took each step, and the mean."""
    rows = Suggestion.objects.all()
    found: dict[str, Days] = {}
    for key, steps in (("category", STEPS), ("unit", PART_STEPS)):
        found |= split(rows, YEAR, DIMENSIONS[key], RANK, with_places=1, steps=steps).days
    return {label: (found[label].count, found[label].mean) for label in STEP_LABELS}


def test_the_mean_of_all_and_not_of_the_means_of_groups() -> None:
    cast = make_cast()
    put(cast, 3, days_to_reply=10)
    put(cast, 1, unit=cast.units[1], days_to_reply=50)
    assert days() == {
        "提交到交办": (4, Decimal("2.0")),
        "交办到签收": (4, Decimal("0.0")),
        "交办到答复": (4, Decimal("20.0")),
        "答复到评价": (4, Decimal("1.0")),
        "办结到销号": (4, Decimal("1.0")),
    }


def test_every_round_takes_its_days_and_a_part_taken_back_none() -> None:
    """A unit that is asked again is ranked once for it, but it took both rounds; one that gave its part back none."""
    cast = make_cast()
    row = put(cast, 1, days_to_reply=10)[0]
    first = Handling.objects.get(suggestion=row)
    again = {
        "suggestion": row,
        "round": 2,
        "assigned_at": first.assigned_at,
        "accepted_at": first.accepted_at,
    }
    for unit, state, took in ((0, HandlingState.ANSWERED, 30), (1, HandlingState.REASSIGNED, 70)):
        is_live = state == HandlingState.ANSWERED
        Handling.objects.create(
            organ=cast.units[unit],
            organ_name=cast.units[unit].name,
            part=first.part if is_live else "split",
            state=state,
            answered_at=first.assigned_at + timedelta(days=took) if is_live else None,
            over_at=None if is_live else first.assigned_at + timedelta(days=took),
            **again,
        )
    assert days()["交办到答复"] == (2, Decimal("20.0"))
    assert days()["交办到签收"][0] == 2
    units = split(Suggestion.objects.all(), YEAR, DIMENSIONS["unit"], RANK, with_places=1).lines
    assert [(line.label, line.tally.count("received")) for line in units] == [(cast.units[0].short_name, 1)]


def test_nothing_taken_has_no_mean(client: Client) -> None:
    cast = make_cast()
    put(cast, 1, State.REGISTERED)
    assert set(days().values()) == {(0, None)}
    client.force_login(cast.leader)
    page = client.get("/suggestions/figures/?preset=custom&since=2026-01-01").content.decode()
    steps = page.partition("每一步平均用几天")[2]
    assert steps.count('<span class="rd-fig">—</span>') == len(STEP_LABELS)
