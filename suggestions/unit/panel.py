"""What the unit can do with a part now, and what it cannot yet, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import dates
from congress.web.parts import Basis
from suggestions.enums import ANSWER_CLOCKS, ClockKind, CommitmentState, ExtensionState, HandlingState, Part
from suggestions.models import Clock, Extension, Handling, Suggestion
from suggestions.unit.basis import basis_of
from suggestions.unit.next_step import (
    NextStep,
    clock_of,
    missing_stages,
    next_step,
    promise_of,
)
from suggestions.unit.queries import parts_for
from suggestions.workflow import HANDLING_WORKFLOW


@dataclass(frozen=True)
class Deed:
    """A button, or, with ``blocked``, what cannot be done yet and why. ``posts``: done at once, without a form."""

    label: str
    url: str = ""
    kind: str = ""
    blocked: str = ""
    posts: bool = False


@dataclass(frozen=True)
class PartDesk:
    """One part of the unit with what can be done."""

    part: Handling
    step: NextStep
    clock: Clock | None
    basis: Basis | None
    can: list[Deed] = field(default_factory=list)
    cannot: list[Deed] = field(default_factory=list)


def unit_desk(user: User, suggestion: Suggestion) -> list[PartDesk]:
    """The user's parts in a suggestion (4 queries for a unit, none for others)."""
    if not user.has_role(Role.UNIT):
        return []
    parts = parts_for(user, suggestion)
    asked = {
        request.handling_id: request
        for request in Extension.objects.filter(handling__in=parts, state=ExtensionState.ASKED)
    }
    limits = _return_limits(parts)
    desks = [_desk(part, asked.get(part.pk), limits.get(part.pk)) for part in parts]
    for desk in desks[1:]:  # a page has one primary button: that of the present round
        desk.can[:] = [replace(deed, kind="" if deed.kind == "primary" else deed.kind) for deed in desk.can]
    return desks


def _return_limits(parts: list[Handling]) -> dict[int, Clock]:
    """The last limit to sign or to return, by part; it counts after it was met, too."""
    rows = Clock.objects.filter(handling__in=parts, kind=ClockKind.ACCEPT).order_by("id")
    return {row.handling_id: row for row in rows if row.handling_id}


def _desk(part: Handling, asked: Extension | None, limit: Clock | None) -> PartDesk:
    step = next_step(part)
    clock = part.running[0] if part.running else None  # type: ignore[attr-defined]  # of with_progress
    deeds: list[Deed] = []
    if part.state == HandlingState.ASSIGNED:
        deeds = [_deed("accept", part, kind="primary", posts=True), _return(part, limit)]
        deeds.append(Deed(_answer_label(part), blocked="签收之后才能办理"))
    elif part.state == HandlingState.ACCEPTED:
        deeds = _at_work(part, step, asked, limit)
    elif part.state == HandlingState.ANSWERED:
        deeds = _answered(part, step)
    return PartDesk(
        part,
        step,
        clock,
        basis_of(clock) if clock else None,
        can=[deed for deed in deeds if not deed.blocked],
        cannot=[deed for deed in deeds if deed.blocked],
    )


def _at_work(part: Handling, step: NextStep, asked: Extension | None, limit: Clock | None) -> list[Deed]:
    deeds = [_deed("record_contact", part, kind="primary" if step.step == "record_contact" else "")]
    if part.part == Part.CO:
        deeds.insert(0, _deed("give_opinion", part, kind="primary"))
    else:
        missing = missing_stages(part)
        if missing:
            stages = "和".join(stage.label for stage in missing)
            deeds.append(Deed("答复", blocked=f"还没有{stages}的记录，记录了才能答复"))
        else:
            deeds.insert(0, _deed("reply", part, kind="primary"))
    if asked is not None:
        deeds.append(Deed("申请延期", blocked=f"已申请延到{dates.day(asked.until)}，等待决定"))
    elif clock_of(part, *ANSWER_CLOCKS):
        deeds.append(Deed("申请延期", _url("ask_extension", part)))
    deeds.append(_return(part, limit))
    return deeds


def _answered(part: Handling, step: NextStep) -> list[Deed]:
    deeds = []
    if part.replies and part.round == part.suggestion.round:
        visit = clock_of(part, ClockKind.FOLLOW_UP)
        kind = "primary" if visit and step.step == "follow_up" else ""
        deeds.append(Deed("记录办后回访" if visit else "再记一次回访", _url("follow_up", part), kind))
    promise = promise_of(part)
    if promise is not None and promise.state == CommitmentState.OPEN:
        url = reverse("suggestions:report_commitment", args=[promise.pk])
        deeds.append(Deed("报告承诺兑现", url, "primary" if step.step == "report_commitment" else ""))
    elif promise is not None and promise.state == CommitmentState.REPORTED:
        deeds.append(Deed("报告承诺兑现", blocked="已报告，等待核实"))
    return deeds


def _return(part: Handling, limit: Clock | None) -> Deed:
    if limit is not None and timezone.localdate() > limit.due_on:
        return Deed("申请退办", blocked=f"期限是{dates.day(limit.due_on)}，已过期限，请办理")
    return Deed("申请退办", _url("ask_return", part), "undo")


def _answer_label(part: Handling) -> str:
    return HANDLING_WORKFLOW["give_opinion" if part.part == Part.CO else "reply"].label


def _deed(step: str, part: Handling, *, kind: str = "", posts: bool = False) -> Deed:
    return Deed(HANDLING_WORKFLOW[step].label, _url(step, part), kind, posts=posts)


def _url(step: str, part: Handling) -> str:
    return reverse(f"suggestions:{step}", args=[part.pk])
