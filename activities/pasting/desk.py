"""What the page of a pasted month needs to know beside its cards: kinds, people, like records. Fixed queries."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from activities.days import Days, parse_days
from activities.models import Activity, ActivityKind, PastedCard, PasteDraft, PastedState
from activities.pasting.cards import Card
from activities.queries.duplicates import likeness
from activities.queries.log import recorded_between
from congress.accounts.models import User
from congress.organs import rules as organ_rules
from deputies.models import Person

#: From this share of common pairs of characters on, two texts of one day tell of the same thing (Dice).
_SAME_TEXT = 0.6
#: Under different leaders the same thing is done at several places at once; only the same words count then.
_SAME_WORDS = 0.9
#: With the same person leading, less of the text has to agree.
_SAME_LEADER = 0.3
_COMPARED = 1000


@dataclass(frozen=True)
class Known:
    """Somebody of the register: the name, and what tells namesakes apart."""

    name: str
    hint: str


@dataclass(frozen=True)
class Alike:
    """What a card may repeat: a record of the log, or an earlier paragraph (``order``) of the same paste."""

    why: str
    activity: Activity | None = None
    order: int = 0


@dataclass
class Desk:
    """The clerk's desk for one draft."""

    user: User
    year: int
    month: int
    kinds: dict[int, ActivityKind]
    people: dict[int, Known]
    logged: Sequence[Activity] = ()
    earlier: list[tuple[int, Card, Days]] = field(default_factory=list)

    @property
    def may_enter_organs(self) -> bool:
        """Whether the clerk keeps the register of units."""
        return self.user.has_role(*organ_rules.KEEPERS)

    def days(self, card: Card) -> Days:
        """The days as written; raises ``ValidationError`` in words. A missing year is that of the draft."""
        if not card.days.strip():
            raise ValidationError("原文没有写日期，请填写")
        last = date(self.year, self.month, monthrange(self.year, self.month)[1])
        days = parse_days(card.days, last)
        if days.start > timezone.localdate() + timedelta(days=366):
            raise ValidationError(f"{days.start.year}年还没有到，请核对年份")
        return days

    def alike(self, card: Card, order: int) -> Alike | None:
        """The likeliest earlier record, or earlier paragraph, that tells of the same thing."""
        try:
            days = self.days(card)
        except ValidationError:
            return None
        found: list[tuple[float, Alike]] = []
        for row in self.logged:
            if row.start_on > days.end or row.end_on < days.start:
                continue
            first = next((part.person_id for part in row.participations.all()), None)
            led = first is not None and first == card.leader
            share = max(likeness(card.headline, row.headline), likeness(card.text, row.text))
            if _same(share, first, card.leader) or (
                led and (row.kind_id == card.kind or share >= _SAME_LEADER)
            ):
                found.append((share, Alike("同一天、同一位领导" if led else "同一天，文字相近", row)))
        for number, other, then in self.earlier:
            if number >= order or then.start > days.end or then.end < days.start:
                continue
            share = likeness(card.text, other.text)
            if _same(share, other.leader, card.leader):
                found.append((share, Alike("同一天，文字相近", order=number)))
        return max(found, key=lambda pair: pair[0])[1] if found else None


def _same(share: float, one: int | None, other: int | None) -> bool:
    differ = one is not None and other is not None and one != other
    return share >= (_SAME_WORDS if differ else _SAME_TEXT)


def desk_for(
    user: User, draft: PasteDraft, rows: Iterable[PastedCard], cards: Sequence[tuple[PastedCard, Card]]
) -> Desk:
    """The desk for these cards of a draft (6 queries); ``rows`` are all of its cards, to compare with."""
    kinds = {kind.pk: kind for kind in ActivityKind.objects.filter(active=True)}
    keys = {
        key for _row, card in cards for person in card.people for key in (person.key, *person.choices) if key
    }
    desk = Desk(user, draft.year, draft.month, kinds, known_people(user, keys))
    spans = []
    for row, card in cards:
        if row.state == PastedState.OPEN and not card.again:
            try:
                spans.append(desk.days(card))
            except ValidationError:
                continue
    if spans:
        since, until = min(days.start for days in spans), max(days.end for days in spans)
        own = {row.token for row in rows}
        logged = recorded_between(user, since, until).prefetch_related("participations").order_by("-pk")
        desk.logged = [row for row in logged[:_COMPARED] if row.token not in own]
    for row in rows:
        if row.state != PastedState.SKIPPED:
            card = Card.from_json(row.data)
            try:
                desk.earlier.append((row.order, card, desk.days(card)))
            except ValidationError:
                continue
    return desk


def known_people(user: User, keys: Iterable[int]) -> dict[int, Known]:
    """People in the user's scope by key (2 queries)."""
    people = Person.objects.visible_to(user).filter(pk__in=set(keys)).prefetch_related("posts")
    return {person.pk: Known(person.name, hint_of(person)) for person in people}


def hint_of(person: Person) -> str:
    """Where somebody works or what post they hold; without either the number in the register."""
    posts = "、".join(str(post) for post in list(person.posts.all())[:2])
    return person.organisation or posts or f"编号 {person.pk}"


def visible_people(user: User, keys: Iterable[int]) -> set[int]:
    """Which of these people the user may see (1 query)."""
    return set(Person.objects.visible_to(user).filter(pk__in=set(keys)).values_list("pk", flat=True))
