"""The year a page is of."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from congress.web.requests import SignedInRequest
from liaison_stations.books import years


def year_asked(request: SignedInRequest, *, ahead: bool = False) -> dict[str, Any]:
    """``year``, ``years`` to choose from and ``today``; the present year unless another was asked for.

    With ``ahead`` the year to come as well.
    """
    today = timezone.localdate()
    last = today.year + ahead
    year = min(years.chosen(request.GET.get("year", ""), today), last)
    return {"year": year, "years": [one for one in years.offered(today) if one <= last], "today": today}
