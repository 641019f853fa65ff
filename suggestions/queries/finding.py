"""What the list of suggestions is searched by, and which of them were open on a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from congress.organs.models import Organ
from congress.search.index import LONGEST_QUERY, search_q
from congress.search.text import normalise
from deputies.models import Person
from suggestions.enums import OPEN_STATES, State
from suggestions.models import Handling, Step, Suggestion, SuggestionQuerySet

#: Steps after which nobody has anything to do.
ENDS = ("strike_off", "withdraw", "merge", "divert")


def found(rows: SuggestionQuerySet, query: str) -> SuggestionQuerySet:
    """Rows of which each word stands in number, title or the lead's name, is the lead's initials, or names a unit
    that handles it, by a name it bears or bore.

    Each way has its own index; joined by “or” in one condition the database would use none of them.
    """
    for word in normalise(query[:LONGEST_QUERY]).split():
        people = Person.objects.filter(Q(initials__contains=word) | Q(name_key__contains=word))
        organs = Organ.objects.filter(
            Q(name__contains=word) | Q(short_name__contains=word) | Q(names__name__contains=word)
        )
        own = Suggestion.objects.order_by().filter(search_q(word)).values("pk")
        led = Suggestion.objects.order_by().filter(lead__person__in=people.order_by().values("pk"))
        parts = Handling.objects.live().order_by().filter(organ__in=organs.order_by().values("pk"))
        rows = rows.filter(pk__in=own.union(led.values("pk"), parts.values("suggestion_id")))
    return rows


def open_on(rows: SuggestionQuerySet, day: date) -> SuggestionQuerySet:
    """Those in which somebody had something to do at the end of a day.

    Submitted by then and not ended: still open now, or ended later. The history is read only for those that were
    submitted or opened more than once, whose dates tell of the last time alone.
    """
    end = _end_of(day)
    ended_later = Step.objects.filter(verb__in=ENDS, handling=None, at__gte=end).values("suggestion_id")
    once_more = Step.objects.filter(Q(verb="reopen") | Q(verb="submit", before=State.RETURNED))
    more_than_once = Q(pk__in=once_more.order_by().values("suggestion_id"))
    then = Step.objects.filter(suggestion=OuterRef("pk"), handling=None, at__lt=end).order_by("-id")
    still = Q(state__in=OPEN_STATES) | Q(pk__in=ended_later.order_by())
    return rows.alias(state_then=Subquery(then.values("after")[:1])).filter(
        ~more_than_once & Q(submitted_at__lt=end) & still | more_than_once & Q(state_then__in=OPEN_STATES)
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
