"""How things stand, in shapes and words."""

from __future__ import annotations

from django.db.models import Model
from django.utils import timezone

from activities.models import Consultation, Hearing, HearingPlace, OfficialMeeting, PromisedAction, Sitting
from activities.taking_part.enums import (
    ConsultationState,
    HearingState,
    OfficialState,
    SeatState,
    SittingState,
    TakenUp,
)
from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web import dates
from congress.web.parts import Happening

Shown = tuple[str, str]

_SHAPES = {
    SittingState.PLANNED: "wait",
    SittingState.CALLED: "done",
    SittingState.DROPPED: "stop",
    HearingState.OPEN: "go",
    HearingState.HELD: "done",
    HearingState.CANCELLED: "stop",
    SeatState.SEATED: "done",
    SeatState.WAITING: "wait",
    SeatState.LEFT: "stop",
    OfficialState.ASKED: "new",
    OfficialState.ARRANGED: "wait",
    OfficialState.DECLINED: "stop",
    OfficialState.MET: "go",
    OfficialState.REPLIED: "go",
    OfficialState.RATED: "done",
    ConsultationState.OPEN: "go",
    ConsultationState.RELEASED: "done",
    ConsultationState.CANCELLED: "stop",
    TakenUp.YES: "done",
    TakenUp.PARTLY: "go",
    TakenUp.NO: "stop",
}
_STEPS = 30


def sitting_state(row: Sitting) -> Shown:
    """Shape and word."""
    return _SHAPES[row.state], str(row.state.label)


def hearing_state(row: Hearing) -> Shown:
    """Shape and word; one whose day is over and that was not written up says so."""
    if row.state == HearingState.OPEN and row.on < timezone.localdate():
        return "late", "过了没有登记到场"
    return _SHAPES[HearingState(row.state)], str(row.get_state_display())


def place_state(row: HearingPlace) -> Shown:
    """A seat or the waiting list; afterwards whether they came."""
    if row.came is not None and row.state != SeatState.LEFT:
        return ("done", "到场") if row.came else ("stop", "没有到场")
    return _SHAPES[SeatState(row.state)], str(row.get_state_display())


def official_state(row: OfficialMeeting) -> Shown:
    """Shape and word."""
    return _SHAPES[OfficialState(row.state)], str(row.get_state_display())


def promise_state(row: PromisedAction) -> Shown:
    """Done, late, or under way."""
    if row.done_on is not None:
        return "done", f"{dates.day(row.done_on)}办成"
    return ("late", "逾期未办成") if row.is_overdue(timezone.localdate()) else ("go", "办理中")


def consultation_state(row: Consultation) -> Shown:
    """Shape and word; one that is closed for opinions and not fed back says so."""
    if row.state == ConsultationState.OPEN and not row.takes_opinions(timezone.localdate()):
        return "wait", "已截止，待反馈"
    return _SHAPES[ConsultationState(row.state)], str(row.get_state_display())


def taken_up_state(value: str) -> Shown:
    """采纳, 部分采纳, 未采纳, or not yet."""
    return (_SHAPES[TakenUp(value)], str(TakenUp(value).label)) if value else ("wait", "待研究")


def happenings(row: Model) -> list[Happening]:
    """The newest steps, newest first (1 query)."""
    events = AuditEvent.objects.filter(object_type=row._meta.label, object_id=str(row.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at)
        for event in events.order_by("-seq")[:_STEPS]
    ]
