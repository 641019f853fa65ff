"""A whole session handed over in one act (专题交办): all or nothing, one notice for each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from congress.accounts.models import User
from congress.notices import operations as notices
from congress.organs.models import Organ
from suggestions.models import Handling, Suggestion
from suggestions.operations.assigning import UnitPart, hand_over
from suggestions.operations.shared import staff_of

#: So many titles stand in a notice; the unit's desk lists all.
_NAMED = 8


@dataclass(frozen=True)
class Item:
    """A suggestion and the units it goes to."""

    suggestion: Suggestion
    units: Sequence[UnitPart]


@transaction.atomic
def assign_all(*, items: Sequence[Item], actor: User, at: datetime | None = None) -> int:
    """Hand over every item, or none; how many units were told, each by one notice that lists its items.

    Raises ``ValidationError`` and ``Conflict`` as ``assign`` does, with the suggestion named.
    """
    given: dict[Organ, list[Handling]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.suggestion.pk):  # one order for everybody's locks
        try:
            _row, parts = hand_over(item.suggestion, actor, item.units, at, tells=False)
        except ValidationError as error:
            raise ValidationError(f"{item.suggestion.label}：{'；'.join(error.messages)}") from error
        for part in parts:
            given[part.organ].append(part)
    occasion = uuid4().hex
    for organ, parts in given.items():
        _tell(organ, parts, occasion)
    return len(given)


def _tell(organ: Organ, parts: Sequence[Handling], occasion: str) -> None:
    lines = [
        f"{part.suggestion.number_text}（{part.get_part_display()}）{part.suggestion.title}"
        for part in parts[:_NAMED]
    ]
    more = f"……共 {len(parts)} 件" if len(parts) > _NAMED else ""
    url = reverse("suggestions:unit")
    notices.send(
        to=staff_of(organ),
        title=f"专题交办 {len(parts)} 件，请签收",
        text="；".join(lines) + more,
        url=url,
        key=f"assign_all:{occasion}:{organ.pk}",
    )
