"""A station puts up a sheet it printed, and chooses the photos for one of them (R175)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.models import ActivityPhoto
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations import rules
from liaison_stations.enums import WallKind
from liaison_stations.models import Station, WallPhoto, WallSheet
from liaison_stations.operations.stations import locked_station
from liaison_stations.wall.content import Wall
from liaison_stations.wall.photos import photos_of

#: Two sides of A3, six photos each.
MOST_PHOTOS = 12


@transaction.atomic
def put_up(*, station: Station, seen: Mapping[str, str], actor: User) -> list[WallSheet]:
    """Note that these sheets hang on the wall from today; what hung there before becomes history.

    ``seen`` gives for each kind the fingerprint of what was printed. Raises ``Conflict`` when the data changed since,
    or when there is nothing to put up.
    """
    row, today = locked_station(station), timezone.localdate()
    require_rule(actor, rules.keep_station, row)
    wall, sheets = Wall(row, today), []
    for kind, printed in seen.items():
        label = WallKind(kind).label
        if wall.says_nothing(kind):
            raise Conflict(f"{label}还没有内容，打印出来是空的")
        if wall.fingerprint(kind) != printed:
            raise Conflict(f"{label}的内容刚才变了，请重新打印再登记上墙")
        WallSheet.objects.filter(station=row, kind=kind, is_up=True).update(is_up=False)
        sheets.append(
            WallSheet.objects.create(
                station=row, kind=kind, printed_on=today, printed_by=actor, fingerprint=printed
            )
        )
    title = "、".join(WallKind(sheet.kind).label for sheet in sheets)
    audit.record(
        actor=actor, verb="liaison_stations:put_up", obj=row, after={"title": title, "printed_on": today}
    )
    return sheets


@transaction.atomic
def take_back(*, sheet: WallSheet, actor: User) -> WallSheet:
    """Take back what was noted down by mistake today; the sheet before counts as hanging again.

    Raises ``Conflict`` for one of an earlier day, and for one that hangs no more.
    """
    station = locked_station(sheet.station)
    require_rule(actor, rules.keep_station, station)
    row = WallSheet.objects.get(pk=sheet.pk)
    if not row.is_up or row.printed_on != timezone.localdate():
        raise Conflict("只有今天登记上墙的可以撤回")
    row.is_up, row.withdrawn_at = False, timezone.now()
    row.save()
    before = (
        WallSheet.objects.filter(station=station, kind=row.kind, withdrawn_at=None).order_by("-pk").first()
    )
    if before is not None:
        before.is_up = True
        before.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:take_back_sheet",
        obj=station,
        after={"title": row.get_kind_display()},
    )
    return row


@transaction.atomic
def choose_photos(
    *, station: Station, photos: Collection[ActivityPhoto], before: Collection[int], actor: User
) -> int:
    """Show these photos on the wall and no others; returns how many.

    ``before`` are the keys that were chosen when the page was opened. Raises ``Conflict`` when somebody chose others
    meanwhile, ``ValidationError`` for too many photos and for one of another station.
    """
    row = locked_station(station)
    require_rule(actor, rules.keep_station, row)
    chosen = set(WallPhoto.objects.filter(station=row).values_list("photo_id", flat=True))
    if chosen != set(before):
        raise Conflict("刚才有人改了上墙的照片，请重新打开再选")
    wanted = {photo.pk for photo in photos}
    if len(wanted) > MOST_PHOTOS:
        raise ValidationError({"photos": f"最多选 {MOST_PHOTOS} 张，这次选了 {len(wanted)} 张"})
    if photos_of(row).filter(pk__in=wanted).count() != len(wanted):
        raise ValidationError({"photos": "有的照片不是本站活动的，请重新选"})
    if wanted != chosen:
        WallPhoto.objects.filter(station=row).exclude(photo__in=wanted).delete()
        WallPhoto.objects.bulk_create(WallPhoto(station=row, photo_id=key) for key in sorted(wanted - chosen))
        audit.record(
            actor=actor,
            verb="liaison_stations:choose_photos",
            obj=row,
            before={"photos": len(chosen)},
            after={"title": f"{len(wanted)} 张", "photos": len(wanted)},
        )
    return len(wanted)
