"""Who stands on a side of a tier on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from congress.organs.enums import CongressLevel
from deputies import standing_committee
from deputies.enums import Standing
from deputies.links.enums import Lower, Upper
from deputies.models import Deputyship, LinkTier, Person, PersonQuerySet

#: The posts of the standing committee by side.
_TITLES: dict[str, str] = {
    Upper.LEADERS: standing_committee.LEADERS,
    Upper.MEMBERS: standing_committee.MEMBERS,
    Lower.ORDINARY: standing_committee.ORDINARY,
}


def people_on(side: str, level: str, on: date) -> PersonQuerySet:
    """The people of a side on a day: holders of posts of the standing committee, or deputies of a level.

    A side that is not in the register has none.
    """
    if side == Upper.DEPUTIES:  # the same word below
        held = Deputyship.objects.in_force(on).filter(person=OuterRef("pk"), level=level)
        return Person.objects.filter(Exists(held))
    if side not in _TITLES:
        return Person.objects.none()
    posts = standing_committee.held_posts("pk", on, titles=_TITLES[side])
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
