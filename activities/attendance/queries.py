"""Reads of attendance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from activities.enums import AttendanceState
from activities.models import Activity, Attendance, AttendanceQuerySet
from activities.operations.attendance import days_called
from congress.accounts.models import User
from congress.search.index import search_q
from deputies.models import Deputyship

#: The numbers of a roll in the order they are read, by the value that the address carries; 应到 is everybody.
NUMBERS = {
    "": "应到",
    AttendanceState.PRESENT.value: "实到",
    AttendanceState.EXCUSED.value: "请假",
    AttendanceState.ABSENT.value: "缺席",
    AttendanceState.EXPECTED.value: "未点名",
}


@dataclass(frozen=True)
class Number:
    """One number of a roll."""

    state: str
    label: str
    count: int


def days_of(activity: Activity) -> list[date]:
    """The days on which the roll is called; none where one row stands for the whole activity (R084)."""
    return [day for day in days_called(activity) if day is not None]


def day_of(activity: Activity, asked: date | None, today: date) -> date | None:
    """The day whose roll is meant: the asked one, else today, else the nearest day of the activity."""
    days = days_of(activity)
    if not days:
        return None
    if asked in days:
        return asked
    return min(max(today, days[0]), days[-1])


def roll(activity: Activity, day: date | None) -> AttendanceQuerySet:
    """The rows of one day, by name, with what a row shows."""
    rows = Attendance.objects.filter(activity=activity, day=day)
    return rows.select_related(
        "deputyship__person", "deputyship__constituency", "deputyship__term__area"
    ).order_by("deputyship__person__pinyin", "pk")


def numbers(rows: AttendanceQuerySet) -> list[Number]:
    """应到, 实到, 请假, 缺席 and, while the roll is open, 未点名 (one query)."""
    totals = rows.order_by().totals()
    everybody = totals.pop("expected")
    counts = {"": everybody, **totals}
    counts[AttendanceState.EXPECTED.value] = everybody - sum(totals.values())
    return [
        Number(state, label, counts[state])
        for state, label in NUMBERS.items()
        if state != AttendanceState.EXPECTED or counts[state]
    ]


def find_strangers(activity: Activity, day: date | None, user: User, text: str) -> list[Deputyship]:
    """Deputies who are not on the roll, by name or initials: who came without being called (one query)."""
    on = day or activity.start_on
    rows = Deputyship.objects.visible_to(user).in_force(on).filter(search_q(text, "person__search_text"))
    listed = Attendance.objects.filter(activity=activity, day=day).values("deputyship__person")
    rows = rows.exclude(person__in=listed).select_related("person", "constituency", "term__area")
    return list(rows.order_by("person__pinyin", "pk")[:20])


def deputyship_for(activity: Activity, day: date | None, person_id: int) -> Deputyship | None:
    """By which deputyship somebody stands on the roll; else one that is in force on the day."""
    listed = Attendance.objects.filter(activity=activity, day=day, deputyship__person=person_id)
    row = listed.select_related("deputyship__person").first()
    if row is not None:
        return row.deputyship
    held = Deputyship.objects.in_force(day or activity.start_on).filter(person=person_id)
    return held.select_related("person").order_by("pk").first()


def bearer_ids(activity: Activity, day: date | None) -> list[int]:
    """Whose six digits may be typed: whoever is a deputy on the day and has an account (one query)."""
    held = Deputyship.objects.in_force(day or activity.start_on).filter(person__user__isnull=False)
    return list(held.order_by().values_list("person_id", flat=True).distinct())
