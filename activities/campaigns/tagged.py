"""Rules of the library as records that can belong to a campaign (R016)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse

from activities.campaigns.seams import Taggable, Tagged
from congress.accounts.models import User
from deputies.models import LibraryText


def _tagged(rows: Iterable[LibraryText]) -> list[Tagged]:
    return [Tagged(row.pk, row.title, reverse("library:text", args=[row.pk])) for row in rows]


def offered(_user: User) -> list[Tagged]:
    """All of them: everybody with a role reads the library (1 query)."""
    return _tagged(LibraryText.objects.order_by("kind", "title"))


def found(_user: User, keys: Collection[int]) -> list[Tagged]:
    """Those of some keys (1 query)."""
    return _tagged(LibraryText.objects.filter(pk__in=keys).order_by("kind", "title"))


RULES = Taggable("rule", "制度法规", offered, found)
