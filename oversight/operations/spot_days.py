"""A day on which the standing committee went to see for itself: entered once, it stands in the log with who was there,
and the deputies' registers follow from there.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from activities.models import Activity, ActivityKind
from activities.operations import record_activity
from activities.parts import Part
from activities.queries import standing_committee
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from deputies.models import Deputyship, Person


def kind_of_entry(code: str, name: str) -> ActivityKind:
    """A kind of the log by its code, or the one the district gave this name; ``Conflict`` where there is neither."""
    kinds = ActivityKind.objects
    row = kinds.filter(code=code).first() or kinds.filter(name=name).first()
    if row is None:
        raise Conflict(f"工作记录的类别里没有{name}，请办公室在类别里加上")
    return row


def log_day(
    *,
    actor: User,
    kind: tuple[str, str],
    on: date,
    place: str,
    topic: str,
    doing: str,
    told: str,
    members: Collection[Person],
    deputies: Collection[Deputyship],
    manner: str,
) -> Activity:
    """Write it into the log. ``doing`` follows the committee's name in the headline, ``told`` in the text.

    ``kind`` is the code and the name of the kind of entry, ``manner`` as what members of the committee took part.
    ``Conflict`` where the log has no such kind.
    """
    committee = standing_committee()
    return record_activity(
        actor=actor,
        start_on=on,
        kind=kind_of_entry(*kind),
        headline=f"{committee}{doing}",
        topic=topic,
        organiser=committee,
        place=place,
        text=f"{on.month}月{on.day}日，{committee}{told}",
        participations=[Part(manner=manner, person=one) for one in members],
        deputies=list(deputies),
    )
