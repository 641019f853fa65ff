"""A matter comes in. What happens to it afterwards is in ``deciding`` and ``answering``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from deputies.models import Deputyship
from liaison_stations import rules
from liaison_stations.enums import FROM_THE_PUBLIC, MatterState, Origin
from liaison_stations.models import Citizen, Matter, MatterCategory, Reception, Station
from liaison_stations.operations.shared import write_matter_step
from liaison_stations.operations.telling import staff_of_station, tell_of

#: As many photos as one matter carries.
PHOTO_LIMIT = 9


@transaction.atomic
def receive(
    *,
    actor: User | None,
    station: Station,
    title: str,
    account: str,
    original: str = "",
    wish: str = "",
    origin: str = Origin.TABLE,
    category: MatterCategory | None = None,
    citizen: Citizen | None = None,
    heard_by: Deputyship | None = None,
    reception: Reception | None = None,
    photos: Sequence[Photo] = (),
    token: UUID | None = None,
    at: datetime | None = None,
) -> Matter:
    """Take a matter in, with the first step of its history; it waits for the station to decide where it goes.

    ``actor`` is the officer who wrote it down, none when a citizen sent it: then ``origin`` is one of
    ``FROM_THE_PUBLIC``. A new ``citizen`` is saved with it. Sent twice under one ``token``, it is one matter, the
    first. Raises ``ValidationError`` by field for too many photos or an empty part, ``PermissionDenied`` for an
    officer of another station, ``StorageFailed`` when a photo cannot be kept.
    """
    if actor is not None:
        require_rule(actor, rules.keep_station, station)
    elif origin not in FROM_THE_PUBLIC:
        raise ValueError(f"nobody wrote down a matter of origin {origin}")
    _check(title, account, photos)
    earlier = Matter.objects.filter(token=token).first() if token else None
    if earlier is not None:
        return earlier
    if citizen is not None and citizen._state.adding:
        citizen.save()
    row = Matter(
        station=station,
        day=reception.day if reception else None,
        reception=reception,
        citizen=citizen,
        heard_by=heard_by,
        origin=origin,
        category=category,
        title=title.strip(),
        account=account.strip(),
        original=original,
        wish=wish.strip(),
        state=MatterState.RECEIVED,
        received_at=at or timezone.now(),
        token=token or uuid4(),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        sent_meanwhile = Matter.objects.filter(token=token).first() if token else None
        if sent_meanwhile is None:
            raise
        return sent_meanwhile
    if photos:
        with saving() as saver, transaction.atomic():
            add_photos(row.photos, photos, actor, saver.save, folder="matters")
    write_matter_step(row, "receive", "", actor=actor, at=at, origin=origin)
    if actor is None:
        tell_of(row, staff_of_station(station), f"{row.get_origin_display()}来件", station.name)
    return row


def _check(title: str, account: str, photos: Sequence[Photo]) -> None:
    wrong: dict[str, str] = {}
    if not title.strip():
        wrong["title"] = "还没有写事项，写一句话"
    if not account.strip():
        wrong["account"] = "还没有写情况，写清楚时间、地点、什么事"
    if len(photos) > PHOTO_LIMIT:
        over = len(photos) - PHOTO_LIMIT
        wrong["photos"] = f"照片最多 {PHOTO_LIMIT} 张，这次选了 {len(photos)} 张，请去掉 {over} 张"
    if wrong:
        raise ValidationError(wrong)
