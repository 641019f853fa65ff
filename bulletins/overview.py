"""What bulletins plug into the overview of leaders: drafts to sign, how each series stands, days to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from bulletins.enums import IssueState
from bulletins.models import Issue, Series
from bulletins.queries import missing_months
from congress.accounts.models import User
from congress.dashboard.panels import (
    Decision,
    Panel,
    Planned,
    register_decisions,
    register_panel,
    register_planned,
)
from congress.figures.period import Period
from congress.web.addresses import record_url
from congress.web.shell import OVERVIEW_READERS

#: Issues named of each series.
_SHOWN = 2


def decisions(user: User) -> Iterator[Decision]:
    """Issues that wait for the leader's signature (1 query)."""
    if not user.has_role(*OVERVIEW_READERS):
        return
    included = Count("entries", filter=Q(entries__included=True))
    rows = Issue.objects.visible_to(user).filter(state=IssueState.REVIEW).select_related("series")
    for row in rows.annotate(n=included).order_by("issued_on", "pk"):
        yield Decision(
            f"签发送审稿，{row.n} 篇，办公室已编好",  # type: ignore[attr-defined] # counted by the query
            str(row),
            reverse("bulletins:arrange", args=[row.pk]),
            "阅读并签发",
            due=row.issued_on,
        )


def status(user: User, period: Period) -> Mapping[str, Any] | None:
    """Each series with its newest issues and what it lacks (3 queries)."""
    series = list(Series.objects.filter(active=True))
    if not series:
        return None
    today = timezone.localdate()
    lacking: dict[int, list[str]] = {}
    for one, year, month in missing_months(today):
        lacking.setdefault(one.pk, []).append(f"{year}年第{month}期")
    rows = Issue.objects.visible_to(user).filter(series__in=series, year__gte=today.year - 1)
    rows = (
        rows.select_related("series")
        .defer("search_text")
        .annotate(n=Count("entries", filter=Q(entries__included=True)))
    )
    newest: dict[int, list[tuple[Issue, str]]] = {}
    for issue in rows.order_by("-year", "-number"):
        found = newest.setdefault(issue.series_id, [])
        if len(found) < _SHOWN:
            page = "read" if issue.state == IssueState.ISSUED else "arrange"
            found.append((issue, record_url(f"bulletins:{page}", issue.pk)))
    return {
        "end": ("全部各期", reverse("bulletins:index")),
        "lines": [(one, newest.get(one.pk, []), lacking.get(one.pk, [])) for one in series],
    }


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Issues to come out, not yet issued (1 query)."""
    rows = Issue.objects.visible_to(user).filter(issued_on__range=(first, last))
    for row in rows.exclude(state=IssueState.ISSUED).select_related("series"):
        yield Planned(row.issued_on, f"印发{row}", record_url("bulletins:arrange", row.pk))


def plug_in() -> None:
    """Register everything."""
    register_decisions(decisions)
    register_planned(planned)
    register_panel(
        Panel(
            "bulletins",
            "编印",
            41,
            frozenset(OVERVIEW_READERS),
            status,
            template="bulletins/_overview.html",
            width=7,
        )
    )
