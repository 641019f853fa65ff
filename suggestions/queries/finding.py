"""What the list of suggestions is searched by, and which of them were open on a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from congress.organs.models import Organ
from congress.search.index import LONGEST_QUERY, literal_q, search_q
from congress.search.numbers import Numbered, numbered, together
from deputies.models import Deputyship
from suggestions.enums import OPEN_STATES, State
from suggestions.models import Handling, Step, Suggestion, SuggestionQuerySet

#: Steps by which a suggestion goes another way, and where it stands then.
LEAVING = ("withdraw", "merge", "divert")
LEFT_STATES = (State.WITHDRAWN, State.MERGED, State.DIVERTED)
#: Steps after which something is done once more that has a date of its own.
AGAIN = ("send_back", "reopen")


def found(rows: SuggestionQuerySet, query: str) -> SuggestionQuerySet:
    """Rows of which each word stands in number, title or the lead's name, is the number (第12号) or the lead's
    initials, or names a unit that handles it, by a name it bears or bore (2 queries a word).

    People and units are looked up first: as keys every way has its index, and a way that leads nowhere is left out.
    """
    for word in together(query[:LONGEST_QUERY]).split():
        named = Q(person__initials__contains=word) | Q(person__name_key__contains=word)
        seats = list(Deputyship.objects.filter(named).order_by().values_list("pk", flat=True))
        organs = Organ.objects.filter(
            Q(name__contains=word) | Q(short_name__contains=word) | Q(names__name__contains=word)
        )
        units = list(organs.order_by().distinct().values_list("pk", flat=True))
        own = search_q(word)
        if asked := numbered(word):
            own |= _of_number(asked)
        if seats:
            own |= Q(lead__in=seats)
        if units:
            parts = Handling.objects.live().filter(organ__in=units).order_by()
            mine = Suggestion.objects.filter(own).order_by()
            own = Q(pk__in=mine.values("pk").union(parts.values("suggestion_id")))
        rows = rows.filter(own)
    return rows


def _of_number(asked: Numbered) -> Q:
    """Those that bear a number, which stands first in what is searched, with at least three digits."""
    return Q(number=asked.number, number_text__contains=asked.stem) & literal_q(f"{asked.number:03} ")


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
