"""What bookings ask of those who run a station (1 query)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.web.registry import Todo
from liaison_stations.services.queries import waiting
from liaison_stations.workflow import STATION

INDEX = "station_services:index"


def todos(user: User) -> Iterator[Todo]:
    """Who comes today; of whom nobody noted whether they came."""
    if not user.has_role(*STATION):
        return
    now = timezone.localtime()
    today, over = waiting(user, now)
    url = reverse("station_services:bookings")
    if today:
        yield Todo(
            f"今天有 {today} 个预约",
            "看几点、约的什么",
            f"{url}?when=today",
            "去看",
            due=now.date(),
            menu=INDEX,
        )
    if over:
        yield Todo(
            f"登记 {over} 个预约来没来",
            "来了的点“已到”，再登记办了什么",
            f"{url}?when=over",
            "去登记",
            menu=INDEX,
        )
