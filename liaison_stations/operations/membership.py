"""Which deputies belong to which station (进站代表, R158)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import DIRECT_LEVELS
from congress.web.dates import full_day
from deputies.models import Deputyship, Person
from liaison_stations.models import Station, StationDeputy
from liaison_stations.operations.stations import managed


@transaction.atomic
def join(
    *,
    station: Station,
    deputyships: Iterable[Deputyship],
    actor: User | None,
    starts_on: date | None = None,
    is_main: bool = True,
) -> list[StationDeputy]:
    """Put deputies into a station, from today when no day is given: all of them, or none.

    Raises ``ValidationError`` for somebody who is in the station already, who has another main station, whose main
    station would lie outside the town that elected them (district and town deputies, R158), or who is no deputy that
    day.
    """
    day = starts_on or timezone.localdate()
    row = managed(station, actor)
    if day < row.opened_on:
        raise ValidationError({"starts_on": f"早于设立日期（{full_day(row.opened_on)}）"})
    joined = []
    for deputyship in deputyships:
        # The person is the lock: two clerks do not give one deputy two main stations.
        Person.objects.select_for_update().get(pk=deputyship.person_id)
        _check(row, deputyship, day, is_main=is_main)
        seat = StationDeputy(station=row, deputyship=deputyship, is_main=is_main, starts_on=day)
        seat.full_clean()
        seat.save()
        joined.append(seat)
    names = "、".join(seat.deputyship.person.name for seat in joined)
    audit.record(actor=actor, verb="liaison_stations:join", obj=row, after={"title": names, "starts_on": day})
    return joined


def _check(row: Station, deputyship: Deputyship, day: date, *, is_main: bool) -> None:
    person = deputyship.person
    if deputyship.ends_on is not None and deputyship.ends_on < day:
        raise ValidationError({"deputyships": f"{person}这一天已不是{deputyship.title}"})
    if day < deputyship.starts_on:
        raise ValidationError(
            {"starts_on": f"{person}从{full_day(deputyship.starts_on)}起才是{deputyship.title}"}
        )
    until = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    seats = StationDeputy.objects.filter(until, deputyship__person=person).select_related("station")
    if seats.filter(station=row).exists():
        raise ValidationError({"deputyships": f"{person}已在{row}"})
    if not is_main:
        return
    if other := seats.filter(is_main=True).first():
        raise ValidationError({"deputyships": f"{person}的主站是{other.station}，请选“不是主站”，或先离站"})
    _check_town(row, deputyship)


def _check_town(row: Station, deputyship: Deputyship) -> None:
    constituency = deputyship.constituency
    if deputyship.level not in DIRECT_LEVELS or constituency is None:
        return
    home = constituency.area.town
    if home is not None and home != row.town:
        raise ValidationError(
            {"deputyships": f"{deputyship.person}的选区在{home}，主站要设在{home}；这里可以选“不是主站”"}
        )


@transaction.atomic
def leave(*, seat: StationDeputy, actor: User | None, ends_on: date) -> StationDeputy:
    """Take a deputy out of a station after ``ends_on``. Raises ``Conflict`` when that was done before."""
    station = managed(seat.station, actor)
    rows = StationDeputy.objects.select_for_update(of=("self",)).select_related("deputyship__person")
    row = rows.get(pk=seat.pk)
    if row.ends_on is not None:
        raise Conflict(f"{row.deputyship.person}已于{full_day(row.ends_on)}离站")
    row.ends_on = ends_on
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:leave",
        obj=station,
        before={"ends_on": None},
        after={"title": row.deputyship.person.name, "ends_on": ends_on},
    )
    return row


@transaction.atomic
def make_main(*, seat: StationDeputy, actor: User | None) -> StationDeputy:
    """Make this the main station of a deputy who belongs to several; the other one stays, but not as the main one.

    Raises ``ValidationError`` for a station outside the town that elected the deputy (R158).
    """
    station = managed(seat.station, actor)
    Person.objects.select_for_update().get(pk=seat.deputyship.person_id)
    rows = StationDeputy.objects.select_for_update(of=("self",))
    row = rows.select_related("deputyship__person", "deputyship__constituency__area__parent").get(pk=seat.pk)
    if row.ends_on is not None:
        raise Conflict(f"{row.deputyship.person}已离站")
    _check_town(station, row.deputyship)
    others = rows.filter(deputyship__person=row.deputyship.person_id, is_main=True, ends_on=None)
    others.exclude(pk=row.pk).update(is_main=False)
    row.is_main = True
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:make_main",
        obj=station,
        after={"title": row.deputyship.person.name},
    )
    return row
