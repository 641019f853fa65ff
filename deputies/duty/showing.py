"""How a duty is shown."""

from __future__ import annotations

from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web import dates
from congress.web.parts import Happening
from deputies.duty.enums import DutyState
from deputies.duty.sources import source_labels
from deputies.models import DutyRecord, Register

_SHAPES = {
    DutyState.PENDING: "wait",
    DutyState.CONFIRMED: "go",
    DutyState.COUNTED: "done",
    DutyState.RETURNED: "back",
    DutyState.WITHDRAWN: "stop",
}
IN_SESSION, BETWEEN = "会议期间", "闭会期间"
#: So many steps of the past stand on a page.
_STEPS = 30


def duty_state(row: DutyRecord) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[DutyState(row.state)], str(row.get_state_display())


def span_words(row: DutyRecord) -> str:
    """会议期间 or 闭会期间 (R027)."""
    return IN_SESSION if row.in_session else BETWEEN


def source_words(row: DutyRecord) -> str:
    """本人填报, 活动 …; the key itself of a source that is no longer plugged in."""
    return source_labels().get(row.source, row.source)


def hours_words(row: DutyRecord) -> str:
    """2.5 小时; nothing where no hours are asked."""
    return f"{row.hours.normalize():f} 小时" if row.hours is not None else ""


def duty_facts(row: DutyRecord) -> list[tuple[str, str]]:
    """Everything a record says, in lines."""
    confirmed = f"{row.confirmed_by}　{dates.moment(row.confirmed_at)}" if row.confirmed_at else ""
    reviewed = f"{row.reviewed_by}　{dates.moment(row.reviewed_at)}" if row.reviewed_at else ""
    return [
        ("代表", f"{row.deputyship.person}（{row.deputyship.title}）"),
        ("日期", f"{dates.full_day(row.day)}（{dates.weekday(row.day)}，{span_words(row)}）"),
        ("事项", str(row.kind)),
        ("登记表格", str(row.kind.form)),
        ("地点", row.place),
        ("时长", hours_words(row)),
        ("来源", source_words(row)),
        ("小组确认", confirmed),
        ("办公室审核", reviewed),
    ]


def happenings(row: DutyRecord | Register) -> list[Happening]:
    """The newest steps, newest first (1 query)."""
    events = AuditEvent.objects.filter(object_type=row._meta.label, object_id=str(row.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at, note=_note(event.after or {}))
        for event in events.order_by("-seq")[:_STEPS]
    ]


def _note(after: dict[str, object]) -> str:
    return str(after.get("reason") or after.get("unlock_reason") or "")
