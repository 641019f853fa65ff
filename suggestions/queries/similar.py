"""Earlier suggestions about the same thing, by the words of the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, Value, When

from congress.accounts.models import User
from congress.search.text import normalise
from suggestions.enums import State
from suggestions.models import Suggestion

#: What most titles say, whatever they are about.
_EVERYWHERE = re.compile(
    r"关于|的?(建议|议案|批评|意见|问题|工作)|进一步|加快|推进|加强|完善|增设|解决|建设|改善|提升|规范"
    r"|(全|我|本)(区|市|镇|街道)|[^\w]|[的和与在对及等]"
)
#: Pairs of characters that are looked for; a long text says early what it is about.
_MOST_PAIRS = 16
#: The share of the pairs a title has in common with what is alike.
_SHARE = 0.4
_NOT_YET = (State.DRAFT, State.WITHDRAWN)


@dataclass(frozen=True)
class Likeness:
    """An earlier suggestion and how much of the words it shares; ``readable`` when the user may open it."""

    suggestion: Suggestion
    shared: int
    readable: bool


def similar(user: User, text: str, exclude: int | None = None, limit: int = 5) -> Sequence[Likeness]:
    """Submitted suggestions, of whomever, whose titles are like the text; the most alike first (2 queries).

    Whoever may not open one still learns its title and state, so that the same is not put twice (R224).
    """
    pairs = telling_pairs(text)
    if not pairs:
        return []
    score = sum(
        (Case(When(search_text__contains=pair, then=Value(1)), default=Value(0)) for pair in pairs),
        start=Value(0, output_field=IntegerField()),
    )
    any_pair = Q()
    for pair in pairs:
        any_pair |= _has(pair)
    needed = max(2, ceil(len(pairs) * _SHARE)) if len(pairs) > 1 else 1
    rows = (
        Suggestion.objects.exclude(state__in=_NOT_YET)
        .exclude(pk__in=[exclude] if exclude else [])
        .filter(any_pair)
        .annotate(shared=score)
        .filter(shared__gte=needed)
        .order_by(F("shared").desc(), "-id")[:limit]
    )
    found = list(rows)
    mine = set(
        Suggestion.objects.visible_to(user)
        .filter(pk__in=[row.pk for row in found])
        .values_list("pk", flat=True)
    )
    return [Likeness(row, row.shared, row.pk in mine) for row in found]  # type: ignore[attr-defined]


def telling_pairs(text: str) -> list[str]:
    """The pairs of characters that say what a text is about, in the order of the text."""
    pieces = _EVERYWHERE.sub(" ", normalise(text)).split()
    pairs = dict.fromkeys(piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1))
    return list(pairs)[:_MOST_PAIRS]


def _has(pair: str) -> Q:
    """On PostgreSQL the index over pairs narrows the rows first."""
    if connection.vendor == "postgresql":
        return Q(search_text__has_bigrams=[pair])
    return Q(search_text__contains=pair)
