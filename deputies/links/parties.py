"""How somebody who is not in the register is shown (R316). Nothing else in this package reads a name or a phone.

Who keeps the link sees 秦** 139****1234, everybody else 某群众; an enterprise goes by its name. The whole is opened by
``operations.linking.reveal_party`` alone, which writes it down.
"""

from __future__ import annotations

from congress.web.masking import masked_name, masked_phone
from deputies.links.enums import Lower
from deputies.models import Link
from deputies.models.links import SOMEBODY


def with_whom(link: Link, *, knows: bool) -> str:
    """Whom the link is with; its tier, person and, where it ``knows``, party are read."""
    if link.person is not None:
        return link.person.name
    if link.party is None:
        return SOMEBODY
    if link.tier.lower == Lower.ENTERPRISES:
        return link.party.name
    if not knows:
        return "某家庭" if link.tier.lower == Lower.HOUSEHOLDS else SOMEBODY
    return f"{masked_name(link.party.name)} {masked_phone(link.party.phone)}".strip()
