"""The papers of a suggestion for a user who may see it."""

from __future__ import annotations

from django.db.models import QuerySet

from congress.accounts.models import User
from suggestions.models import Reply, Suggestion
from suggestions.models.suggestion import SuggestionQuerySet
from suggestions.queries.desk import Record, page_rows, record_of
from suggestions.rules import DESK_READERS


def replies_for(user: User) -> QuerySet[Reply]:
    """Replies this user may see: with the suggestion one sees all its replies; opinions are no letters."""
    rows = Reply.objects.filter(handling__suggestion__in=Suggestion.objects.visible_to(user))
    return rows.filter(category__isnull=False).select_related(
        "category", "handling__organ", "handling__suggestion__lead__person", "handling__suggestion__gate"
    )


def record_for(rows: SuggestionQuerySet, pk: int) -> Record | None:
    """A suggestion out of these with everything around it."""
    row = page_rows(rows).filter(pk=pk).first()
    return record_of(row) if row else None


def sees_opinions(user: User) -> bool:
    """Opinions of co-handlers are for desks; a deputy reads what the lead unit made of them."""
    return user.has_role(*DESK_READERS)
