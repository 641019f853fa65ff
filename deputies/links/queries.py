"""Links and contacts in numbers: who is short of the target, who is not linked, contacts by channel and tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from congress.accounts.models import User
from congress.figures.period import Period
from deputies.links import rules
from deputies.links.enums import Upper
from deputies.links.sides import holders, linkable
from deputies.models import (
    Contact,
    ContactChannel,
    ContactOpinion,
    Deputyship,
    Link,
    LinkTier,
    Person,
    VisitKind,
    is_grassroots,
)

_NO_CONTACTS = {"times": 0, "people": 0, "others": 0}


@dataclass(frozen=True)
class HolderLine:
    """Somebody who keeps links of a tier: with how many, against the target."""

    person: Person
    count: int
    target: int | None

    @property
    def short(self) -> int:
        """So many are missing."""
        return max(0, (self.target or 0) - self.count)

    @property
    def over(self) -> int:
        """So many more than asked for."""
        return max(0, self.count - self.target) if self.target else 0

    @property
    def said(self) -> str:
        """缺1, 超2; empty for who has as many as asked for."""
        return f"缺 {self.short}" if self.short else f"超 {self.over}" if self.over else ""


@dataclass(frozen=True)
class Cover:
    """A tier on a day (R128, R129): those who keep links, and, of the register, those nobody is linked with."""

    tier: LinkTier
    lines: list[HolderLine]
    linked: int
    unlinked: list[Person]
    whole: int

    @property
    def short(self) -> list[HolderLine]:
        """Who is under the target."""
        return [line for line in self.lines if line.short]

    @property
    def over(self) -> list[HolderLine]:
        """Who is over the target."""
        return [line for line in self.lines if line.over]

    @property
    def links(self) -> int:
        """Links in force."""
        return sum(line.count for line in self.lines)

    @property
    def wanted(self) -> int:
        """Links there would be if everybody met the target: 191 deputies with 10 each are 1,910."""
        return (self.tier.target or 0) * len(self.lines)

    @property
    def needed(self) -> int | None:
        """So many with the target each cover everybody once: 191 deputies need 48 members with 4 each."""
        return -(-self.whole // self.tier.target) if self.tier.target and self.tier.of_register else None


def tiers() -> list[LinkTier]:
    """The tiers in use, in their order (one query)."""
    return list(LinkTier.objects.filter(in_use=True))


def cover(tier: LinkTier, user: User, on: date) -> Cover:
    """A tier within the user's scope (3 queries, 2 for tiers outside the register)."""
    links = Link.objects.in_force(on).filter(tier=tier)
    counts = dict(links.order_by().values_list("holder").annotate(n=Count("pk")))
    people = holders(tier, on).filter(rules.see_holder.as_q(user)).order_by("pinyin", "pk")
    lines = [HolderLine(one, counts.get(one.pk, 0), tier.target) for one in people]
    if not tier.of_register:
        return Cover(tier, lines, 0, [], 0)
    below = linkable(tier, on).filter(rules.see_holder.as_q(user)).order_by("pinyin", "pk")
    kept = Count("links_with", filter=Q(links_with__in=links))
    rows: list[Any] = list(below.annotate(kept=kept))
    return Cover(
        tier,
        lines,
        linked=sum(1 for one in rows if one.kept),
        unlinked=[one for one in rows if not one.kept],
        whole=len(rows),
    )


def linked_grassroots(user: User, tier: LinkTier, on: date) -> int:
    """Distinct 基层代表 somebody is linked with in a tier (R131; one query)."""
    rows = Link.objects.visible_to(user).in_force(on).filter(is_grassroots(), tier=tier)
    return rows.order_by().values("person").distinct().count()


@dataclass(frozen=True)
class TierSum:
    """Contacts of one tier in a period: person-times, and how many different ones they were with."""

    tier: LinkTier
    times: int
    people: int


@dataclass(frozen=True)
class Report:
    """Contacts in a period, by tier, channel and kind of visit (R036, R131, R132, R134)."""

    contacts: int
    opinions: int
    tiers: list[TierSum]
    channels: list[tuple[ContactChannel, int]]
    kinds: list[tuple[VisitKind, int]]

    @property
    def online(self) -> int:
        """线上."""
        return sum(n for channel, n in self.channels if channel.is_online)

    @property
    def offline(self) -> int:
        """线下."""
        return sum(n for channel, n in self.channels if not channel.is_online)


def report(user: User, period: Period) -> Report:
    """What contacts in the user's scope come to in a period (8 queries)."""
    rows = Contact.objects.visible_to(user).standing().filter(period.as_q("on"))
    keys = rows.order_by().values("pk")
    with_whom = Contact.links.through.objects.filter(contact__in=keys)
    sums: dict[Any, Any] = {
        line["link__tier"]: line
        for line in with_whom.order_by()
        .values("link__tier")
        .annotate(
            times=Count("pk"),
            people=Count("link__person", distinct=True),
            others=Count("link__party", distinct=True),
        )
    }
    channels = dict(rows.order_by().values_list("channel").annotate(n=Count("pk")))
    marked = Contact.visit_kinds.through.objects.filter(contact__in=keys)
    kinds = dict(marked.order_by().values_list("visitkind").annotate(n=Count("pk")))
    return Report(
        contacts=rows.count(),
        opinions=ContactOpinion.objects.filter(contact__in=keys).count(),
        tiers=[
            TierSum(tier, line["times"], line["people"] + line["others"])
            for tier in LinkTier.objects.all()
            if tier.in_use or tier.pk in sums
            for line in [sums.get(tier.pk, _NO_CONTACTS)]
        ],
        channels=_counted(ContactChannel.objects.all(), channels),
        kinds=_counted(VisitKind.objects.all(), kinds),
    )


def _counted(rows: Any, counts: dict[int, int]) -> list[tuple[Any, int]]:
    """Each line of a list with its number; one that is not used any more only where it has one."""
    return [(row, counts.get(row.pk, 0)) for row in rows if row.in_use or row.pk in counts]


@dataclass(frozen=True)
class OwnTier:
    """The links somebody keeps in a tier, for the phone."""

    tier: LinkTier
    links: list[Link]

    @property
    def missing(self) -> int:
        """So many are missing to the target."""
        return max(0, (self.tier.target or 0) - len(self.links))


def own_links(person: Person, on: date) -> list[OwnTier]:
    """The links somebody keeps, by tier: those there are, and the tiers with the target still open (3 queries)."""
    rows = Link.objects.in_force(on).filter(holder=person).select_related("tier", "person", "party")
    found: dict[int, list[Link]] = {}
    last = Max("contacts__on", filter=Q(contacts__withdrawn_at=None))
    for row in rows.order_by("starts_on", "pk").annotate(last=last):
        found.setdefault(row.tier_id, []).append(row)
    is_deputy = Deputyship.objects.in_force(on).filter(person=person).exists()
    return [
        OwnTier(tier, found.get(tier.pk, []))
        for tier in LinkTier.objects.all()
        if tier.pk in found or (tier.in_use and tier.target and is_deputy and tier.upper == Upper.DEPUTIES)
    ]


def kept_with(user: User, link: Link) -> Sequence[Contact]:
    """Contacts on a link, newest first."""
    rows = Contact.objects.visible_to(user).standing().filter(links=link)
    return list(rows.select_related("channel").order_by("-on", "-pk"))
