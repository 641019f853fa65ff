"""Figures as of a chosen day are what they were on that day, whatever came later (R308)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress.figures.period import Period
from suggestions import operations
from suggestions.enums import Part, Rating, State
from suggestions.figures.dimensions import DIMENSIONS, lines
from suggestions.figures.measuring import CITIZENS, CORE, FIRST, KEPT, STAGES, tally
from suggestions.models import MatterSuggestion, Suggestion
from suggestions.queries.asking import FigureFilter
from suggestions.queries.conditions import CONDITIONS
from suggestions.queries.scopes import SERIES, Asked, Scope, UnknownScope
from tests.liaison_stations.stage import make_matter, make_station
from tests.suggestions.cast import START, Cast, answer, make_cast, make_suggestion, rate
from tests.suggestions.figures.records import put

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2025, 1, 1)


def scope(on: date) -> Scope:
    return Scope(Period.between(FIRST_DAY, on))


def holds(on: date) -> set[str]:
    """Which conditions hold for the only suggestion at the end of a day."""
    rows = Suggestion.objects.all()
    return {key for key, c in CONDITIONS.items() if Asked(scope(on), c).rows(rows).count() == 1}


def day(cast: Cast) -> date:
    return timezone.localdate(cast.clock)


def test_each_day_keeps_what_was_so_on_it() -> None:
    """不满意, redo, 满意, strike-off, reopening: a later step never changes an earlier day's figures."""
    cast = make_cast()
    days: list[tuple[date, set[str]]] = []

    def note(*expected: str) -> None:
        days.append((day(cast), set(expected)))
        cast.later(days=1)

    row = make_suggestion(cast, State.REGISTERED)
    note("received", "open")
    row = operations.assign(
        suggestion=row,
        actor=cast.keeper,
        units=[operations.UnitPart(cast.units[0], Part.LEAD)],
        at=cast.clock,
    )
    note("received", "open", "assigned")
    answer(cast, row, "B")
    note("received", "open", "assigned", "signed", "answered", "promised", "unrated", "due", "in_time")
    rate(cast, row, Rating.UNSATISFIED)
    bad = {"received", "open", "assigned", "signed", "answered", "promised", "due", "in_time"}
    bad |= {"rated", "unsatisfied", "first_unsatisfied"}
    note(*bad)
    answer(cast, row, "A")
    note(*(bad - {"promised"} | {"solved"}))
    rate(cast, row, Rating.SATISFIED)
    good = {
        "received",
        "finished",
        "assigned",
        "signed",
        "answered",
        "solved",
        "rated",
        "satisfied",
        "attitude",
    }
    good |= {"first_unsatisfied", "due", "in_time"}
    note(*good)
    row = Suggestion.objects.get(pk=row.pk)
    operations.strike_off(suggestion=row, actor=cast.keeper, checked="看过", at=cast.clock)
    note(*good, "closed")
    operations.reopen(suggestion=row, actor=cast.keeper, reason="又堵了", at=cast.clock)
    note(*(good - {"finished"} | {"open"}))
    for on, expected in days:
        assert holds(on) == expected, on
    assert holds(day(cast)) == days[-1][1]


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.MERGED, State.DIVERTED])
def test_what_left_counts_until_it_left(state: str) -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REGISTERED)
    before = day(cast)
    cast.later(days=2)
    if state == State.WITHDRAWN:
        operations.withdraw(suggestion=row, actor=cast.deputy, reason="已解决", at=cast.clock)
    elif state == State.DIVERTED:
        operations.divert(
            suggestion=row, actor=cast.keeper, channel="petition", reason="个人诉求", at=cast.clock
        )
    else:
        other = make_suggestion(cast, State.REGISTERED)
        operations.merge(suggestion=row, actor=cast.keeper, into=other, at=cast.clock)
    asked = Asked(scope(before), CONDITIONS["open"])
    assert list(asked.rows(Suggestion.objects.all())) == [row]
    later = Asked(scope(day(cast)), CONDITIONS["received"])
    assert row not in later.rows(Suggestion.objects.all())


def test_a_reply_is_late_from_the_day_after_its_last() -> None:
    cast = make_cast()
    put(cast, 1, days_to_reply=95)
    last = timezone.localdate(START) + timedelta(days=91)
    assert "due" not in holds(last)
    assert {"due", "late"} <= holds(last + timedelta(days=1))
    assert {"due", "late", "answered"} <= holds(last + timedelta(days=30))


def test_promises_count_from_the_day_after_they_fall_due() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    answer(cast, row, "B", promised_on=timezone.localdate(cast.clock) + timedelta(days=60))
    promise = row.commitments.get()
    assert "promise_due" not in holds(promise.promised_on)
    after = promise.promised_on + timedelta(days=1)
    assert "promise_due" in holds(after)
    kept_at = START + timedelta(days=90)
    operations.check_commitment(commitment=promise, actor=cast.keeper, kept=True, note="看过", at=kept_at)
    assert "promise_kept" not in holds(after)
    assert "promise_kept" in holds(timezone.localdate(kept_at))


