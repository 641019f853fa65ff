"""What a meeting that was held tells the log of activities; duties of deputies follow from there."""

from __future__ import annotations

from activities.models import Activity
from activities.operations import record_activity
from activities.parts import AgendaPart, Part, UnitPart
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from deputies.models import Deputyship
from oversight.meetings.enums import Manner, Presence
from oversight.models import Attendee, Meeting


def paragraph(meeting: Meeting) -> str:
    """A paragraph to begin with: day, meeting, its items, who was in the chair."""
    day = f"{meeting.on.month}月{meeting.on.day}日"
    items = "；".join(item.title for item in meeting.items.all())
    about = f"会议议程：{items}。" if items else ""
    chair = f"{meeting.chair.name}主持会议。" if meeting.chair else ""
    return f"{day}，{meeting.title}在{meeting.place}召开。{about}{chair}"


def tell_the_log(meeting: Meeting, text: str, actor: User | None) -> Activity | None:
    """Write the meeting into the log, once; nothing where its kind is not one of the log's.

    Deputies of the district who sat in stand on the roll where the kind of activity has one, so that their registers
    follow; everybody else takes part by name.
    """
    kind = meeting.kind.activity_kind
    if kind is None:
        return None
    if meeting.activity_id is not None:
        raise Conflict("这次会议已记入工作记录")
    came = list(meeting.attendees.filter(presence=Presence.SIGNED).select_related("person", "organ"))
    called = bool(kind.attendance)
    deputies = deputies_among(came, meeting) if called else []
    on_roll = {one.person_id for one in deputies}
    chair = [Part(manner="主持会议", person=meeting.chair)] if meeting.chair else []
    others = [
        Part(
            manner="出席会议" if one.manner == Manner.ATTEND else "列席会议",
            person=one.person,
            name="" if one.person else one.name,
        )
        for one in came
        if one.organ is None and one.person_id not in on_roll and one.person_id != meeting.chair_id
    ]
    named = [one for one in others if one.person is not None or one.name]
    units = [
        UnitPart(one.organ.short_name, one.organ, "负责人", "列席会议")
        for one in came
        if one.organ is not None
    ]
    return record_activity(
        actor=actor,
        start_on=meeting.on,
        end_on=meeting.ends_on,
        kind=kind,
        headline=f"{meeting.title}召开",
        organiser=meeting.kind.body,
        place=meeting.place,
        text=text.strip(),
        meeting_number=meeting.number,
        law_studied=meeting.law_studied,
        participations=[*chair, *named],
        units=units,
        agenda=[AgendaPart(item.title, item.decision) for item in meeting.items.all()],
        deputies=deputies,
    )


def deputies_among(came: list[Attendee], meeting: Meeting) -> list[Deputyship]:
    """The deputyships of those who sat in: members of the committee attend by right, which is no duty of its own."""
    people = [one.person_id for one in came if one.manner == Manner.SIT_IN and one.person_id is not None]
    rows = Deputyship.objects.in_force(meeting.on).filter(level=CongressLevel.DISTRICT, person__in=people)
    return list(rows.select_related("person").order_by("pk"))
