"""Who stands on a side of a tier on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from congress.organs.enums import CongressLevel
from deputies.enums import Identity, Standing
from deputies.links.enums import Lower, Upper
from deputies.models import Deputyship, LinkTier, Person, PersonQuerySet, Post

#: The posts of the standing committee; its office and working committees are not it.
_TITLES: dict[str, str] = {
    Upper.LEADERS: r"常委会(主任|副主任|秘书长)$",
    Upper.MEMBERS: r"常委会(主任|副主任|秘书长|委员)$",
    Lower.ORDINARY: r"常委会委员$",
}
#: Deputies who are workers, farmers, specialists or of villages: 基层代表 (R131).
GRASSROOTS = (Identity.WORKER, Identity.FARMER, Identity.PROFESSIONAL, Identity.GRASSROOTS)


def people_on(side: str, level: str, on: date) -> PersonQuerySet:
    """The people of a side on a day: holders of posts of the standing committee, or deputies of a level.

    A side that is not in the register has none.
    """
    if side == Upper.DEPUTIES:  # the same word below
        held = Deputyship.objects.in_force(on).filter(person=OuterRef("pk"), level=level)
        return Person.objects.filter(Exists(held))
    if side not in _TITLES:
        return Person.objects.none()
    posts = Post.objects.in_force(on).filter(person=OuterRef("pk"), title__regex=_TITLES[side])
    return Person.objects.filter(Exists(posts), standing=Standing.LOCAL)


def holders(tier: LinkTier, on: date) -> PersonQuerySet:
    """Who keeps links of the tier on a day."""
    return people_on(tier.upper, tier.level, on)


def linkable(tier: LinkTier, on: date) -> PersonQuerySet:
    """With whom of the register one links in the tier on a day."""
    return people_on(tier.lower, tier.level, on)


def deputyship_of(person: Person, on: date, level: str = CongressLevel.DISTRICT) -> Deputyship | None:
    """The deputyship a person acts under on a day: of this level, else of any (one query)."""
    held = list(Deputyship.objects.in_force(on).filter(person=person).order_by("level", "pk"))
    return next((one for one in held if one.level == level), held[0] if held else None)
