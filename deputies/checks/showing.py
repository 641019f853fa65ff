"""How checks and findings are shown."""

from __future__ import annotations

from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web import dates
from congress.web.parts import Happening
from deputies.checks.enums import CheckKind, CheckState
from deputies.checks.queries import Tally
from deputies.models import CheckFinding, DutyCheck

_SHAPES = {CheckState.OPEN: "go", CheckState.DONE: "done", CheckState.ISSUED: "done"}
#: So many steps of the past stand on a page.
_STEPS = 30


def check_state(row: DutyCheck) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[CheckState(row.state)], str(row.get_state_display())


def unit_of(row: DutyCheck) -> str:
    """本 of registers, 个小组 of groups."""
    return "个小组" if row.of_groups else "本"


def check_facts(row: DutyCheck, sums: Tally) -> list[tuple[str, str]]:
    """When, by whom, what it came to; of a sample how it was drawn."""
    unit = unit_of(row)
    drawn = f"{row.size} 名，从在任代表 {len(row.population)} 名里抽" if row.kind == CheckKind.SAMPLE else ""
    return [
        ("检查日期", dates.full_day(row.checked_on) if row.checked_on else ""),
        ("检查人员", row.checked_by),
        ("抽查", drawn),
        ("抽样种子", row.seed),
        ("已登记", f"{sums.found}／{sums.lines} {unit}"),
        ("履职不到位" if not row.of_groups else "工作不到位", f"{sums.not_in_place} {unit}"),
        ("填写不规范" if not row.of_groups else "台账不规范", f"{sums.not_well_kept} {unit}"),
        ("等待改正", f"{sums.to_mend} {unit}" if sums.to_mend else ""),
        ("通报", dates.full_day(row.issued_on) if row.issued_on else ""),
        ("文号", row.document_no),
    ]


def finding_state(row: CheckFinding) -> tuple[str, str]:
    """Shape and word: what was found, then whether it was corrected."""
    if not row.is_found:
        return "wait", "还没有登记"
    if not row.is_faulty:
        return "done", "到位、规范"
    if row.corrected_on:
        return "done", "已改正"
    if row.is_overdue:
        return "late", "逾期未改正"
    return "go", "待改正" if row.correct_by else faults(row)


def faults(row: CheckFinding) -> str:
    """不到位、不规范."""
    return "、".join(
        word for word, fine in (("不到位", row.in_place), ("不规范", row.well_kept)) if fine is False
    )


def happenings(row: DutyCheck) -> list[Happening]:
    """The newest steps, newest first (1 query)."""
    events = AuditEvent.objects.filter(object_type=row._meta.label, object_id=str(row.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at)
        for event in events.order_by("-seq")[:_STEPS]
    ]
