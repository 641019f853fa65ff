"""Registers of the demo district: most of what arrived is confirmed, some waits, some was declared. All invented."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import check_photo, saving
from congress.organs.queries import district
from congress.web.demo import at, read_table
from deputies.duty.enums import DECLARED, DutyState
from deputies.duty.reading import held_by
from deputies.models import DutyKind, DutyPolicy, DutyRecord, Register

#: What arrived in the last days still waits for the groups.
_STILL_WAITS = timedelta(days=30)


@transaction.atomic
def load() -> None:
    """Confirm, declare, return and lock, unless something was declared already."""
    root, clerk = district(), User.objects.filter(username="deputywork").first()
    leader = User.objects.filter(username="groupleader").first()
    if root is None or clerk is None or leader is None:
        return
    if DutyRecord.objects.filter(source=DECLARED).exists():
        return
    today = timezone.localdate()
    DutyPolicy.current()
    arrived = DutyRecord.objects.filter(state=DutyState.PENDING, day__lt=today - _STILL_WAITS)
    confirmed = arrived.update(
        state=DutyState.COUNTED, confirmed_by=clerk, confirmed_at=timezone.now(), version=2
    )
    for fact in read_table(__file__, "declared.json"):
        _declare(fact, leader, clerk)
    _lock(leader)
    audit.record(actor=None, verb="duty:load", obj=root, after={"confirmed": confirmed})


def _declare(fact: dict[str, Any], leader: User, clerk: User) -> None:
    user = User.objects.filter(username=fact["deputy"]).first()
    held = held_by(user).first() if user else None
    if held is None:
        return
    day = max(timezone.localdate() - timedelta(days=fact["ago"]), held.starts_on)
    state = DutyState(fact["state"])
    settled = state in {DutyState.CONFIRMED, DutyState.COUNTED}
    row = DutyRecord.objects.create(
        deputyship=held,
        kind=DutyKind.objects.get(code=fact["kind"]),
        day=day,
        title=fact["title"],
        place=fact["place"],
        account=fact["account"],
        hours=Decimal(str(fact["hours"])) if "hours" in fact else None,
        state=state,
        reason=fact.get("reason", ""),
        recorded_by=user,
        confirmed_by=leader if settled else None,
        confirmed_at=at(day, 20) if settled else None,
        reviewed_by=clerk if state == DutyState.COUNTED else None,
        reviewed_at=at(day, 21) if state == DutyState.COUNTED else None,
    )
    if fact.get("photo"):
        with saving() as saver:
            add_photos(row.photos, [check_photo(_picture())], user, saver.save, folder="duties")


def _picture() -> SimpleUploadedFile:
    """A drawn street with a row of charging posts: photos of real people and places have no place in a demo."""
    image = Image.new("RGB", (960, 640), "#dfe6ea")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 960, 640), fill="#8d9499")
    draw.rectangle((60, 120, 420, 430), fill="#c9b8a0")
    draw.rectangle((480, 180, 900, 430), fill="#b7c3b0")
    for x in range(120, 900, 130):
        draw.rectangle((x, 350, x + 34, 450), fill="#3c6e71")
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return SimpleUploadedFile("充电桩.jpg", out.getvalue(), "image/jpeg")


def _lock(leader: User) -> None:
    """Last year's register of the leader's group is locked; one was opened again for a duty that was forgotten."""
    year = timezone.localdate().year - 1
    own = DutyRecord.objects.filter(recorded_by=leader, source=DECLARED).first()
    seats = own.deputyship.memberships.filter(ends_on=None).first() if own else None
    if seats is None:
        return
    keys = seats.group.memberships.filter(ends_on=None, deputyship__starts_on__year__lte=year)
    rows = [
        Register(deputyship_id=key, year=year, locked_at=timezone.now(), locked_by=leader)
        for key in keys.order_by("pk").values_list("deputyship_id", flat=True)
    ]
    if rows:
        rows[0].locked_at, rows[0].locked_by = None, None
        rows[0].unlock_reason = "漏记一次走访，补上以后再锁定"
        Register.objects.bulk_create(rows)
