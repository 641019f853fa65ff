"""Activities that look like one that is about to be logged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from activities.models import Activity, ActivityKind
from activities.queries.log import recorded_between
from congress.accounts.models import User
from congress.search.text import bigrams, normalise

#: From this share of common pairs of characters on, two texts tell of the same thing (Dice).
_SAME_TEXT = 0.6
#: With the same person leading, less of the text has to agree.
_SAME_LEADER = 0.3
#: Records of those days that are compared, newest first.
_COMPARED = 300


@dataclass(frozen=True)
class Likeness:
    """An earlier record, and why it may be the same."""

    activity: Activity
    why: str


def likeness(one: str, other: str) -> float:
    """How many pairs of neighbouring characters two texts share: 0 none, 1 all."""
    a, b = set(bigrams(normalise(one))), set(bigrams(normalise(other)))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def duplicates_of(
    user: User,
    *,
    start_on: date,
    end_on: date,
    kind: ActivityKind,
    headline: str,
    text: str,
    leaders: Collection[int] = (),
    token: UUID | None = None,
) -> list[Likeness]:
    """Recorded activities of the same days with the same leader or a similar text, likest first (2 queries).

    ``leaders`` are keys of the person named first; ``token`` the submission itself.
    """
    rows = recorded_between(user, start_on, end_on).select_related("kind", "recorded_by")
    if token is not None:
        rows = rows.exclude(token=token)
    found: list[tuple[float, Likeness]] = []
    for row in rows.prefetch_related("participations").order_by("-pk")[:_COMPARED]:
        share = max(likeness(headline, row.headline), likeness(text, row.text))
        first = next((part.person_id for part in row.participations.all()), None)
        led = first is not None and first in leaders
        if share >= _SAME_TEXT:
            found.append(
                (share, Likeness(row, "同一天、同一位领导，文字相近" if led else "同一天，文字相近"))
            )
        elif led and (row.kind_id == kind.pk or share >= _SAME_LEADER):
            found.append((share, Likeness(row, "同一天、同一位领导")))
    return [like for _share, like in sorted(found, key=lambda pair: -pair[0])[:5]]
