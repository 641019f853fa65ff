"""What everybody may read, and what the office has not decided on yet."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F, Prefetch, Q

from congress.accounts.models import User
from congress.organs.models import Session
from congress.search.index import search_q
from suggestions.models import (
    Category,
    Publication,
    PublicationQuerySet,
    PublishedReply,
    Suggestion,
    SuggestionQuerySet,
)
from suggestions.publishing import rules
from suggestions.publishing.enums import ANSWERED_STATES, PublicationState
from suggestions.showing import session_shown


def answered(user: User) -> SuggestionQuerySet:
    """Suggestions the user decides on: answered, and those shown before they were handled again."""
    rows = Suggestion.objects.filter(rules.publish_suggestion.as_q(user))
    shown = Publication.objects.published().order_by().values("suggestion")
    return rows.filter(Q(state__in=ANSWERED_STATES) | Q(pk__in=shown))


def undecided(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """Those nobody has decided on."""
    decided = Publication.objects.filter(current=True).order_by().values("suggestion")
    return rows.filter(state__in=ANSWERED_STATES).exclude(pk__in=decided)


def outdated(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """Those shown with replies of a round that is not the last any more."""
    shown = Publication.objects.published().exclude(round=F("suggestion__round")).order_by()
    return rows.filter(pk__in=shown.values("suggestion"))


def decided(rows: SuggestionQuerySet, state: str) -> SuggestionQuerySet:
    """Those with this decision."""
    chosen = Publication.objects.filter(current=True, state=state).order_by()
    return rows.filter(pk__in=chosen.values("suggestion"))


def offered() -> dict[str, list[tuple[str, str]]]:
    """What the public list can be narrowed to: only what it holds (4 queries)."""
    rows = Publication.objects.published().order_by()
    sessions = Session.objects.filter(pk__in=rows.values("session")).select_related("term")
    newest = sorted(sessions, key=lambda one: (one.term.number, one.number), reverse=True)
    years = rows.values_list("year", flat=True).distinct()
    tops = {category.parent or category for category in _categories(rows)}
    units = (
        PublishedReply.objects.filter(publication__in=rows)
        .order_by("unit__short_name")
        .values_list("unit", "unit__short_name")
        .distinct()
    )
    return {
        "when": [
            *((f"y{year}", f"{year}年") for year in sorted(filter(None, years), reverse=True)),
            *((f"s{session.pk}", session_shown(session)) for session in newest),
        ],
        "category": [(str(top.pk), top.name) for top in sorted(tops, key=lambda one: (one.order, one.pk))],
        "unit": [(str(pk), name) for pk, name in units],
    }


def _categories(rows: PublicationQuerySet) -> list[Category]:
    return list(Category.objects.filter(pk__in=rows.values("category")).select_related("parent"))


def listed(wanted: Mapping[str, str]) -> PublicationQuerySet:
    """What everybody may read, narrowed, the newest first. Only public texts are searched."""
    rows = Publication.objects.published()
    if query := wanted.get("q"):
        rows = rows.filter(search_q(query))
    if when := wanted.get("when"):
        rows = rows.filter(**{"year" if when[0] == "y" else "session": int(when[1:])})
    if category := wanted.get("category"):
        rows = rows.filter(Q(category=int(category)) | Q(category__parent=int(category)))
    if unit := wanted.get("unit"):
        of_unit = PublishedReply.objects.filter(unit=int(unit)).order_by()
        rows = rows.filter(pk__in=of_unit.values("publication"))
    named = Prefetch("replies", PublishedReply.objects.only("publication_id", "unit_name").order_by("id"))
    shown = rows.select_related("suggestion", "session__term").prefetch_related(named)
    return shown.only(
        "title",
        "lead_name",
        "delegation",
        "signed",
        "decided_at",
        "session__number",
        "session__term__number",
        "suggestion__number_text",
    ).order_by("-decided_at", "-id")


def shown_now(pk: int) -> PublicationQuerySet:
    """What is shown now of the suggestion a publication was of, so that an address outlives a correction."""
    return Publication.objects.published().filter(suggestion__publications=pk)


def current_of(row: Suggestion) -> Publication | None:
    """The decision in force on a suggestion."""
    rows = Publication.objects.filter(suggestion=row, current=True)
    return rows.select_related("decided_by", "withdrawn_by").first()


def former_of(row: Suggestion) -> Publication | None:
    """What was shown of a suggestion before; the clerk's marks are taken over from it."""
    shown = row.publications.exclude(state=PublicationState.DECLINED)
    return shown.order_by("-id").first()
