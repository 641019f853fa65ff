"""How a citizen is shown (R316). Nothing else in this app reads a name or a phone.

Who received the matter, or passes it on, sees 秦** 139****1234; everybody else 某选民. The whole is opened by
``operations.answering.reveal`` alone, which writes it down.
"""

from __future__ import annotations

from collections.abc import Collection

from congress.web.masking import (
    INSTEAD,
    NEVER_PUBLIC,
    Hidden,
    Secret,
    found,
    masked_name,
    masked_phone,
    pieces,
    public,
)
from liaison_stations.models import NOBODY, Citizen


def masked(citizen: Citizen | None, *, knows: bool) -> str:
    """秦** 139****1234 for who may open it, 某选民 for others; who gave nothing is 未留姓名."""
    if citizen is None:
        return "未留姓名"
    if not knows:
        return NOBODY
    return f"{masked_name(citizen.name)} {masked_phone(citizen.phone)}".strip()


def without(text: str, citizens: Collection[Citizen | None] = ()) -> str:
    """A text for print: the names of these citizens read 某选民, telephone, identity and card numbers are left out.

    A name of one character is too short to be told from other words.
    """
    names = [Hidden(one.name, NOBODY) for one in citizens if one is not None and len(one.name) > 1]
    numbers = [Hidden(one.phone, INSTEAD[Secret.MOBILE]) for one in citizens if one is not None and one.phone]
    left = [written for written, secret in found(text) if secret not in NEVER_PUBLIC]
    return public(pieces(text, [*names, *numbers], left))
