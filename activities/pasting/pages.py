"""What the page of a pasted month shows: every card with its questions, and how far the draft is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from activities.enums import HalfDay
from activities.models import PastedCard, PasteDraft, PastedState
from activities.pasting.asks import Ask, asks_of, is_ready
from activities.pasting.cards import Card
from activities.pasting.desk import Desk, desk_for
from activities.pasting.marks import Piece, pieces
from congress.accounts.models import User
from congress.web.dates import period


@dataclass
class CardPage:
    """One card as it is shown. ``keep_open`` keeps it open although nothing is asked."""

    row: PastedCard
    card: Card
    desk: Desk
    asks: list[Ask] = field(default_factory=list)
    keep_open: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be logged."""
        return self.row.state == PastedState.OPEN

    @property
    def must(self) -> list[Ask]:
        """What must be answered first."""
        return [ask for ask in self.asks if ask.must]

    @property
    def looks(self) -> list[Ask]:
        """What should be looked at, without the units."""
        return [ask for ask in self.asks if not ask.must and not ask.key.startswith("u-")]

    @property
    def units(self) -> list[Ask]:
        """Units the register does not have."""
        return [ask for ask in self.asks if ask.key.startswith("u-")]

    @property
    def is_ready(self) -> bool:
        """Whether it is logged with the rest."""
        return self.is_waiting and is_ready(self.asks)

    @property
    def is_open(self) -> bool:
        """Whether its boxes are in sight."""
        return self.is_waiting and (bool(self.asks) or self.keep_open)

    @property
    def when(self) -> str:
        """The days in short; nothing while they cannot be read."""
        try:
            days = self.desk.days(self.card)
        except ValidationError:
            return ""
        half = self.card.half_day or days.half_day
        return f"{period(days.start, days.end)}{f' {HalfDay(half).label}' if half else ''}"

    @property
    def kind(self) -> str:
        """The name of the kind."""
        kind = self.desk.kinds.get(self.card.kind or 0)
        return kind.name if kind else "类别没有选"

    @property
    def who(self) -> str:
        """孙维民等 3 人，2 个单位."""
        people = [person.name for person in self.card.people if person.name]
        parts = []
        if people:
            parts.append(f"{'、'.join(people[:2])}{f' 等 {len(people)} 人' if len(people) > 2 else ''}")
        parts += [f"{len(self.card.units)} 个单位"] if self.card.units else []
        return "，".join(parts)

    @property
    def pieces(self) -> list[Piece]:
        """The text with what was read in it."""
        open_units = {ask.key for ask in self.units}
        unsure = [
            one
            for one in self.card.unsure
            if one.field != "units" or f"u-{one.line}" in open_units or one.line is None
        ]
        return pieces(self.card.text, self.card.marks, unsure)

    @property
    def shows_meeting_number(self) -> bool:
        """Whether the number of a meeting is asked."""
        kind = self.desk.kinds.get(self.card.kind or 0)
        return bool(self.card.meeting_number or (kind and kind.meeting_body))


@dataclass
class DraftPage:
    """The whole draft."""

    draft: PasteDraft
    desk: Desk
    cards: list[CardPage]

    @property
    def waiting(self) -> int:
        """Cards that are not logged and not passed over."""
        return sum(page.is_waiting for page in self.cards)

    @property
    def ready(self) -> int:
        """Cards that are logged when the button is pressed."""
        return sum(page.is_ready for page in self.cards)

    @property
    def asked(self) -> int:
        """Cards that need an answer first."""
        return self.waiting - self.ready

    @property
    def looks(self) -> int:
        """Things the clerk should look at; they keep nothing from being logged."""
        return sum(len(page.looks) + len(page.units) for page in self.cards if page.is_waiting)

    @property
    def recorded(self) -> int:
        """Cards that are in the log."""
        return sum(page.row.state == PastedState.RECORDED for page in self.cards)

    @property
    def first_asked(self) -> CardPage | None:
        """Where the first answer is wanted."""
        return next((page for page in self.cards if page.must and page.is_waiting), None)

    def only(self, keys: Sequence[int]) -> list[CardPage]:
        """Some of the cards, in the order of the keys."""
        by_key = {page.row.pk: page for page in self.cards}
        return [by_key[key] for key in keys if key in by_key]


def draft_page(user: User, draft: PasteDraft) -> DraftPage:
    """The draft with all its cards (8 queries, however many cards)."""
    rows = list(PastedCard.objects.filter(draft=draft).select_related("activity"))
    pairs = [(row, Card.from_json(row.data)) for row in rows]
    desk = desk_for(user, draft, rows, pairs)
    pages = [CardPage(row, card, desk) for row, card in pairs]
    for page in pages:
        if page.is_waiting:
            page.asks = asks_of(page.card, desk, page.row.order)
    return DraftPage(draft, desk, pages)
