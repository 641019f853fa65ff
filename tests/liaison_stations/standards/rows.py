"""Checks written as rows, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from liaison_stations.enums import CheckSide, CheckState
from liaison_stations.models import CheckedItem, Standard, StandardCheck, StandardEdition, Station
from liaison_stations.operations.checks import Answer


def year() -> int:
    """The present one."""
    return timezone.localdate().year


def standard(name: str = "九化") -> Standard:
    """One of those every district begins with."""
    return Standard.objects.get(name=name)


def edition(name: str = "九化") -> StandardEdition:
    """Its only edition."""
    return StandardEdition.objects.get(standard__name=name)


def found(
    station: Station,
    side: str = CheckSide.DISTRICT,
    *,
    under: StandardEdition | None = None,
    unmet: Collection[str] = (),
    of_year: int | None = None,
) -> StandardCheck:
    """A check that was handed in, with these items not there."""
    edition_ = under or edition()
    row = StandardCheck.objects.create(
        station=station,
        edition=edition_,
        year=of_year or year(),
        side=side,
        state=CheckState.SENT,
        checked_on=timezone.localdate(),
        sent_at=timezone.now(),
    )
    CheckedItem.objects.bulk_create(
        CheckedItem(check_of=row, item=item, met=item.name not in unmet, words="接待室60平方米")
        for item in edition_.items.all()
    )
    return row


def answers(under: StandardEdition, *, unmet: Collection[str] = ()) -> dict[int, Answer]:
    """Every item answered in words."""
    return {item.pk: Answer(item.name not in unmet, "一楼接待室60平方米") for item in under.items.all()}


def posted(under: StandardEdition, *, version: int = 0, unmet: Collection[str] = ()) -> dict[str, object]:
    """The form of a check, filled in."""
    data: dict[str, object] = {"version": version, "checked_on": timezone.localdate().isoformat()}
    for key, one in answers(under, unmet=unmet).items():
        data |= {f"met_{key}": "yes" if one.met else "no", f"words_{key}": one.words}
    return data
