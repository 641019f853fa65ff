"""A pasted text read and cut: cards of what tells of activities, and the lines that were left out with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from activities.models import ActivityKind
from activities.pasting.cards import Card, card_of
from activities.pasting.desk import visible_people
from activities.recognition import Lexicon, Recognised, lexicon_from_database, recognise
from activities.recognition.segment import cut
from congress.accounts.models import User

#: No bulletin of a month has more; every one of them stands on the page with all its boxes.
MOST_CARDS = 100
#: Why a paragraph became no card although it is running text.
NOTHING = "看不出日期和参加人"


@dataclass
class PastedText:
    """What a text held. ``left_out`` is ``[line, why]``, in the words of the page."""

    cards: list[Card] = field(default_factory=list)
    left_out: list[list[str]] = field(default_factory=list)


def read_text(user: User, text: str, *, year: int, month: int) -> PastedText:
    """Recognise a whole text for this clerk (7 queries)."""
    lexicon = lexicon_from_database()
    found = recognise(text, year=year, month=month, lexicon=lexicon)
    found = [one for one in found if _tells(one)]
    kinds = dict(ActivityKind.objects.filter(active=True).values_list("code", "pk"))
    seen = visible_people(user, (key for one in found for person in one.people for key in person.keys))
    cards = [card_of(one, kinds, lambda keys: {key for key in keys if key in seen}) for one in found]
    pieces = cut(text)
    told = {card.text for card in cards}
    silent = [[part.text, NOTHING] for part in pieces.paragraphs if part.text not in told]
    return PastedText(cards, [*([line, why] for line, why in pieces.left_out), *silent])


def _tells(one: Recognised) -> bool:
    """A single paragraph comes back from recognition whatever it says; “今天天气很好” is no activity."""
    return bool(one.start or one.people or one.units or one.groups or one.organiser)


def read_line(user: User, text: str, *, year: int, month: int) -> Card:
    """The card of one line, whatever it tells."""
    lexicon: Lexicon = lexicon_from_database()
    kinds = dict(ActivityKind.objects.filter(active=True).values_list("code", "pk"))
    found = recognise(text, year=year, month=month, lexicon=lexicon)
    if len(found) != 1:
        return Card(text=text)
    return card_of(found[0], kinds, lambda keys: visible_people(user, keys))
