"""What the office that keeps a suggestion can do with it now, and what it cannot yet, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.access.rules import available
from congress.accounts.models import User
from congress.organs.models import Area
from congress.web import dates
from congress.web.sections import Action
from suggestions import rules
from suggestions.enums import ClockKind, CommitmentState, HandlingState, State
from suggestions.models import Suggestion
from suggestions.queries.desk import Record
from suggestions.workflow import AUTOMATIC, SUGGESTION_WORKFLOW

#: Steps of the table that are taken elsewhere: by the deputy on the phone, or with the paper form.
_ELSEWHERE = AUTOMATIC | {"submit", "evaluate", "withdraw"}
_LABELS = {"register": "审核"}


def keeps(user: User, row: Suggestion) -> bool:
    """Whether the user keeps the gate this suggestion lies at."""
    return row.state != State.DRAFT and rules.keep_suggestion.allows(user, row)


def actions_of(user: User, record: Record) -> list[Action]:
    """The office's buttons, the one most people came for first; empty for everybody else."""
    row = record.row
    if not keeps(user, row):
        return []
    decisions = list(_decisions(record))
    found = [*decisions, *_steps(user, record, is_first=not decisions)]
    found += [*_promises(record), *_stop(user, row), *_blocked(record)]
    return found


def _steps(user: User, record: Record, *, is_first: bool) -> Iterator[Action]:
    row = record.row
    if row.state == State.HANDLING and record.busy:
        yield Action("催办", _url("urge", row.pk), "primary" if is_first else "")
    for step in available(user, SUGGESTION_WORKFLOW, row.state):
        if step.step in _ELSEWHERE or not _fits(step.step, row):
            continue
        if step.step == "waive" and (why := _too_early(record)):
            yield Action(step.label, blocked=why)
            continue
        kind = "primary" if step.primary and is_first else "undo" if step.undo else ""
        yield Action(_LABELS.get(step.step, step.label), _url(step.step, row.pk), kind)
        if step.step == "assign":
            yield Action("专题交办，几件一起", reverse("suggestions:assign_all"))


def _fits(step: str, row: Suggestion) -> bool:
    """Steps between the gates need another gate to go to."""
    if step == "report_up":
        return row.gate.parent_id is not None
    if step == "send_down":
        return row.gate.parent_id is None and town_with_gate(row.area) is not None
    return True


def town_with_gate(area: Area) -> Area | None:
    """The town an area lies in, when it has a congress of its own level and so a gate; none for the district."""
    town = area.town
    return town if town is not None and town.has_congress else None


def _too_early(record: Record) -> str:
    clock = record.clock
    if clock is None or clock.kind != ClockKind.EVALUATE or timezone.localdate() > clock.due_on:
        return ""
    return f"代表可以评价到{dates.day(clock.due_on)}，过了这一天才能转核查"


def _decisions(record: Record) -> Iterator[Action]:
    """What units asked for and wait for."""
    is_first = True
    for shown in record.busy:
        name = shown.part.organ.short_name
        if shown.part.state == HandlingState.RETURN_ASKED:
            yield Action(f"决定退办：{name}", _url("reassign", shown.part.pk), "primary" if is_first else "")
            is_first = False
        if shown.asked is not None:
            kind = "primary" if is_first else ""
            yield Action(f"决定延期：{name}", _url("decide_extension", shown.asked.pk), kind)
            is_first = False


def _promises(record: Record) -> Iterator[Action]:
    for promise in record.commitments:
        if promise.state == CommitmentState.REPORTED:
            yield Action("核实承诺事项", _url("check_commitment", promise.pk))


def _stop(user: User, row: Suggestion) -> Iterator[Action]:
    steps = {step.step for step in available(user, SUGGESTION_WORKFLOW, row.state)}
    if "withdraw" in steps:
        yield Action("代表要求撤回", _url("withdraw_for", row.pk), "undo")


def _blocked(record: Record) -> Iterator[Action]:
    """What comes later, and what has to happen first."""
    state = record.row.state
    reasons = {
        State.SUBMITTED: ("交办", "审核通过之后才能交办"),
        State.RETURNED: ("审核", "代表修改后再提交，才能审核"),
        State.REGISTERED: ("销号", "代表评价之后才能销号"),
        State.HANDLING: ("销号", "代表评价之后才能销号"),
        State.REPLIED: ("销号", "代表评价之后才能销号"),
        State.STUDY: ("销号", "联合研究有结论之后才能销号"),
    }
    if state in reasons:
        label, why = reasons[State(state)]
        yield Action(label, blocked=why)


def _url(step: str, pk: int) -> str:
    return reverse(f"suggestions:{step}", args=[pk])
