"""The district writes the rules of its stations; a station may put its own words in their place (R155)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations import rules
from liaison_stations.models import Regulation, Station, StationKind, StationRegulation
from liaison_stations.operations.stations import locked_station


@transaction.atomic
def add_regulation(*, actor: User, kinds: Iterable[StationKind], **facts: Any) -> Regulation:
    """Add a rule for some kinds of stations. Raises ``ValidationError`` when it is there already, or for no kind."""
    row, chosen = Regulation(**facts), list(kinds)
    _check(row, chosen)
    row.save()
    row.kinds.set(chosen)
    audit.record(
        actor=actor, verb="liaison_stations:add_regulation", obj=row, after=_facts(row, facts, chosen)
    )
    return row


@transaction.atomic
def change_regulation(
    *, regulation: Regulation, actor: User, version: int, kinds: Iterable[StationKind], **facts: Any
) -> Regulation:
    """Change a rule for all stations that have no words of their own. Raises ``StaleVersion``, ``ValidationError``."""
    row, chosen = Regulation.objects.select_for_update().get(pk=regulation.pk), list(kinds)
    before = _facts(row, facts, row.kinds.all())
    check_version(row, version, before)
    for name, value in facts.items():
        setattr(row, name, value)
    _check(row, chosen)
    old, new = audit.changed(before, _facts(row, facts, chosen))
    if new:
        row.version += 1
        row.save()
        row.kinds.set(chosen)
        audit.record(actor=actor, verb="liaison_stations:change_regulation", obj=row, before=old, after=new)
    return row


def _check(row: Regulation, kinds: list[StationKind]) -> None:
    if not kinds:
        raise ValidationError({"kinds": "选一类站点，这项制度才用得上"})
    row.full_clean()


def _facts(row: Regulation, names: Iterable[str], kinds: Iterable[StationKind]) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in names},
        "kinds": "、".join(sorted(kind.name for kind in kinds)),
    }


@transaction.atomic
def write_regulation(
    *, station: Station, regulation: Regulation, text: str, version: int, actor: User
) -> StationRegulation:
    """Write a rule in the station's own words; empty ones give way to the district's again.

    Raises ``StaleVersion`` when somebody else wrote it meanwhile, ``Conflict`` when that was its first writing or the
    rule is not one of this kind of station.
    """
    kept = locked_station(station)
    require_rule(actor, rules.keep_station, kept)
    if not Regulation.objects.filter(pk=regulation.pk, in_use=True, kinds=kept.kind_id).exists():
        raise Conflict(f"{regulation}不是这类站点的制度，或者已经停用")
    named = StationRegulation.objects.filter(station=kept, regulation=regulation)
    row = named.select_for_update().first()
    if row is None:
        row = StationRegulation(station=kept, regulation=regulation)
    elif version == 0:
        raise Conflict(f"{regulation}刚才有人写好了，请重新打开再改")
    before = {"text": row.text} if row.pk else {}
    check_version(row, version, before)
    if row.text == text:
        return row
    row.text, row.written_by, row.written_at = text, actor, timezone.now()
    row.full_clean()
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:write_regulation",
        obj=kept,
        before=before or None,
        after={"title": f"{regulation}{'' if text else '：改用统一文本'}", "text": text},
    )
    return row
