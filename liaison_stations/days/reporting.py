"""What reception days add to the year report on the work with deputies (R083)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from deputies.work_report.facts import Asked, Fact
from liaison_stations.enums import DayState
from liaison_stations.models import ReceptionDay


def duties(asked: Asked) -> Iterable[Fact]:
    """Reception days that were held (1 query)."""
    n = ReceptionDay.objects.filter(state=DayState.HELD, day__year=asked.year).count()
    query = urlencode({"state": "held", "since": f"{asked.year}-01-01", "until": f"{asked.year}-12-31"})
    yield Fact("代表接待日", f"{n:,} 次", f"{reverse('reception_days:index')}?{query}")
