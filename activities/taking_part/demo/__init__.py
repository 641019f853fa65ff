"""What deputies of the demo district took part in: sittings, hearings, officials, consultations. All invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.enums import AttendanceState
from activities.models import (
    Activity,
    ActivityKind,
    Attendance,
    Consultation,
    Consulted,
    Hearing,
    HearingPlace,
    OfficialMeeting,
    Opinion,
    PromisedAction,
    Sitting,
)
from activities.operations import record_activity
from activities.parts import CountedPart
from activities.taking_part import planning
from activities.taking_part.enums import ConsultationState, HearingState, OfficialState, SeatState
from activities.taking_part.members import serving
from activities.taking_part.operations import consultations, talks
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web import dates
from congress.web.demo import at, read_table
from deputies.models import Deputyship

#: Sat in at each of the last meetings of the standing committee.
_SAT_IN = 6
_DAY = timedelta(days=1)
#: Planned sittings: so many days ahead, which meeting, seats, those for 基层.
_SITTINGS = ((32, "第三十五次", 6, 2), (60, "第三十六次", 6, 2))


@transaction.atomic
def load() -> None:
    """Enter everything, unless it is there already or the roster of the demo is not."""
    clerk = User.objects.filter(username="deputywork").first()
    today = timezone.localdate()
    deputies = list(serving(today).select_related("person").order_by("pk")[:40])
    if clerk is None or len(deputies) < 40 or Hearing.objects.exists():
        return
    table = read_table(__file__, "taking_part.json")
    organs = {organ.short_name: organ for organ in Organ.objects.all()}
    own = Deputyship.objects.filter(person__user__username="deputy").select_related("person").first()
    first = own or deputies[0]
    others = [row for row in deputies if row.pk != first.pk]
    _sat_in(table["talk"], clerk, others)
    _events(table, clerk, others, today)
    for told in table["hearings"]:
        _hearing(told, clerk, organs, others, today)
    for number, told in enumerate(table["officials"]):
        _official(told, clerk, organs, [first, others[number]], today)
    for told in table["consultations"]:
        _consultation(told, clerk, organs, [first, *others], today)
    _plan(clerk, today)


def _sat_in(told: dict[str, Any], clerk: User, deputies: Sequence[Deputyship]) -> None:
    """Two meetings of the committee at which deputies sat in; after the last one there was a talk."""
    meetings = Activity.objects.recorded().filter(kind__code="standing_committee_session")
    newest = list(meetings.order_by("-start_on")[:2])
    for number, meeting in enumerate(newest):
        Attendance.objects.bulk_create(
            Attendance(activity=meeting, deputyship=one, state=AttendanceState.PRESENT, recorded_by=clerk)
            for one in deputies[number * _SAT_IN : (number + 1) * _SAT_IN]
        )
    if newest:
        talk = talks.record_talk(
            activity=newest[0], actor=clerk, chaired_by=told["chaired_by"], account=told["account"]
        )
        for deputyship, (title, text) in zip(deputies, told["points"], strict=False):
            talks.add_point(talk=talk, actor=clerk, deputyship=deputyship, title=title, text=text)


def _log(
    clerk: User, code: str, on: date, title: str, organiser: str, place: str, deputies: Sequence[Deputyship]
) -> dict[str, Any]:
    """What an activity of the log is told of."""
    text = f"{dates.day(on, today=date.min)}，{len(deputies)} 名区人大代表参加{title}。"
    return {
        "actor": clerk,
        "start_on": on,
        "kind": ActivityKind.objects.get(code=code),
        "headline": title,
        "organiser": organiser,
        "place": place,
        "text": text,
        "deputies": list(deputies),
    }


def _events(table: dict[str, Any], clerk: User, deputies: Sequence[Deputyship], today: date) -> None:
    for title, organiser, place, ago, count, what in table["invited"]:
        facts = _log(clerk, "invited", today - ago * _DAY, title, organiser, place, deputies[:count])
        record_activity(counted=[CountedPart(what, count + 2, "条")], **facts)
    for title, code, organiser, place, ago, count in table["discussions"]:
        record_activity(
            **_log(clerk, code, today - ago * _DAY, title, organiser, place, deputies[3 : 3 + count])
        )


def _hearing(
    told: dict[str, Any], clerk: User, organs: dict[str, Organ], deputies: Sequence[Deputyship], today: date
) -> None:
    on = today + told["in"] * _DAY
    row = Hearing(
        organ=organs[told["organ"]],
        on=on,
        begins_at=time(told["hour"]),
        sign_up_by=on - 2 * _DAY,
        published_by=clerk,
        published_at=at(min(on, today) - 8 * _DAY, 9),
        **{name: told[name] for name in ("title", "kind", "place", "seats", "note")},
    )
    came, remarks = told.get("came"), told.get("remarks", [])
    if came is not None:
        facts = _log(clerk, "hearing", on, row.title, told["organ"], row.place, deputies[:came])
        row.activity, row.state = record_activity(**facts), HearingState.HELD
    row.save()
    HearingPlace.objects.bulk_create(
        HearingPlace(
            hearing=row,
            deputyship=one,
            state=SeatState.SEATED if number < row.seats else SeatState.WAITING,
            asked_at=at(min(on, today) - 5 * _DAY, 9, 10 + number),
            came=number < came if came is not None else None,
            remarks=remarks[number] if number < len(remarks) else "",
        )
        for number, one in enumerate(deputies[: told["signed"]])
    )


def _official(
    told: dict[str, Any], clerk: User, organs: dict[str, Organ], deputies: Sequence[Deputyship], today: date
) -> None:
    state, organ = OfficialState(told["state"]), organs[told["organ"]]
    row = OfficialMeeting(
        organ=organ,
        asked_by=deputies[0],
        asked_at=at(today - told["asked"] * _DAY, 10),
        state=state,
        **{name: told[name] for name in ("subject", "reason", "official")},
    )
    if "on" in told:
        row.on, row.begins_at, row.place = today - told["on"] * _DAY, time(9, 30), told["place"]
    if row.on and "answers" in told:
        title = f"代表约见{organ}负责人：{row.subject}"
        facts = _log(clerk, "organ_meeting", row.on, title, "区人大常委会", row.place, deputies)
        row.activity, row.answers = record_activity(**facts), told["answers"]
    if row.on and "reply" in told:
        row.reply, row.replied_on = told["reply"], row.on + 10 * _DAY
        row.rating, row.rating_words = told["rating"], told["words"]
    row.save()
    row.companions.set(deputies[1:])
    for text, ago, *done in told.get("promises", []):
        promise = PromisedAction(meeting=row, text=text, due_on=today - ago * _DAY)
        if done:
            promise.done_on, promise.done_note = today - done[0] * _DAY, done[1]
        promise.save()


def _consultation(
    told: dict[str, Any], clerk: User, organs: dict[str, Organ], deputies: Sequence[Deputyship], today: date
) -> None:
    released = "summary" in told
    row = Consultation.objects.create(
        title=told["title"],
        organ=organs[told["organ"]],
        note=told["note"],
        opened_on=today - told["opened"] * _DAY,
        due_on=today - told["due"] * _DAY,
        opened_by=clerk,
        state=ConsultationState.RELEASED if released else ConsultationState.OPEN,
        summary=told.get("summary", ""),
        released_on=today - (told["due"] - 5) * _DAY if released else None,
    )
    asked = [Consulted.objects.create(consultation=row, deputyship=one) for one in deputies[: told["asked"]]]
    for number, (where, text, taken_up, note) in enumerate(told["opinions"]):
        Opinion.objects.create(
            consulted=asked[number],
            where=where,
            text=text,
            said_at=at(row.opened_on + 3 * _DAY, 14, number),
            taken_up=taken_up,
            taken_up_note=note,
        )
    consultations.collect()


def _plan(clerk: User, today: date) -> None:
    """The coming sittings; for the first one deputies are proposed."""
    for number, (ahead, which, seats, grassroots) in enumerate(_SITTINGS):
        row = Sitting.objects.create(
            on=today + ahead * _DAY,
            title=f"区十八届人大常委会{which}会议",
            seats=seats,
            grassroots_seats=grassroots,
            created_by=clerk,
        )
        if number == 0:
            row.invited.set(planning.propose(row))
