"""How a station or point is registered, changed and closed (R140, R142, R183)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import Rule, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import AreaKind
from congress.organs.models import Area, Constituency
from congress.web.dates import full_day
from deputies.models import Deputyship, Person
from liaison_stations import rules
from liaison_stations.models import Equipment, StaffPost, Station, StationDeputy, StationKind
from liaison_stations.operations.day_rules import end_days
from liaison_stations.workflow import OFFICE

#: What only the congress office decides: which are models (R151), which leader looks after it (R152).
OFFICE_FIELDS = ("is_model", "leader_id")
#: What whoever manages the stations of a town decides (R183); the rest the staff of the station keeps.
MANAGED_FIELDS = (
    "kind_id",
    "parent_id",
    "area_id",
    "place_kind",
    "owner_id",
    "is_online",
    "opened_on",
    *OFFICE_FIELDS,
)
KEPT_FIELDS = (
    "name",
    "address",
    "latitude",
    "longitude",
    "opening_hours",
    "phone",
    "theme",
    "introduction",
)
_MANY = ("constituencies", "equipment")
STATION_FIELDS = (*KEPT_FIELDS, *MANAGED_FIELDS, *_MANY)


class StationFacts(TypedDict, total=False):
    """What a station is; what is left out stays as it is, or empty."""

    name: str
    kind: StationKind
    parent: Station | None
    area: Area
    constituencies: Iterable[Constituency]
    place_kind: str
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    opening_hours: str
    phone: str
    theme: str
    introduction: str
    owner: Deputyship | None
    leader: Person | None
    equipment: Iterable[Equipment]
    is_model: bool
    is_online: bool
    opened_on: date


def station_facts(row: Station) -> dict[str, Any]:
    """What stands in the record, links as keys."""
    many = {name: sorted(one.pk for one in getattr(row, name).all()) for name in _MANY}
    return {name: getattr(row, name) for name in (*KEPT_FIELDS, *MANAGED_FIELDS)} | many


def locked_station(station: Station) -> Station:
    """The station as it stands now, for this transaction alone."""
    rows = Station.objects.select_for_update(of=("self",))
    return rows.select_related("kind", "area__parent", "parent").get(pk=station.pk)


def managed(station: Station, actor: User | None) -> Station:
    """The station, locked, for a change of who belongs to it: 403 for who does not manage it, 409 when it is closed."""
    row = locked_station(station)
    _require(actor, rules.manage_station, row)
    require_open(row)
    return row


def require_open(row: Station) -> None:
    """409 for a station that was closed."""
    if row.closed_on is not None:
        raise Conflict(f"{row}已撤销，只能查看")


def _require(actor: User | None, rule: Rule, row: Station) -> None:
    """Without an actor the portal itself acts."""
    if actor is not None:
        require_rule(actor, rule, row)


@transaction.atomic
def register_station(*, actor: User | None, **values: Unpack[StationFacts]) -> Station:
    """Enter a station or point.

    Raises ``ValidationError`` when name, place or kind do not go together, ``PermissionDenied`` outside the area
    the actor manages.
    """
    many = {name: values.pop(name) for name in _MANY if name in values}  # type: ignore[misc]
    row = Station(**values)
    if actor is not None and not actor.has_role(*OFFICE) and (row.is_model or row.leader_id):
        raise PermissionDenied(Denial(OFFICE))
    _check(row)
    row.save()
    for name, records in many.items():
        getattr(row, name).set(records)
    _require(actor, rules.manage_station, row)
    audit.record(actor=actor, verb="liaison_stations:register_station", obj=row, after=station_facts(row))
    return row


@transaction.atomic
def change_station(
    *, station: Station, actor: User | None, version: int, **values: Unpack[StationFacts]
) -> Station:
    """Change what a station is. Staff of a station change what people find there, not where it belongs.

    Raises ``StaleVersion``, ``Conflict`` for a closed station, ``ValidationError``, and ``PermissionDenied`` for
    what the actor does not decide.
    """
    row = locked_station(station)
    before = station_facts(row)
    check_version(row, version, before)
    require_open(row)
    many = {name: values.pop(name) for name in _MANY if name in values}  # type: ignore[misc]
    for name, value in values.items():
        setattr(row, name, value)
    for name, records in many.items():
        getattr(row, name).set(records)
    old, new = audit.changed(before, station_facts(row))
    _require_fields(actor, station, new)
    if new:
        _check(row)
        row.version += 1
        row.save()
        _require(actor, rules.keep_station, row)
        audit.record(actor=actor, verb="liaison_stations:change_station", obj=row, before=old, after=new)
    return row


def _require_fields(actor: User | None, before: Station, changed: dict[str, Any]) -> None:
    if actor is None:
        return
    if any(name in OFFICE_FIELDS for name in changed) and not actor.has_role(*OFFICE):
        raise PermissionDenied(Denial(OFFICE))
    if any(name in (*MANAGED_FIELDS, "constituencies") for name in changed):
        require_rule(actor, rules.manage_station, before)


def _check(row: Station) -> None:
    """What the fields cannot say by themselves, each at its field."""
    row.full_clean()
    wrong: dict[str, str] = {}
    if row.area.kind == AreaKind.DISTRICT:
        wrong["area"] = "站点要设在某个乡镇（街道）或村（社区），请选具体的一个"
    if not row.kind.has_owner and row.owner is not None:
        wrong["owner"] = f"{row.kind}不以代表命名，请留空，或改选“代表工作室”一类"
    if why := _parent_refusal(row):
        wrong["parent"] = why
    if row.pk and not row.kind.is_station and row.points.filter(closed_on=None).exists():
        wrong["kind"] = "它下面还有站点，类型要算作联络站；先把下面的站点改到别的站"
    if wrong:
        raise ValidationError(wrong)


def _parent_refusal(row: Station) -> str:
    if row.parent is None:
        return ""
    if row.kind.is_station:
        return "联络站不属于别的站，请留空"
    if not row.parent.kind.is_station:
        return f"{row.parent}不是联络站，站点要属于一个联络站"
    if row.parent.closed_on is not None:
        return f"{row.parent}已撤销，请另选一个"
    if row.parent.town != row.town:
        return f"{row.parent}在{row.parent.town}，与站点不在同一个乡镇（街道）"
    return ""


@transaction.atomic
def close_station(
    *, station: Station, actor: User | None, version: int, closed_on: date, close_note: str = ""
) -> Station:
    """Close a station from a day on: staff and deputies leave it the day before, records stay.

    Raises ``Conflict`` when it is closed already or open points lie under it, ``ValidationError`` for a day before
    it opened or a day to come.
    """
    row = locked_station(station)
    check_version(row, version, station_facts(row))
    _require(actor, rules.manage_station, row)
    if row.closed_on is not None:
        raise Conflict(f"{row}已于{full_day(row.closed_on)}撤销")
    if closed_on > timezone.localdate():
        raise ValidationError({"closed_on": "这一天还没有到，到那天再登记撤销"})
    below = list(row.points.filter(closed_on=None).values_list("name", flat=True)[:3])
    if below:
        raise Conflict(f"{row}下面还有{'、'.join(below)}等站点，先把它们改到别的站或撤销")
    row.closed_on, row.close_note = closed_on, close_note.strip()
    row.version += 1
    row.full_clean()
    row.save()
    last = closed_on - timedelta(days=1)
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=last)
    held: list[StaffPost | StationDeputy] = [*row.staff.select_for_update().filter(still)]
    held += row.deputies.select_for_update().filter(still)
    for post in held:
        post.ends_on = max(last, post.starts_on)
        post.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:close_station",
        obj=row,
        before={"closed_on": None},
        after={"closed_on": closed_on, "close_note": row.close_note},
    )
    if actor is not None:
        end_days(station=row, actor=actor)
    return row


@transaction.atomic
def reopen_station(*, station: Station, actor: User | None, version: int) -> Station:
    """Take a closing back; who left with it does so no longer. Raises ``Conflict`` for a station that is open.

    Deputies who have another main station by now come back to this one without it being their main one.
    """
    row = locked_station(station)
    check_version(row, version, station_facts(row))
    _require(actor, rules.manage_station, row)
    if row.closed_on is None:
        raise Conflict(f"{row}没有撤销")
    closed_on, last = row.closed_on, row.closed_on - timedelta(days=1)
    row.closed_on, row.close_note = None, ""
    row.version += 1
    row.full_clean()
    row.save()
    row.staff.filter(ends_on=last).update(ends_on=None)
    for seat in row.deputies.select_for_update().filter(ends_on=last).select_related("deputyship"):
        if seat.deputyship.ends_on is None:
            mains = type(seat)._default_manager.filter(deputyship=seat.deputyship, is_main=True, ends_on=None)
            seat.is_main = seat.is_main and not mains.exists()
            seat.ends_on = None
            seat.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:reopen_station",
        obj=row,
        before={"closed_on": closed_on},
        after={"closed_on": None},
    )
    return row