def test_double_satisfaction_needs_both() -> None:
    """R221, R222: 对答复满意 and 对落实不满意 is no 双满意; nor is the deputy's verdict alone."""
    cast = make_cast()
    rows = put(cast, 4)
    when = START + timedelta(days=100)
    station = make_station()
    for row, deed in zip(rows, ("satisfied", "dissatisfied", ""), strict=False):
        MatterSuggestion.objects.create(
            matter=make_matter(station),
            suggestion=row,
            reply_rating="satisfied",
            rated_at=when,
            deed_rating=deed,
            deed_rated_at=when + timedelta(days=30) if deed else None,
        )

    def counted(on: datetime) -> tuple[list[int], str]:
        found = tally(Suggestion.objects.all(), scope(timezone.localdate(on)), CITIZENS, with_places=1)
        return [found.count(key) for key in CITIZENS], str(found.rate("both_satisfied").rate)

    assert counted(when)[0] == [0, 0, 0, 0]
    assert counted(when + timedelta(days=30)) == ([2, 1, 2, 1], "50%")


RECORD = st.tuples(
    st.sampled_from(
        [State.REGISTERED, State.HANDLING, State.REPLIED, State.STUDY, State.EVALUATED, State.CLOSED]
    ),
    st.sampled_from(["A", "B", "C", "D"]),
    st.sampled_from([Rating.SATISFIED, Rating.BASICALLY, ""]),
    st.integers(0, 200),
    st.integers(1, 120),
    st.sampled_from(["between", "sentiment"]),
    st.integers(0, 2),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    records=st.lists(RECORD, min_size=1, max_size=8),
    on=st.integers(-210, 200),
    series=st.sampled_from(list(SERIES)),
)
def test_parts_make_the_whole(
    records: list[tuple[str, str, str, int, int, str, int]], on: int, series: str
) -> None:
    """收集 = 在办 + 办结 on any day, every number is the length of its list, and tables add up to the whole."""
    with transaction.atomic():
        cast = make_cast()
        for state, letter, rating, ago, reply, occasion, unit in records:
            if state == State.STUDY:
                rating = Rating.UNSATISFIED
            at: datetime = START - timedelta(days=ago)
            put(
                cast,
                1,
                state,
                letter=letter,
                rating=rating,
                registered_at=at,
                days_to_reply=reply,
                occasion=occasion,
                unit=cast.units[unit],
            )
        end = timezone.localdate(START) + timedelta(days=on)
        asked = Scope(Period.between(date(2025, 1, 1), end), series)
        rows = Suggestion.objects.all()
        found = tally(rows, asked, KEPT, FIRST, CITIZENS, STAGES, with_places=1)
        assert found.count("open") + found.count("finished") == found.count("received")
        assert found.count("rated") + found.count("unrated") == found.count("answered")
        for key in CONDITIONS:
            assert found.count(key) == len(Asked(asked, CONDITIONS[key]).rows(rows)), key
        for key in ("category", "month", "town", "unit", "occasion"):
            split = [
                line for line in lines(rows, asked, DIMENSIONS[key], CORE, with_places=1) if not line.depth
            ]
            total = found.count("assigned" if key == "unit" else "received")
            assert sum(line.tally.count("received") for line in split) == total, key
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nothing",
        "open.2026-01-01",
        "open.2026-13-01.2026-11-22.suggestions",
        "open.2026-12-01.2026-11-22.suggestions",
        "open.0001-01-01.9999-12-31.suggestions",
        "open.2026-01-01.2026-11-22.everything",
        "huge.2026-01-01.2026-11-22.suggestions",
        "open.2026-01-01.2026-11-22.suggestions.unit-999999",
        "open.2026-01-01.2026-11-22.suggestions.unit-x",
        "open.2026-01-01.2026-11-22.suggestions.colour-red",
        "open.2026-01-01.2026-11-22.suggestions.month-2026-13",
    ],
)
def test_an_address_nobody_made_is_refused(token: str) -> None:
    with pytest.raises(UnknownScope):
        Asked.parse(token)
    errors = FigureFilter(label="统计口径").field.widget.optgroups("figure", [token])
    assert errors


def test_an_address_says_what_it_asks() -> None:
    cast = make_cast()
    asked = Asked(scope(date(2026, 5, 31)).narrowed("unit", cast.units[0].pk), CONDITIONS["finished"])
    assert Asked.parse(asked.token).token == asked.token
    assert str(Asked.parse(asked.token)) == (
        f"办结（代表建议，{cast.units[0].short_name}，2025年1月1日—2026年5月31日）"
    )
