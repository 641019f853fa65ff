"""Which unit a suggestion belongs to, by history and by the register of organs; a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.search.text import normalise
from suggestions.enums import REPLYING_PARTS, HandlingState, Part
from suggestions.models import Handling, Suggestion
from suggestions.queries.similar import telling_pairs

#: Organs of the congress hand over and supervise; they do not handle.
_NOT_UNITS = (
    OrganKind.STANDING_COMMITTEE,
    OrganKind.OFFICE,
    OrganKind.COMMITTEE,
    OrganKind.TOWN_PRESIDIUM,
    OrganKind.SUBDISTRICT_COMMITTEE,
    OrganKind.PARTY_BODY,
)
_YEARS = 2
_NEWEST = 5000
#: So many pairs of characters of the title two suggestions share before they count as alike.
_ALIKE = 2
_MOST = 4


@dataclass(frozen=True)
class Recommendation:
    """A unit, the part it would have, and why."""

    organ: Organ
    part: Part
    reason: str


@dataclass(frozen=True)
class _Past:
    pairs: frozenset[str]
    category: int | None
    organ: int


def handling_organs() -> QuerySet[Organ]:
    """Organs that exist today and can be given a suggestion."""
    return Organ.objects.active(timezone.localdate()).exclude(kind__in=_NOT_UNITS)


class Recommender:
    """History and register, read once (2 queries), for one suggestion or a whole session."""

    def __init__(self) -> None:
        self.organs = {organ.pk: organ for organ in handling_organs()}
        since = timezone.now() - timedelta(days=365 * _YEARS)
        rows = Handling.objects.filter(assigned_at__gte=since, part__in=REPLYING_PARTS)
        rows = rows.exclude(state=HandlingState.REASSIGNED).order_by("-id")
        self.past = [
            _Past(frozenset(telling_pairs(title)), category, organ)
            for title, category, organ in rows.values_list(
                "suggestion__title", "suggestion__category_id", "organ_id"
            )[:_NEWEST]
        ]

    def recommend(self, row: Suggestion) -> list[Recommendation]:
        """The lead unit that handled what was like it, else what was in its category; then units the text names."""
        found = self._from_history(row)
        have = {one.organ.pk for one in found}
        for organ in self._named_in(row):
            if organ.pk in have:
                continue
            part = Part.CO if found else Part.LEAD
            found.append(Recommendation(organ, part, f"建议里提到{organ.short_name}"))
            have.add(organ.pk)
        return found[:_MOST]

    def _from_history(self, row: Suggestion) -> list[Recommendation]:
        pairs = frozenset(telling_pairs(row.title))
        alike = Counter(past.organ for past in self.past if len(past.pairs & pairs) >= _ALIKE)
        if best := self._first(alike.most_common()):
            organ, times = best
            return [Recommendation(organ, Part.LEAD, f"近两年类似 {times} 件由{organ.short_name}主办")]
        same = Counter(past.organ for past in self.past if past.category == row.category_id)
        if row.category and (best := self._first(same.most_common())):
            organ, times = best
            reason = f"近两年“{row.category}”类有 {times} 件由{organ.short_name}主办"
            return [Recommendation(organ, Part.LEAD, reason)]
        return []

    def _first(self, counted: Iterable[tuple[int, int]]) -> tuple[Organ, int] | None:
        """The first that still exists."""
        return next(((self.organs[pk], times) for pk, times in counted if pk in self.organs), None)

    def _named_in(self, row: Suggestion) -> Sequence[Organ]:
        text = normalise(f"{row.title} {row.situation} {row.proposal}")
        named = [
            (text.find(stem), organ)
            for organ in self.organs.values()
            if (stem := normalise(organ.short_name).removeprefix("区")) in text and len(stem) > 2
        ]
        return [organ for _place, organ in sorted(named, key=lambda pair: pair[0])]
