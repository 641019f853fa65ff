"""Which edition of a text is shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from deputies.models import LibraryEdition, LibraryText


def shown_edition(editions: Sequence[LibraryEdition]) -> LibraryEdition:
    """Of the editions, newest first, the one in force today; else the newest."""
    today = timezone.localdate()
    begun = (one for one in editions if one.effective_on <= today)
    return next((one for one in begun if one.ended_on is None or one.ended_on >= today), editions[0])


def editions_of(text: LibraryText) -> list[LibraryEdition]:
    """All editions, the newest first, without their bodies (1 query)."""
    return list(text.editions.defer("body").order_by("-number"))
