"""The activity that follows from a reception day that was held: entered at the table once, found in the log."""

from __future__ import annotations

import re

from django.db.models import Sum

from activities.enums import ActivityState, AttendanceSource, AttendanceState
from activities.models import Activity, ActivityKind
from activities.operations.attendance import Mark, mark_attendance
from activities.operations.following import follow
from activities.operations.recording import record_activity
from activities.parts import CountedPart
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from deputies.models import Deputyship
from deputies.operations.duty_reports import sync_reports
from liaison_stations.enums import DutyState
from liaison_stations.models import Duty, Matter, ReceptionDay
from liaison_stations.operations.day_notices import place_of

#: The code of the kind of activity that reception days are.
KIND = "reception_day"
#: The source of the duty reports that were given on a reception day.
REPORTED = "reception_day"
_STATES = {
    DutyState.PLANNED: AttendanceState.ABSENT,  # unticked after the day was ended
    DutyState.PRESENT: AttendanceState.PRESENT,
    DutyState.LEAVE: AttendanceState.EXCUSED,
    DutyState.ABSENT: AttendanceState.ABSENT,
}
#: The last words of the text as it is made here; a text that somebody wrote anew ends otherwise, and stays.
_OWN_TEXT = re.compile(r"(?:接待群众\d+批\d+人次，收到意见建议\d+件|没有群众来访)(?:，同时进行述职)?。$")


def record(day: ReceptionDay, actor: User) -> Activity:
    """Log the day, or bring what was logged before up to date; part of the operation that calls it."""
    duties = list(Duty.objects.filter(day=day).select_related("deputyship__person").order_by("pk"))
    deputies = [duty.deputyship for duty in duties]
    counted = _counted(day)
    text = _text(day, [duty.deputyship for duty in duties if duty.state == DutyState.PRESENT], counted)
    activity = day.activity
    if activity is None:
        activity = record_activity(
            actor=actor,
            start_on=day.day,
            kind=_kind(),
            headline=f"{day.station.name}开展代表接待日活动",
            topic=day.topic,
            organiser=day.station.name,
            place=place_of(day),
            text=text,
            area=day.station.area,
            counted=counted,
            deputies=deputies,
        )
    else:
        kept = activity.text if not _OWN_TEXT.search(activity.text) else text
        activity = follow(activity=activity, actor=actor, text=kept, counted=counted, deputies=deputies)
    _mark(activity, duties, actor)
    _tell_reports(day, duties, actor)
    return activity


def catch_up(day: ReceptionDay, actor: User) -> None:
    """Bring the log up to date with what came in after the day was ended; nothing where it was not logged.

    A logged activity that was withdrawn stays so: what citizens brought is kept in any case.
    """
    if day.activity is not None and day.activity.state == ActivityState.RECORDED:
        record(day, actor)


def _kind() -> ActivityKind:
    kind = ActivityKind.objects.filter(code=KIND).first()
    if kind is None:
        raise Conflict("工作记录的类别里没有“接待日”，请办公室在类别里加上")
    return kind


def _counted(day: ReceptionDay) -> list[CountedPart]:
    """批, 人次 and 件, as the ledgers add them up (R163)."""
    people = day.receptions.aggregate(sum=Sum("people"))["sum"] or 0
    return [
        CountedPart("接待群众", day.receptions.count(), "批"),
        CountedPart("接待人次", people, "人次"),
        CountedPart("收到意见建议", Matter.objects.filter(day=day).count(), "件"),
    ]


def _text(day: ReceptionDay, present: list[Deputyship], counted: list[CountedPart]) -> str:
    batches, people, matters = (part.number for part in counted)
    names = "、".join(one.person.name for one in present)
    who = f"{names}等{len(present)}名代表" if len(present) > 1 else f"{names}代表" if present else ""
    if batches or matters:
        what = f"{who}接待群众{batches}批{people}人次，收到意见建议{matters}件"
    else:
        what = f"{who}到站，没有群众来访" if who else "没有群众来访"
    report = "，同时进行述职" if day.is_duty_report else ""
    return f"{day.day.month}月{day.day.day}日，{day.station.name}开展代表接待日活动，{what}{report}。"


def _mark(activity: Activity, duties: list[Duty], actor: User) -> None:
    """What was noted at the table, on the roll of the activity."""
    said = {duty.deputyship_id: duty for duty in duties}
    marks = [
        Mark(row.pk, _STATES[DutyState(said[row.deputyship_id].state)], said[row.deputyship_id].note)
        for row in activity.attendances.all()
    ]
    mark_attendance(activity=activity, actor=actor, marks=marks, source=AttendanceSource.ROLL_CALL)


def _tell_reports(day: ReceptionDay, duties: list[Duty], actor: User) -> None:
    """A day that is a duty report as well counts as one of each deputy who came (R127)."""
    came = [duty.deputyship for duty in duties if duty.state == DutyState.PRESENT]
    sync_reports(
        source=REPORTED,
        source_pk=day.pk,
        deputyships=came if day.is_duty_report else [],
        day=day.day,
        place=place_of(day),
        actor=actor,
    )
