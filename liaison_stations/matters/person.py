"""On the page of a person: what the deputy heard at stations (代表联系册, R077)."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from deputies.models import Person
from deputies.records import Line, Section
from liaison_stations.matters.seams import Became, became
from liaison_stations.models import Matter
from liaison_stations.rules import MATTER_READERS

#: Matters named on the page of a person; the list has the others.
_NAMED = 5


def heard_at_stations(person: Person, user: User) -> Section | None:
    """Newest first, each with how far it is or, where it became one, its suggestion (1 query, up to 4 with matters)."""
    if not user.has_role(*MATTER_READERS):
        return None
    rows = Matter.objects.visible_to(user).filter(heard_by__person=person)
    newest = list(rows.select_related("station").order_by("-received_at", "-pk")[:_NAMED])
    links = became(newest, user)
    return Section(
        title="接待的群众事项",
        unit="件",
        count=rows.count() if len(newest) == _NAMED else len(newest),
        all_url=f"{reverse('matters:index')}?heard={person.pk}",
        lines=[_line(row, links.get(row.pk)) for row in newest],
        empty="还没有接待的群众事项",
    )


def _line(row: Matter, suggestion: Became | None) -> Line:
    on, station = timezone.localdate(row.received_at), row.station.name
    if suggestion is not None and suggestion.url:
        return Line(row.title, suggestion.url, on, f"{station}　已转为代表建议　{suggestion.state[1]}")
    url = reverse("matters:detail", args=[row.pk])
    return Line(row.title, url, on, f"{station}　{row.get_state_display()}")
