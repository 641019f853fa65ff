"""Short-lived signed codes of the door. Nothing is stored: a code proves itself by its signature and its time.

The deputy's own code says who stands there; staff scan it, or type its six digits where no camera works. The
code at the door says which activity and day it is; the deputy's phone opens it as an address.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core import signing
from django.utils import timezone

#: Seconds for which the deputy's own code is made; it is renewed on the phone before that.
STEP = 60
#: A code of this many steps ago still counts, for a slow hand or a slow network.
GRACE = 2
#: Seconds for which the code on the screen at the door is good; a photo of it sent home soon is not.
SCREEN_SECONDS = 180

#: Signatures are the long part of a code; the shorter the code, the coarser and easier to scan its picture.
_PERSON = signing.Signer(salt="attendance.person", sep="~")
_DOOR = signing.Signer(salt="attendance.door", sep="~")


class BadCode(Exception):
    """The code is not ours, or its time is over; ``str(error)`` says so to whoever holds it."""


def _step(at: float | None = None) -> int:
    return int((time.time() if at is None else at) // STEP)


# --- the deputy's own code ---------------------------------------------------------------------------
def person_code(person_id: int) -> str:
    """What the picture on the deputy's phone holds."""
    return _PERSON.sign(f"R{person_id}.{_step()}")


def short_code(person_id: int, *, step: int | None = None) -> str:
    """Six digits for the same minute, to be read out or typed."""
    moment = _step() if step is None else step
    digest = hmac.new(
        settings.SECRET_KEY.encode(), f"attendance.digits:{person_id}:{moment}".encode(), hashlib.sha256
    ).digest()
    return f"{int.from_bytes(digest[:6], 'big') % 1_000_000:06}"


def read_person_code(text: str) -> int:
    """The person whose phone shows this code. Raises :class:`BadCode`."""
    try:
        person_id, step = map(int, _PERSON.unsign(text.strip()).removeprefix("R").split("."))
    except (signing.BadSignature, ValueError):
        raise BadCode("这不是代表签到码，请扫代表手机上的签到码，或输入六位数字") from None
    if not 0 <= _step() - step <= GRACE:
        raise BadCode("这个签到码已过时，请代表刷新签到码后再扫")
    return person_id


def bearers(digits: str, people: Iterable[int]) -> list[int]:
    """Those of the people whose six digits these are, now or a moment ago; hardly ever more than one."""
    steps = [_step() - back for back in range(GRACE + 1)]
    return [pk for pk in people if any(hmac.compare_digest(short_code(pk, step=s), digits) for s in steps)]


# --- the code at the door ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Door:
    """An activity on one of its days."""

    activity_id: int
    day: date


def door_code(activity_id: int, day: date, *, printed: bool) -> str:
    """The part of the address that the picture at the door holds.

    On a screen it is good for :data:`SCREEN_SECONDS`; printed it is good all day, and only on that day.
    """
    issued = 0 if printed else int(time.time())
    return _DOOR.sign(f"{activity_id}.{day.toordinal()}.{issued}")


def read_door_code(text: str) -> Door:
    """Which activity and day a code at the door stands for. Raises :class:`BadCode`."""
    try:
        activity_id, ordinal, issued = map(int, _DOOR.unsign(text).split("."))
    except (signing.BadSignature, ValueError):
        raise BadCode("这个签到码不对，请重新扫会场的签到码") from None
    day = date.fromordinal(ordinal)
    if day != timezone.localdate():
        raise BadCode(f"这个签到码只在{day.month}月{day.day}日当天有效，请找工作人员签到")
    if issued and time.time() - issued > SCREEN_SECONDS:
        raise BadCode("这个签到码已过时，请重新扫会场屏幕上的签到码")
    return Door(activity_id, day)
