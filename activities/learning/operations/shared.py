"""What the operations of a class share: the locked row, its facts, who moves up, who is told what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from activities.learning.enums import TraineeState
from activities.models import Trainee, TrainingClass
from congress.accounts.models import User
from congress.notices import operations as notices
from congress.web import dates

#: What a class is told of; the operations take these.
FIELDS = (
    "title",
    "type",
    "reach",
    "plan",
    "year",
    "span",
    "start_on",
    "end_on",
    "gathering",
    "channel",
    "direction",
    "manner",
    "place",
    "host",
    "organiser",
    "audience",
    "levels",
    "enrol_by",
    "seats",
    "note",
    "number",
    "hall_form",
    "town",
    "area",
)


def locked(training: TrainingClass) -> TrainingClass:
    """The class as it stands now, for this transaction alone."""
    rows = TrainingClass.objects.select_for_update(of=("self",))
    return rows.select_related("type__activity_kind", "area", "town", "plan__term", "activity__kind").get(
        pk=training.pk
    )


def facts_of(row: TrainingClass) -> dict[str, Any]:
    """What stands in a class; records by their names, for the audit trail and a second writer."""
    named = {name: getattr(row, name) for name in FIELDS}
    for name in ("type", "plan", "town", "area"):
        named[name] = str(named[name]) if named[name] is not None else ""
    return named


def when_and_where(row: TrainingClass) -> str:
    """5月12日—18日，区委党校; 下半年 while the days are not known."""
    days = (
        dates.period(row.begins_on, row.due_on) if row.start_on else f"{row.year}年{row.get_span_display()}"
    )
    return "，".join(part for part in (days, row.place) if part)


def fill_seats(row: TrainingClass) -> list[Trainee]:
    """Those who wait get the seats that are free, the first one first; they are told. The class is locked."""
    waiting = list(row.trainees.in_line().select_related("deputyship__person"))
    if not waiting:
        return []
    taken = row.trainees.enrolled().count()
    free = len(waiting) if row.seats is None else max(row.seats - taken, 0)
    moved = waiting[:free]
    for one in moved:
        one.state = TraineeState.ENROLLED
        one.save(update_fields=["state"])
    tell(
        row,
        (one.deputyship.person.user for one in moved if one.deputyship),
        f"有名额了：{row.title}",
        f"您已从候补转为已报名。{when_and_where(row)}。",
        f"moved{'-'.join(str(one.pk) for one in moved)}",
    )
    return moved


def tell(row: TrainingClass, to: Iterable[User | None], title: str, text: str, occasion: str) -> None:
    """Tell deputies something about the class; the notice leads to its page on the phone."""
    url = reverse("learning:enrol", args=[row.pk])
    readers = [user for user in to if user is not None and user.is_active]
    notices.send(to=readers, title=title, text=text, url=url, key=f"training:{row.pk}:{occasion}")
