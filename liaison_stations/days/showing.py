"""How a reception day is shown."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from congress.web import dates
from liaison_stations.enums import DayState, DutyState, PlaceMode
from liaison_stations.models import Duty, ReceptionDay
from liaison_stations.operations.day_notices import hours, place_of
from liaison_stations.operations.day_parts import route_of

#: The shape and word of each state.
STATES: dict[str, tuple[str, str]] = {
    DayState.PLANNED: ("wait", "待接待"),
    DayState.OPEN: ("go", "接待中"),
    DayState.HELD: ("done", "已接待"),
    DayState.CANCELLED: ("stop", "已取消"),
}
DUTY_STATES: dict[str, tuple[str, str]] = {
    DutyState.PLANNED: ("wait", "待接待"),
    DutyState.PRESENT: ("done", "已到"),
    DutyState.LEAVE: ("stop", "请假"),
    DutyState.ABSENT: ("late", "未到"),
}


def date_words(row: ReceptionDay) -> str:
    """12月5日（星期六）9:00—11:30."""
    return f"{dates.day(row.day)}（{dates.weekday(row.day)}）{hours(row)}"


def facts_of(row: ReceptionDay, *, shows_link: bool) -> list[tuple[str, str]]:
    """Label and value of what is planned (at most 3 queries); the video link for those who keep the day (R172)."""
    moved = ""
    if row.was_moved and row.planned_on:
        moved = f"{dates.day(row.planned_on)}（{dates.weekday(row.planned_on)}）"
    return [
        ("时间", date_words(row)),
        ("原定", moved),
        ("方式", row.get_place_mode_display()),
        ("地点", place_of(row)),
        (
            "路线",
            "；".join(str(stop) for stop in route_of(row)) if row.place_mode == PlaceMode.MOBILE else "",
        ),
        ("视频地址", row.video_link if shows_link else ""),
        ("预约", _slots(row)),
        ("主题", row.topic),
        ("形式", "、".join(form.name for form in row.forms.all())),
        ("同时述职", "是，接待和述职各算一次" if row.is_duty_report else ""),
        ("党政领导", "" if row.is_future else "、".join(str(leader) for leader in row.leaders.all())),
        ("听取意见的机关", str(row.hosted_by) if row.hosted_by else ""),
        ("通知代表", _told(row)),
    ]


def _slots(row: ReceptionDay) -> str:
    return f"每段 {row.slot_minutes} 分钟，每段 {row.slot_seats} 位" if row.slot_minutes else ""


def _told(row: ReceptionDay) -> str:
    """When the deputies were told; of a day that is over, only if they were."""
    if row.announced_at:
        return dates.moment(row.announced_at)
    return "还没有通知" if row.state == DayState.PLANNED else ""


def duties_shown(row: ReceptionDay) -> list[tuple[Duty, tuple[str, str]]]:
    """Every turn of the day with its state (3 queries)."""
    duties: QuerySet[Duty] = row.duties.select_related("deputyship__person", "deputyship__constituency")
    return [(duty, DUTY_STATES[duty.state]) for duty in duties.prefetch_related("swaps__asked_of__person")]


def table_of(row: ReceptionDay) -> str:
    """The page at which the reception is written down, once the day is there and until it is called off."""
    if row.is_future or row.state == DayState.CANCELLED:
        return ""
    return reverse("matters:table", args=[row.pk])
