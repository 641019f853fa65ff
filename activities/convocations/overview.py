"""What convocations plug into the overview of leaders: activities that were called for the coming days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from activities.convocations.enums import ConvocationState
from activities.convocations.rules import READERS
from activities.models import Convocation
from congress.accounts.models import User
from congress.dashboard.panels import Planned
from congress.web.addresses import record_url


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """What deputies are called to, on its first day (1 query)."""
    if not user.has_role(*READERS):
        return
    rows = Convocation.objects.visible_to(user).filter(start_on__range=(first, last))
    rows = rows.filter(state__in=[ConvocationState.SENT, ConvocationState.HELD])
    for row in rows.only("title", "start_on", "begins_at").order_by("start_on", "begins_at"):
        at = f"{row.begins_at.hour}:{row.begins_at.minute:02}"
        yield Planned(row.start_on, row.title, record_url("convocations:detail", row.pk), at)
