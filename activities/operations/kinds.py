"""The district's own lists: kinds of activities, and campaigns."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, TypeVar, Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from activities.enums import Side
from activities.models import ActivityKind, Campaign
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import DutyKind

L = TypeVar("L", ActivityKind, Campaign)
_ASKED = ("meeting_body", "law", "partner", "attendance", "book", "part", "side")


def _kind_facts(kind: ActivityKind) -> dict[str, Any]:
    facts = {name: getattr(kind, name) for name in ("code", "name", "group", "order", "active", *_ASKED)}
    return {**facts, "duty": kind.duty.name if kind.duty else ""}


_TOLD = ("sort", "slogan", "starts_on", "ends_on", "roles")


class CampaignFacts(TypedDict, total=False):
    """What is told of a campaign beside its name."""

    sort: str
    slogan: str
    starts_on: date | None
    ends_on: date | None
    roles: list[str]


def _campaign_facts(campaign: Campaign) -> dict[str, Any]:
    return {name: getattr(campaign, name) for name in ("name", "order", "active", *_TOLD)}


@transaction.atomic
def add_kind(
    *,
    actor: User | None,
    name: str,
    group: str = "",
    code: str = "",
    meeting_body: str = "",
    law: str = "",
    partner: str = "",
    attendance: str = "",
    book: str = "",
    duty: DutyKind | None = None,
    part: str = "",
    side: str = Side.CONGRESS,
) -> ActivityKind:
    """Add a kind at the end of the list, with what it asks for. Without a ``code`` it gets one that says nothing.

    Raises ``ValidationError`` when the name is taken.
    """
    last = ActivityKind.objects.order_by("order").last()
    kind = ActivityKind(
        name=name.strip(),
        group=group.strip(),
        code=code or f"kind-{uuid4().hex[:12]}",
        order=last.order + 10 if last else 10,
        meeting_body=meeting_body.strip(),
        law=law,
        partner=partner,
        attendance=attendance,
        book=book,
        duty=duty,
        part=part,
        side=side,
    )
    kind.full_clean()
    kind.save()
    audit.record(actor=actor, verb="activities:add_kind", obj=kind, after=_kind_facts(kind))
    return kind


@transaction.atomic
def change_kind(
    *,
    kind: ActivityKind,
    actor: User,
    name: str,
    group: str,
    active: bool,
    meeting_body: str = "",
    law: str = "",
    partner: str = "",
    attendance: str = "",
    book: str = "",
    duty: DutyKind | None = None,
    part: str = "",
    side: str = Side.CONGRESS,
) -> ActivityKind:
    """Rename, regroup or stop offering a kind, or change what it asks for; its activities stay as they are.

    Only whose meetings they are follows the kind. Raises ``ValidationError`` when two of them would then
    bear the same number in a year.
    """
    row = ActivityKind.objects.select_for_update().get(pk=kind.pk)
    before = _kind_facts(row)
    row.name, row.group, row.active = name.strip(), group.strip(), active
    row.meeting_body, row.law, row.partner, row.attendance = meeting_body.strip(), law, partner, attendance
    row.book, row.duty, row.part, row.side = book, duty, part, side
    old, new = audit.changed(before, _kind_facts(row))
    if new:
        row.full_clean()
        row.save()
        if "meeting_body" in new:
            _hand_on_body(row)
        audit.record(actor=actor, verb="activities:change_kind", obj=row, before=old, after=new)
    return row


def _hand_on_body(kind: ActivityKind) -> None:
    try:
        with transaction.atomic():
            kind.activities.update(meeting_body=kind.meeting_body)
    except IntegrityError:
        message = f"改成“{kind.meeting_body}”之后，会有两次会议在同一年用同一个次数，请先改正会议次数"
        raise ValidationError({"meeting_body": message}) from None


@transaction.atomic
def move_kind(*, kind: ActivityKind, actor: User, up: bool) -> None:
    """Let a kind change places with the one before it (``up``) or after it; at an end nothing happens."""
    _move(kind, "activities:move_kind", actor, up=up)


@transaction.atomic
def add_campaign(*, actor: User | None, name: str, **facts: Unpack[CampaignFacts]) -> Campaign:
    """Add a campaign at the end of the list.

    Raises ``ValidationError`` when the name is taken, or it ends before it begins.
    """
    last = Campaign.objects.order_by("order").last()
    campaign = Campaign(name=name.strip(), order=last.order + 10 if last else 10, **facts)
    campaign.full_clean()
    campaign.save()
    audit.record(actor=actor, verb="activities:add_campaign", obj=campaign, after=_campaign_facts(campaign))
    return campaign


@transaction.atomic
def change_campaign(
    *, campaign: Campaign, actor: User, name: str, active: bool, **facts: Unpack[CampaignFacts]
) -> Campaign:
    """Rename a campaign, tell it differently or stop offering it; its activities keep it."""
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    before = _campaign_facts(row)
    row.name, row.active = name.strip(), active
    for field, value in facts.items():
        setattr(row, field, value)
    old, new = audit.changed(before, _campaign_facts(row))
    if new:
        row.full_clean()
        row.save()
        audit.record(actor=actor, verb="activities:change_campaign", obj=row, before=old, after=new)
    return row


@transaction.atomic
def move_campaign(*, campaign: Campaign, actor: User, up: bool) -> None:
    """Let a campaign change places with the one before it (``up``) or after it."""
    _move(campaign, "activities:move_campaign", actor, up=up)


def _move(row: L, verb: str, actor: User, *, up: bool) -> None:
    model = type(row)
    rows = list(model._default_manager.select_for_update().order_by("order", "id"))
    at = next(i for i, other in enumerate(rows) if other.pk == row.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    before = [other.name for other in rows]
    rows[at], rows[to] = rows[to], rows[at]
    for order, other in enumerate(rows, 1):
        other.order = order * 10
    model._default_manager.bulk_update(rows, ["order"])
    after = {"order": [other.name for other in rows]}
    audit.record(actor=actor, verb=verb, obj=row, before={"order": before}, after=after)
