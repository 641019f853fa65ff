"""How duty reports are shown."""

from __future__ import annotations

from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web import dates
from congress.web.parts import Happening
from deputies.duty_reports.enums import Audience, ReportState
from deputies.models import DutyReport

_SHAPES = {ReportState.ARRANGED: "wait", ReportState.HELD: "done", ReportState.WITHDRAWN: "stop"}
#: So many steps of the past stand on a page.
_STEPS = 30


def report_state(row: DutyReport) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[ReportState(row.state)], str(row.get_state_display())


def report_facts(row: DutyReport) -> list[tuple[str, str]]:
    """When, before whom, how it was rated."""
    holder = row.deputyship
    people = "选民" if row.audience == Audience.VOTERS else "评议人"
    return [
        ("代表资格", f"{holder.title}（{holder.term_label}）"),
        ("向谁述职", str(row.get_audience_display())),
        ("选区", str(row.constituency or "")),
        ("方式", str(row.get_form_display())),
        ("日期", dates.full_day(row.day)),
        ("地点", row.place),
        (f"到会{people}", f"{row.present} 人" if row.present is not None else ""),
        ("收回", f"{row.returned} 张，有效 {row.valid} 张" if row.returned is not None else ""),
        ("评议结果", str(row.result or "")),
        ("通过比例", "" if row.passed is None else "达到" if row.passed else "没有达到"),
        ("评议意见", row.remarks),
        ("来源", "接待日同时述职" if row.source else ""),
        ("撤回原因", row.reason if row.state == ReportState.WITHDRAWN else ""),
    ]


def happenings(row: DutyReport) -> list[Happening]:
    """The newest steps, newest first (1 query)."""
    events = AuditEvent.objects.filter(object_type=row._meta.label, object_id=str(row.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at)
        for event in events.order_by("-seq")[:_STEPS]
    ]
