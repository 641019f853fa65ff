"""Suggestions written in bulk, as the operations would have left them, for figures over thousands of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from congress.organs.models import Area, Organ, Session
from suggestions.enums import (
    FINISHED_STATES,
    ClockKind,
    HandlingState,
    Occasion,
    Part,
    Rating,
    State,
)
from suggestions.models import Category, Clock, Evaluation, Handling, Reply, ReplyCategory, Suggestion
from tests.suggestions.cast import START, Cast

_numbers = count(1)
_ANSWERED = frozenset({State.REPLIED, State.STUDY, *FINISHED_STATES})


def put(
    cast: Cast,
    number: int,
    state: str = State.CLOSED,
    *,
    letter: str = "A",
    rating: str = Rating.SATISFIED,
    registered_at: datetime = START,
    occasion: str = Occasion.BETWEEN,
    session: Session | None = None,
    category: Category | None = None,
    unit: Organ | None = None,
    area: Area | None = None,
    days_to_reply: int = 30,
    **facts: Any,
) -> list[Suggestion]:
    """So many suggestions in one state, a day for each step, a unit with its reply and the deputy's verdict.

    Without a ``rating`` they were finished without a verdict. The time limit of the reply is 90 days.
    """
    category = category or cast.category
    unit = unit or cast.units[0]
    reply_category = ReplyCategory.objects.get(letter=letter)
    steps = _moments(state, registered_at, days_to_reply, bool(rating))
    rows = []
    for _ in range(number):
        serial = next(_numbers)
        row = Suggestion(
            title=f"第{serial}件",
            situation="情况",
            proposal="建议",
            lead=cast.lead,
            gate=cast.district,
            state=state,
            number=serial,
            number_key=f"bulk{occasion}",
            number_text=f"2026-{serial:05}",
            strike_number=f"销2026-{serial:05}" if state == State.CLOSED else "",
            occasion=occasion,
            session=session,
            category=category,
            area=area or cast.town,
            submitted_at=registered_at - timedelta(days=1),
            registered_at=registered_at,
            **({"level": cast.lead.level} | facts),
            **steps,
        )
        if row.answered_at:
            row.reply_category = reply_category
        if row.evaluated_at:
            row.attitude = row.result = rating
        row.derive()
        rows.append(row)
    Suggestion.objects.bulk_create(rows)
    _give_parts(rows, unit)
    return rows


def _moments(state: str, start: datetime, days: int, is_rated: bool) -> dict[str, datetime]:
    if state == State.REGISTERED:
        return {}
    found = {"assigned_at": start + timedelta(days=1)}
    if state in _ANSWERED:
        found["replied_at"] = found["answered_at"] = start + timedelta(days=1 + days)
        after = found["answered_at"] + timedelta(days=1)
        if (state in FINISHED_STATES and is_rated) or state == State.STUDY:
            found["evaluated_at"] = after
        if state in FINISHED_STATES:
            found["finished_at"] = after
        if state == State.CLOSED:
            found["closed_at"] = after + timedelta(days=1)
    return found


def _give_parts(rows: list[Suggestion], unit: Organ) -> None:
    parts = [
        Handling(
            suggestion=row,
            organ=unit,
            organ_name=unit.name,
            part=Part.LEAD,
            state=HandlingState.ANSWERED if row.answered_at else HandlingState.ACCEPTED,
            assigned_at=row.assigned_at,
            accepted_at=row.assigned_at,
            answered_at=row.answered_at,
        )
        for row in rows
        if row.assigned_at
    ]
    Handling.objects.bulk_create(parts)
    Clock.objects.bulk_create([_limit(part) for part in parts])
    replies = [
        Reply(
            handling=part,
            category=part.suggestion.reply_category,
            text="答复",
            replied_on=timezone.localdate(part.answered_at),
            replied_at=part.answered_at,
        )
        for part in parts
        if part.answered_at
    ]
    Reply.objects.bulk_create(replies)
    Evaluation.objects.bulk_create(
        Evaluation(
            reply=reply,
            attitude=row.attitude,
            result=row.result,
            words="" if row.result != Rating.UNSATISFIED else "没有办",
            evaluated_on=timezone.localdate(row.evaluated_at),
            evaluated_at=row.evaluated_at,
        )
        for reply in replies
        if (row := reply.handling.suggestion).evaluated_at
    )


def _limit(part: Handling) -> Clock:
    began = timezone.localdate(part.assigned_at)
    return Clock(
        suggestion=part.suggestion,
        handling=part,
        kind=ClockKind.REPLY,
        started_on=began,
        span="90天",
        source="测试",
        due_on=began + timedelta(days=90),
        first_due_on=began + timedelta(days=90),
        stopped_on=timezone.localdate(part.answered_at) if part.answered_at else None,
        met=part.answered_at is not None,
    )


def new_token() -> str:
    """A token as a form carries it."""
    return str(uuid4())
