"""Stations as records that can belong to a campaign (R016)."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from activities.campaigns.seams import Taggable, Tagged
from congress.accounts.models import User
from liaison_stations.models import Station


def _tagged(rows: Collection[Station]) -> list[Tagged]:
    return [Tagged(row.pk, row.name, reverse("liaison_stations:detail", args=[row.pk])) for row in rows]


def offered(user: User) -> list[Tagged]:
    """The stations a user sees that are open (1 query)."""
    return _tagged(Station.objects.visible_to(user).filter(closed_on=None).order_by("name", "pk"))


def found(user: User, keys: Collection[int]) -> list[Tagged]:
    """Those of some keys (1 query)."""
    return _tagged(Station.objects.visible_to(user).filter(pk__in=keys).order_by("name", "pk"))


TAGGABLE = Taggable("station", "联络站", offered, found)
