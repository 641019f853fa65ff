"""How the district keeps its standards: what they ask, edition by edition (R147, R190)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations.models import Standard, StandardEdition, StandardItem

STANDARD_FIELDS = ("name", "kind", "passed_word", "for_points", "is_measure", "order", "in_use")
_EDITION_FIELDS = ("issuer", "document", "issued_on")


@dataclass(frozen=True)
class Asked:
    """One item as it is entered."""

    name: str
    dimension: str = ""
    hint: str = ""


class EditionFacts(TypedDict):
    """Who issued an edition, in which document, from which day on, and what it asks."""

    issuer: str
    document: str
    issued_on: date
    items: Sequence[Asked]


def facts_of(row: Standard) -> dict[str, Any]:
    """What stands in a standard."""
    return {name: getattr(row, name) for name in STANDARD_FIELDS}


def edition_facts(row: StandardEdition) -> dict[str, Any]:
    """What stands in an edition, its items as 方面｜项目：要求."""
    items = [written(one) for one in row.items.all()] if row.pk else []
    return {**{name: getattr(row, name) for name in _EDITION_FIELDS}, "items": items}


def written(item: StandardItem | Asked) -> str:
    """An item on one line: 硬件设施｜接待室：不少于30平方米."""
    named = item.name if item.dimension in {"", item.name} else f"{item.dimension}｜{item.name}"
    return f"{named}：{item.hint}" if item.hint else named


@transaction.atomic
def add_standard(*, actor: User, edition: EditionFacts, **values: Any) -> Standard:
    """Enter a standard with its first edition. Raises ``ValidationError`` for a name or measure that is taken."""
    row = Standard(**values)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="liaison_stations:add_standard", obj=row, after=facts_of(row))
    _enter(StandardEdition(standard=row, number=1), edition, actor, "issue_edition")
    return row


@transaction.atomic
def change_standard(*, standard: Standard, actor: User, version: int, **values: Any) -> Standard:
    """Change what a standard is called and counts for; what it asks is its editions'.

    Raises ``StaleVersion``, ``ValidationError``, and ``Conflict`` for another kind once stations were checked.
    """
    row = Standard.objects.select_for_update().get(pk=standard.pk)
    before = facts_of(row)
    check_version(row, version, before)
    for name, value in values.items():
        setattr(row, name, value)
    if row.kind != before["kind"] and row.editions.filter(checks__isnull=False).exists():
        raise Conflict(f"已经有站按“{standard}”检查过，不能改怎样评；另立一个标准")
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_standard", obj=row, before=old, after=new)
    return row


@transaction.atomic
def issue_edition(*, standard: Standard, actor: User, edition: EditionFacts) -> StandardEdition:
    """Issue the next edition; what was checked before stays under the edition it was checked under (R190).

    Raises ``ValidationError`` for a day before the last edition.
    """
    row = Standard.objects.select_for_update().get(pk=standard.pk)
    last = row.editions.order_by("-number").first()
    if last is not None and edition["issued_on"] <= last.issued_on:
        day = last.issued_on
        raise ValidationError(
            {
                "issued_on": f"第{last.number}版从{day.year}年{day.month}月{day.day}日施行，新的一版要晚于这一天"
            }
        )
    fresh = StandardEdition(standard=row, number=last.number + 1 if last else 1)
    return _enter(fresh, edition, actor, "issue_edition")


@transaction.atomic
def change_edition(
    *, edition: StandardEdition, actor: User, version: int, facts: EditionFacts
) -> StandardEdition:
    """Correct an edition nobody was checked under yet. Raises ``StaleVersion``; ``Conflict`` once it was used."""
    row = (
        StandardEdition.objects.select_for_update(of=("self",)).select_related("standard").get(pk=edition.pk)
    )
    check_version(row, version, edition_facts(row))
    if row.checks.exists() or row.rounds.exists():
        raise Conflict(f"已经有站按{row}检查过，这一版不能再改；要求变了，出新的一版")
    row.items.all().delete()
    row.version += 1
    return _enter(row, facts, actor, "change_edition")


def _enter(row: StandardEdition, facts: EditionFacts, actor: User, verb: str) -> StandardEdition:
    for name in _EDITION_FIELDS:
        setattr(row, name, facts[name])  # type: ignore[literal-required] # named above
    if not facts["items"]:
        raise ValidationError({"items": "至少写一项"})
    row.full_clean()
    row.save()
    StandardItem.objects.bulk_create(
        StandardItem(
            edition=row,
            name=one.name,
            hint=one.hint,
            # Of a standard that gives stars an item without a dimension is one of its own.
            dimension=one.dimension or (one.name if row.standard.gives_stars else ""),
            order=order,
        )
        for order, one in enumerate(facts["items"], 1)
    )
    audit.record(actor=actor, verb=f"liaison_stations:{verb}", obj=row, after=edition_facts(row))
    return row
