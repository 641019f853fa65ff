"""What the district says of itself, read by every page: at most one query, and that is remembered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ObjectDoesNotExist

from congress.organs.models import Area
from congress.organs.queries import DISTRICT_CHANGED

_KEY = "district.profile"
#: Seconds after which it is read again in any case, should somebody have written past the portal.
_KEPT = 60
_PORTAL = "人大代表工作平台"


@dataclass(frozen=True)
class Profile:
    """The district as pages and papers name it; what nobody wrote follows from the name."""

    #: 安澜区, or nothing before the portal has been set up.
    name: str = ""
    full_name: str = ""
    congress_name: str = ""
    committee_name: str = ""
    office_name: str = ""
    committee_short: str = ""
    portal_name: str = ""
    support_office: str = ""
    support_phone: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    is_set_up: bool = False

    @property
    def full(self) -> str:
        """澜江市安澜区."""
        return self.full_name or self.name

    @property
    def congress(self) -> str:
        """安澜区人民代表大会."""
        return self.congress_name or f"{self.name}人民代表大会"

    @property
    def committee(self) -> str:
        """安澜区人民代表大会常务委员会."""
        return self.committee_name or f"{self.congress}常务委员会"

    @property
    def office(self) -> str:
        """安澜区人民代表大会常务委员会办公室: who signs printed papers."""
        return self.office_name or f"{self.committee}办公室"

    @property
    def body(self) -> str:
        """区人大常委会, as running text has it: 县人大常委会 in a county."""
        return self.committee_short or f"{self.level}人大常委会"

    @property
    def level(self) -> str:
        """区, 县, 市 or 旗: the last character of the name."""
        return self.name[-1:] if self.name[-1:] in "区县市旗" and self.name else "区"

    @property
    def portal(self) -> str:
        """安澜区人大代表工作平台."""
        return self.portal_name or f"{self.name}{_PORTAL}"

    @property
    def gate_name(self) -> str:
        """The second line of the sign-in page, below the name of the committee."""
        return self.portal_name or "代表工作平台"

    @property
    def support(self) -> str:
        """Whom to ask when one cannot sign in; from the environment until the page says it."""
        return self.support_office or str(settings.SUPPORT_OFFICE)

    @property
    def support_number(self) -> str:
        """Their telephone."""
        return self.support_phone or str(settings.SUPPORT_PHONE)

    @property
    def contact(self) -> str:
        """地址：…　邮编：…　电话：…, at the foot of papers; empty when nothing is known."""
        said = (("地址", self.address), ("邮编", self.postcode), ("电话", self.phone))
        return "　".join(f"{label}：{value}" for label, value in said if value)


_NAMES = frozenset(one.name for one in fields(Profile))
_WRITTEN = tuple(sorted(_NAMES - {"name", "is_set_up"}))


def profile() -> Profile:
    """The district's profile (at most one query).

    Every write gives :data:`DISTRICT_CHANGED` a new value once it is committed. What is remembered carries the value
    that was there before the database was read, so that nobody keeps what a write has overtaken, in any process.
    """
    shared = caches["shared"]
    known = shared.get_many([_KEY, DISTRICT_CHANGED])
    mark = known.get(DISTRICT_CHANGED)
    kept: dict[str, Any] | None = known.get(_KEY)
    if kept is None or kept["mark"] != mark:
        kept = {"mark": mark, "facts": _read()}
        shared.set(_KEY, kept, _KEPT)
    # Another release may have written what this one does not know.
    return Profile(**{name: value for name, value in kept["facts"].items() if name in _NAMES})


def _read() -> dict[str, Any]:
    root = Area.objects.filter(parent__isnull=True).select_related("profile").order_by("id").first()
    if root is None:
        return {}
    try:
        row = root.profile
    except ObjectDoesNotExist:
        return {"name": root.name}
    written = {name: getattr(row, name) for name in _WRITTEN}
    return {"name": root.name, **written, "is_set_up": row.set_up_at is not None}


def district_name() -> str:
    """安澜区; empty before the portal has been set up."""
    return profile().name


def issuer(_device: object) -> str:
    """What an authenticator app calls the portal; read by django-otp through ``OTP_TOTP_ISSUER``."""
    return profile().portal
