"""What the list of suggestions is searched by, and which of them were open on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from congress.organs.models import Organ
from congress.search.index import LONGEST_QUERY, READ, literal_q, search_q
from congress.search.numbers import Numbered, numbered, together
from deputies.models import Deputyship
from suggestions.enums import OPEN_STATES, State
from suggestions.models import Handling, Step, Suggestion, SuggestionQuerySet

#: Steps by which a suggestion goes another way, and where it stands then.
LEAVING = ("withdraw", "merge", "divert")
LEFT_STATES = (State.WITHDRAWN, State.MERGED, State.DIVERTED)
#: Steps after which something is done once more that has a date of its own.
AGAIN = ("send_back", "reopen")


@dataclass(frozen=True)
class Word:
    """One word of a query and what it names: seats of people, units, the number of a suggestion."""

    text: str
    seats: list[int]
    units: list[int]
    asked: Numbered | None


def words_of(query: str) -> list[Word]:
    """The words of a query (2 queries a word).

    People and units are looked up first: as keys every way has its index, and a way that leads nowhere is left out.
    """
    return [_looked_up(word) for word in together(query[:LONGEST_QUERY]).split()]


def _looked_up(word: str) -> Word:
    named = Q(person__initials__contains=word) | Q(person__name_key__contains=word)
    seats = Deputyship.objects.filter(named, search_q(word, "person__search_text")).order_by()
    organs = Organ.objects.filter(
        Q(name__contains=word) | Q(short_name__contains=word) | Q(names__name__contains=word)
    )
    units = organs.order_by().distinct().values_list("pk", flat=True)
    return Word(word, list(seats.values_list("pk", flat=True)), list(units), numbered(word))


def found(rows: SuggestionQuerySet, query: str) -> SuggestionQuerySet:
    """Rows of which each word stands in number, title or the lead's name, is the number (第12号) or the lead's
    initials, or names a unit that handles it, by a name it bears or bore (2 queries a word).
    """
    return by_index(rows, words_of(query))


def by_index(rows: SuggestionQuerySet, words: Iterable[Word]) -> SuggestionQuerySet:
    """Of all rows those found by each word."""
    for word in words:
        own = _own(word)
        if word.units:
            parts = Handling.objects.live().filter(organ__in=word.units).order_by()
            mine = Suggestion.objects.filter(own).order_by()
            own = Q(pk__in=mine.values("pk").union(parts.values("suggestion_id")))
        rows = rows.filter(own)
    return rows


def by_reading(rows: SuggestionQuerySet, words: Iterable[Word]) -> SuggestionQuerySet:
    """Of a few rows those found by each word, each row looked at."""
    for word in words:
        own = _own(word, vendor=READ)
        if word.units:
            own |= Q(Exists(Handling.objects.live().filter(suggestion=OuterRef("pk"), organ__in=word.units)))
        rows = rows.filter(own)
    return rows


def _own(word: Word, vendor: str | None = None) -> Q:
    own = search_q(word.text, vendor=vendor)
    if word.asked:
        # The number stands first in what is searched, with at least three digits.
        own |= Q(number=word.asked.number, number_text__contains=word.asked.stem) & literal_q(
            f"{word.asked.number:03} ", vendor=vendor
        )
    if word.seats:
        own |= Q(lead__in=word.seats)
    return own


def open_on(rows: SuggestionQuerySet, day: date) -> SuggestionQuerySet:
    """Those in which somebody had something to do at the end of a day.

    Submitted by then and not ended: still open now, or ended later. The history is read only for those that were
    submitted or opened more than once, whose dates tell of the last time alone. One set of keys: joined by “or” the
    database would go through every suggestion.
    """
    end = _end_of(day)
    steps = Step.objects.filter(handling=None).order_by()
    again = steps.filter(verb__in=AGAIN).values("suggestion_id")
    left_later = steps.filter(
        ~Q(suggestion__in=again),
        verb__in=LEAVING,
        at__gte=end,
        suggestion__submitted_at__lt=end,
        suggestion__state__in=LEFT_STATES,
    )
    then = Step.objects.filter(suggestion=OuterRef("pk"), handling=None, at__lt=end).order_by("-id")
    every = Suggestion.objects.order_by()
    once = every.filter(~Q(pk__in=again), submitted_at__lt=end)
    history = every.filter(pk__in=again).alias(state_then=Subquery(then.values("after")[:1]))
    keys = once.filter(state__in=OPEN_STATES).values("pk")
    found = keys.union(
        once.filter(closed_at__gte=end).values("pk"),
        left_later.values("suggestion_id"),
        history.filter(state_then__in=OPEN_STATES).values("pk"),
    )
    return rows.filter(pk__in=found)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
