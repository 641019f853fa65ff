"""Writing a table of stations inside the one transaction of its import, and the register in the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.documents.imports import Row
from liaison_stations.models import Station
from liaison_stations.operations import stations as operations
from liaison_stations.sites.importing.plan import Entry


def apply(rows: Sequence[Row], actor: User) -> None:
    """Write stations before the points under them. Whatever is refused refuses the whole file.

    Raises ``Conflict`` with the row and the reason.
    """
    entries: list[Entry] = sorted((row.record for row in rows), key=lambda entry: bool(entry.parent_name))
    written: dict[tuple[int, str], Station] = {}
    for entry in entries:
        if entry.parent_name:
            entry.changes["parent"] = written.get((entry.town.pk, entry.parent_name))
        try:
            written[entry.town.pk, entry.name] = _write(entry, actor)
        except ValidationError as error:
            why = "；".join(error.messages)
            raise Conflict(f"第 {entry.row.number} 行没有写进去：{why}。整个文件都没有写入") from error


def _write(entry: Entry, actor: User) -> Station:
    if entry.station is None:
        return operations.register_station(actor=actor, name=entry.name, **entry.changes)
    if not entry.changes:
        return entry.station
    return operations.change_station(
        station=entry.station, actor=actor, version=entry.station.version, **entry.changes
    )


def export(user: User) -> Iterator[dict[str, Any]]:
    """Every open station the user may see, in the columns of the import: field → value."""
    rows = Station.objects.visible_to(user).in_service()
    rows = rows.select_related("kind", "area__parent__parent", "parent", "owner__person")
    for row in rows.prefetch_related("equipment", "constituencies").order_by(
        "kind__order", "area__path", "pk"
    ):
        town = row.town
        yield {
            "name": row.name,
            "kind": row.kind.name,
            "town": town.name,
            "village": "" if town == row.area else row.area.name,
            "parent": row.parent.name if row.parent else "",
            "place_kind": row.get_place_kind_display(),
            "owner": row.owner.person.name if row.owner else "",
            "address": row.address,
            "latitude": str(row.latitude) if row.latitude is not None else "",
            "longitude": str(row.longitude) if row.longitude is not None else "",
            "opening_hours": row.opening_hours,
            "phone": row.phone,
            "theme": row.theme,
            "introduction": row.introduction,
            "equipment": "、".join(str(one) for one in row.equipment.all()),
            "constituencies": "、".join(str(one) for one in row.constituencies.all()),
            "is_model": "是" if row.is_model else "否",
            "is_online": "是" if row.is_online else "否",
            "opened_on": row.opened_on,
        }
