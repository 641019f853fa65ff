"""What waits for whom: a day to be recorded or given deputies, an answer about a swap, the next turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, Min, OuterRef
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import dates
from congress.web.registry import Todo
from liaison_stations.days.queries import asked_of, own_turns
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import Duty, ReceptionDay
from liaison_stations.operations.day_notices import hours
from liaison_stations.workflow import DEPUTIES, STATION

#: A day without deputies is asked about so many days before, and a turn is named so many days before.
_AHEAD = timedelta(days=14)
_NEXT = timedelta(days=7)
#: What was left open longer ago is no longer asked for.
_BACK = timedelta(days=60)
INDEX, MINE = "reception_days:index", "reception_days:mine"


def todos(user: User) -> Iterator[Todo]:
    """Everything reception days ask of this user (at most four queries)."""
    if user.has_role(*STATION, Role.TOWN):
        yield from _of_staff(user)
    if user.has_role(*DEPUTIES):
        yield from _of_deputy(user)


def _of_staff(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    kept = ReceptionDay.objects.kept_by(user).order_by()
    left = kept.filter(day__range=(today - _BACK, today), state__in=[DayState.PLANNED, DayState.OPEN])
    for row in left.select_related("station").order_by("day", "pk")[:6]:
        verb, page = (
            ("登记接待", "去登记")
            if row.state == DayState.OPEN or row.day == today
            else ("补记接待", "去补记")
        )
        yield Todo(
            f"{verb}：{row.station}",
            f"{dates.day_word(row.day)} {hours(row)}",
            reverse("reception_days:detail", args=[row.pk]),
            page,
            due=row.day,
            menu=INDEX,
        )
    bare = kept.filter(
        ~Exists(Duty.objects.filter(day=OuterRef("pk"))),
        day__range=(today, today + _AHEAD),
        state=DayState.PLANNED,
    )
    first = bare.aggregate(first=Min("day"))["first"]
    if first is not None:
        yield Todo(
            "给接待日排代表",
            f"最近一次是{dates.day_word(first)}，还没有排代表",
            f"{reverse(INDEX)}?when=nobody",
            "去排",
            due=first,
            menu=INDEX,
        )


def _of_deputy(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    for swap in asked_of(user):
        yield Todo(
            f"答复换班：{swap.duty.deputyship.person.name}",
            f"请您替{dates.day(swap.duty.day.day)}，{swap.duty.day.station}",
            reverse(MINE),
            "去答复",
            due=swap.duty.day.day,
            menu=MINE,
        )
    turns = own_turns(user).prefetch_related(None).filter(state=DutyState.PLANNED)
    ahead = turns.filter(
        day__day__range=(today, today + _NEXT), day__state__in=[DayState.PLANNED, DayState.OPEN]
    )
    for duty in ahead.order_by("day__day", "pk"):
        yield Todo(
            f"到站接待：{duty.day.station}",
            f"{dates.day_word(duty.day.day)} {hours(duty.day)}",
            reverse(MINE),
            "去看",
            due=duty.day.day,
            menu=MINE,
        )
