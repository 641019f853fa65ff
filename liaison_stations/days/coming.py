"""A deputy's next turn, for the home page of the phone."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.web.registry import Coming
from liaison_stations.days.queries import own_turns
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import Duty
from liaison_stations.workflow import DEPUTIES


def coming(user: User) -> Iterator[Coming]:
    """The next reception day on which this deputy has a turn, with who else has one (2 queries)."""
    if not user.has_role(*DEPUTIES):
        return
    now = timezone.localtime()
    turns = own_turns(user).prefetch_related(None).filter(state=DutyState.PLANNED)
    turns = turns.filter(day__day__gte=now.date(), day__state__in=[DayState.PLANNED, DayState.OPEN])
    for duty in turns.order_by("day__day", "day__begins_at", "pk")[:2]:
        day = duty.day
        if (day.day, day.ends_at) <= (now.date(), now.time()):
            continue
        others = Duty.objects.filter(day=day).exclude(pk=duty.pk).exclude(state=DutyState.LEAVE)
        names = "、".join(others.order_by("pk").values_list("deputyship__person__name", flat=True))
        place = day.place or day.station.name
        yield Coming(
            "代表接待日",
            day.day,
            day.begins_at,
            place,
            reverse("reception_days:mine"),
            f"同班：{names}" if names else "",
        )
        return
