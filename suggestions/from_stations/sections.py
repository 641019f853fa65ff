"""On the page of a suggestion: the matter it began as, without the citizen."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from congress.web.sections import Line, Plugged, Section
from liaison_stations.matters.showing import state_shown
from liaison_stations.models import Matter
from suggestions.enums import Source
from suggestions.models import MatterSuggestion, Suggestion


def plugged(suggestion: Suggestion, user: User) -> Plugged | None:
    """One section with one line, or nothing; a deputy's own is not asked after (2 queries)."""
    if suggestion.source == Source.DEPUTY:
        return None
    link = MatterSuggestion.objects.filter(suggestion=suggestion).select_related("matter__station").first()
    if link is None:
        return None
    row = link.matter
    seen = Matter.objects.visible_to(user).filter(pk=row.pk).exists()
    url = reverse("matters:detail", args=[row.pk]) if seen else ""
    line = Line(row.title, row.station.name, url, at=row.received_at, state=state_shown(row))
    return Plugged(sections=[Section("群众事项", [line])])
