"""Which scheme scores whom, and what it is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from congress.organs.enums import AreaKind, CongressLevel
from deputies.duty.enums import DutyState
from deputies.models import Deputyship, DutyRecord, GroupMembership, PointsScheme
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.points.enums import SchemeState
from deputies.points.scoring import ItemWorth, SchemeWorth, Worth, in_tenths, worth_of

#: So many rows of duties are read at a time.
_CHUNK = 5000


def schemes_in_force(year: int) -> list[PointsScheme]:
    """The schemes in force for a year: the district's first, then those of towns (1 query)."""
    rows = PointsScheme.objects.filter(year=year, state=SchemeState.IN_FORCE).select_related("area")
    return list(rows.order_by("area__path"))


def worth(scheme: PointsScheme) -> SchemeWorth:
    """The scheme ready for reckoning (3 queries)."""
    classes = list(scheme.classes.prefetch_related("items__kinds"))
    items: dict[int, ItemWorth] = {}
    for one in classes:
        for item in one.items.all():
            known = ItemWorth(
                item.pk, one.pk, in_tenths(item.first), in_tenths(item.further), in_tenths(item.cap)
            )
            items |= {kind.pk: known for kind in item.kinds.all()}
    caps = {one.pk: in_tenths(one.cap) for one in classes if one.cap is not None}
    return SchemeWorth(items, caps, in_tenths(scheme.cap))


def scored_by(scheme: PointsScheme) -> DeputyshipQuerySet:
    """The deputyships the scheme scores: of its levels, held in its year, and of its town where it is a town's.

    A deputy is of a town whose congress elected them, in which their constituency lies, or in one of whose groups
    they sat at some time of the year.
    """
    first, last = f"{scheme.year}-01-01", f"{scheme.year}-12-31"
    rows = Deputyship.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last, level__in=scheme.levels
    )
    if scheme.area.kind == AreaKind.DISTRICT:
        return rows
    path = scheme.area.path
    sitting = GroupMembership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first),
        Q(starts_on__isnull=True) | Q(starts_on__lte=last),
        group__area__path__startswith=path,
    )
    own = Q(term__area__path__startswith=path, level=CongressLevel.TOWN)
    elected = Q(constituency__area__path__startswith=path)
    return rows.filter(own | elected | Q(pk__in=sitting.values("deputyship_id")))


def worth_by_deputy(
    known: SchemeWorth, year: int, deputyships: Collection[int]
) -> dict[int, dict[int, Worth]]:
    """What each counted duty of a year is worth now, by deputyship (1 query)."""
    rows = DutyRecord.objects.filter(year=year, state=DutyState.COUNTED, deputyship__in=deputyships)
    duties: dict[int, list[tuple[int, int]]] = defaultdict(list)
    ordered = rows.order_by("deputyship_id", "day", "pk").values_list("deputyship_id", "pk", "kind_id")
    for deputyship, key, kind in ordered.iterator(chunk_size=_CHUNK):
        duties[deputyship].append((key, kind))
    return {deputyship: worth_of(known, found) for deputyship, found in duties.items()}
