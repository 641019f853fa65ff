"""How inspections and problems are shown."""

from __future__ import annotations

from congress.access.rules import available
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web import dates
from congress.web.parts import Happening
from liaison_stations.enums import InspectionState, ProblemState
from liaison_stations.models import Inspection, Problem, SupervisionMeeting
from liaison_stations.rules import keep_problem, mend_problem
from liaison_stations.workflow import PROBLEM_WORKFLOW

#: The shape of each state, a key of ``congress.web.parts.STATE_ICONS``.
_SHAPES = {
    InspectionState.PLANNED: "wait",
    InspectionState.DONE: "go",
    InspectionState.RELEASED: "done",
    InspectionState.CANCELLED: "stop",
    ProblemState.OPEN: "go",
    ProblemState.MENDED: "wait",
    ProblemState.CLOSED: "done",
}
#: So many steps of the past stand on a page.
_STEPS = 30


def inspection_state(row: Inspection) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[InspectionState(row.state)], str(row.get_state_display())


def problem_state(row: Problem) -> tuple[str, str]:
    """Shape and word; one whose day has passed says so."""
    if row.is_overdue:
        return "late", "逾期未整改"
    return _SHAPES[ProblemState(row.state)], str(row.get_state_display())


def score_words(row: Inspection) -> str:
    """92.5 分; nothing where nothing was scored."""
    return f"{row.score} 分" if row.score is not None else ""


def plan_facts(row: Inspection) -> list[tuple[str, str]]:
    """What everybody who knows of the inspection reads."""
    return [
        ("方式", str(row.get_kind_display())),
        ("日期", f"{dates.full_day(row.day)}（{dates.weekday(row.day)}）"),
        ("检查人员", row.inspectors),
        ("检查重点", row.aim),
    ]


def result_facts(row: Inspection) -> list[tuple[str, str]]:
    """What was found, in short."""
    released = dates.moment(row.released_at) if row.released_at else ""
    return [("得分", score_words(row)), ("发布", released)]


def problem_facts(row: Problem) -> list[tuple[str, str]]:
    """A problem in lines."""
    source = row.source
    kind = "" if isinstance(source, SupervisionMeeting) else str(source.get_kind_display())
    return [
        ("联络站", str(row.station or "")),
        ("谁来整改", row.owner),
        ("整改期限", dates.full_day(row.due_on)),
        ("发现", f"{dates.full_day(row.found_on)}　{kind or source}"),
        ("报告整改", dates.full_day(row.mended_on) if row.mended_on else ""),
        ("整改情况", row.mended_how),
        ("销号", dates.full_day(row.closed_on) if row.closed_on else ""),
    ]


def steps_of(row: Problem, user: User) -> list[str]:
    """What this user can do with the problem now (at most two queries)."""
    keeps = user.has_role(*keep_problem.roles) and keep_problem.allows(user, row)
    mends = keeps or (user.has_role(*mend_problem.roles) and mend_problem.allows(user, row))
    steps = [step.step for step in available(user, PROBLEM_WORKFLOW, row.state)]
    if keeps and row.state != ProblemState.CLOSED:
        steps.append("change_problem")
    return [step for step in steps if (mends if step == "mend_problem" else keeps)]


def happenings(row: Inspection | Problem | SupervisionMeeting) -> list[Happening]:
    """The newest steps, newest first (1 query)."""
    events = AuditEvent.objects.filter(object_type=row._meta.label, object_id=str(row.pk))
    return [
        Happening(
            verb_label(event.verb), event.actor_name, event.at, note=str((event.after or {}).get("note", ""))
        )
        for event in events.order_by("-seq")[:_STEPS]
    ]
