"""The entry gate (入口关): what may go on, what goes back, what goes elsewhere (R219, R224)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from activities.models import Campaign
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.organs.models import Area, Organ
from congress.organs.queries import district
from suggestions.enums import Channel, ClockKind, CosignState
from suggestions.from_stations.answering import tell_it_ended
from suggestions.models import Category, Cosigner, PriorityKind, Suggestion
from suggestions.operations import clocks
from suggestions.operations.numbers import give_number
from suggestions.operations.shared import (
    day_of,
    keeper_check,
    keepers_of,
    locked,
    move,
    signatories_of,
    tell,
)


class Checks(TypedDict):
    """What the office decides at the gate. ``committee`` is the category's own when left out."""

    category: Category
    committee: NotRequired[Organ | None]
    hard: NotRequired[bool]
    weight: NotRequired[str]
    priorities: NotRequired[Iterable[PriorityKind]]
    campaigns: NotRequired[Iterable[Campaign]]
    note: NotRequired[str]


@transaction.atomic
def register(
    *, suggestion: Suggestion, actor: User, at: datetime | None = None, **checks: Unpack[Checks]
) -> Suggestion:
    """Let a suggestion through the gate: form, duplicates and remit were checked; it gets its number."""
    row = locked(suggestion)
    keeper_check(actor, row, "register")
    now = at or timezone.now()
    category = checks["category"]
    row.category = category
    parent = category.parent
    row.committee = checks.get("committee") or category.committee or (parent.committee if parent else None)
    row.hard = checks.get("hard", False)
    row.weight = checks.get("weight", "")
    row.registered_at = now
    row.reason = ""
    give_number(row, day_of(row.submitted_at))
    move(row, "register", actor=actor, note=checks.get("note", ""), at=now, number=row.number_text)
    row.priorities.set(checks.get("priorities", []))
    row.campaigns.set(checks.get("campaigns", []))
    text = f"编号 {row.number_text}，接下来交承办单位。"
    tell(row, signatories_of(row), f"审核通过：{row.title}", text, f"registered{row.version}")
    return row


@transaction.atomic
def send_back(*, suggestion: Suggestion, actor: User, reason: str, at: datetime | None = None) -> Suggestion:
    """Give a suggestion back to the deputy to amend, with the reason; it keeps its receipt."""
    row = locked(suggestion)
    keeper_check(actor, row, "send_back")
    now = at or timezone.now()
    row.reason = reason.strip()
    clocks.stop(row, ClockKind.HAND_OVER, on=day_of(at))
    clocks.start(row, ClockKind.AMEND, day_of(at))
    move(row, "send_back", actor=actor, note=row.reason, at=now)
    text = f"原因：{row.reason}。改好后再提交。"
    tell(row, signatories_of(row, lead_only=True), f"请修改：{row.title}", text, f"sent_back{row.version}")
    return row


@transaction.atomic
def report_up(
    *, suggestion: Suggestion, actor: User, reason: str = "", at: datetime | None = None
) -> Suggestion:
    """A town reports what is beyond its powers to the district; it still sees it (R219)."""
    row = locked(suggestion)
    keeper_check(actor, row, "report_up")
    root = district()
    if root is None or row.gate_id == root.pk:
        raise Conflict("这件建议已经在区人大")
    return _change_gate(row, root, "report_up", actor, reason, at)


@transaction.atomic
def send_down(
    *, suggestion: Suggestion, actor: User, town: Area, reason: str, at: datetime | None = None
) -> Suggestion:
    """The district gives to a town what lies within the town's powers; both ends see it (R219)."""
    row = locked(suggestion)
    keeper_check(actor, row, "send_down")
    if town.parent_id is None or not row.area.path.startswith(town.path):
        raise Conflict(f"这件建议不涉及{town}，不能下交")
    return _change_gate(row, town, "send_down", actor, reason, at)


def _change_gate(
    row: Suggestion, gate: Area, step: str, actor: User, reason: str, at: datetime | None
) -> Suggestion:
    now = at or timezone.now()
    old, row.gate = row.gate, gate
    clocks.stop(row, ClockKind.HAND_OVER, on=day_of(at))
    clocks.start(row, ClockKind.HAND_OVER, day_of(at))
    move(row, step, actor=actor, note=reason.strip(), at=now, gate_from=old.name, gate_to=gate.name)
    why = f"原因：{reason.strip()}" if reason.strip() else "请审核。"
    tell(row, keepers_of(gate), f"{old}转来：{row.title}", why, f"{step}{row.version}")
    return row


@transaction.atomic
def merge(*, suggestion: Suggestion, actor: User, into: Suggestion, at: datetime | None = None) -> Suggestion:
    """Handle a suggestion together with another one; its signatories join the other's (R209)."""
    keeper_check(actor, suggestion)
    first, second = sorted((suggestion, into), key=lambda row: row.pk)  # one order for everybody's locks
    rows = {row.pk: row for row in (locked(first), locked(second))}
    row, other = rows[suggestion.pk], rows[into.pk]
    keeper_check(actor, row, "merge")
    keeper_check(actor, other)
    now = at or timezone.now()
    if other.pk == row.pk or not other.is_open:
        raise Conflict("只能并入另一件还在办理的建议")
    if other.assigned_at is not None and other.replied_at is not None:
        raise Conflict(f"{other.label}已经答复，不能再并入")
    row.merged_into = other
    clocks.stop_all(row, day_of(at))
    for deputyship in [row.lead, *(c.deputyship for c in _confirmed(row))]:
        if deputyship.pk != other.lead_id:
            Cosigner.objects.update_or_create(
                suggestion=other,
                deputyship=deputyship,
                defaults={"state": CosignState.CONFIRMED, "answered_at": now},
            )
    move(row, "merge", actor=actor, at=now, into=other.pk, into_label=other.label, into_title=other.title)
    text = f"与{other.label}“{other.title}”内容相近，一并办理，您和原来的代表都是提出人。"
    tell(row, signatories_of(row), f"已并案：{row.title}", text, "merged")
    return row


@transaction.atomic
def divert(
    *, suggestion: Suggestion, actor: User, channel: str, reason: str, at: datetime | None = None
) -> Suggestion:
    """Turn what is no suggestion to the right channel, with the reason; it stays on record."""
    row = locked(suggestion)
    keeper_check(actor, row, "divert")
    row.channel, row.reason = Channel(channel), reason.strip()
    clocks.stop_all(row, day_of(at))
    move(row, "divert", actor=actor, note=row.reason, at=at, channel=Channel(channel).label)
    text = f"{Channel(channel).label}。原因：{row.reason}"
    tell(row, signatories_of(row), f"不作为建议办理：{row.title}", text, "diverted")
    tell_it_ended(row, f"{Channel(channel).label}：{row.reason}")
    return row


def _confirmed(row: Suggestion) -> list[Cosigner]:
    return list(row.cosigners.filter(state=CosignState.CONFIRMED).select_related("deputyship"))
