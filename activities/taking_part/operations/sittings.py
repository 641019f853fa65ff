"""The plan of who sits in at the committee's meetings, from the proposal to the convocation (R105)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.convocations import operations as convocations
from activities.enums import DutyPart
from activities.models import ActivityKind, Convocation, Sitting
from activities.queries import standing_committee
from activities.taking_part import planning, rules
from activities.taking_part.enums import SittingState
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web import dates
from deputies.models import Deputyship, IdentityClass

FIELDS = ("on", "title", "seats", "grassroots_seats")


def _facts(row: Sitting) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _locked(sitting: Sitting, actor: User) -> Sitting:
    """The sitting as it stands now; ``Conflict`` once it was called or given up."""
    row = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    require_rule(actor, rules.keep, row)
    if row.state != SittingState.PLANNED:
        raise Conflict(f"这次列席{row.state.label}，不能再改")
    return row


@transaction.atomic
def plan_sitting(*, actor: User, on: date, title: str, seats: int, grassroots_seats: int = 0) -> Sitting:
    """Plan a meeting to which deputies are asked."""
    row = Sitting(
        on=on, title=title.strip(), seats=seats, grassroots_seats=grassroots_seats, created_by=actor
    )
    row.full_clean(exclude=["created_by"])
    row.save()
    audit.record(actor=actor, verb="taking_part:plan_sitting", obj=row, after=_facts(row))
    return row


@transaction.atomic
def change_sitting(*, sitting: Sitting, actor: User, version: int, **facts: Any) -> Sitting:
    """Correct the plan; who is to be asked stays. Raises ``StaleVersion``, ``Conflict`` once it was called."""
    row = _locked(sitting, actor)
    before = _facts(row)
    check_version(row, version, before)
    for name in FIELDS:
        setattr(row, name, facts[name])
    row.full_clean(exclude=["created_by", "convocation"])
    old, new = audit.changed(before, _facts(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="taking_part:change_sitting", obj=row, before=old, after=new)
    return row


@transaction.atomic
def propose(*, sitting: Sitting, actor: User) -> list[Deputyship]:
    """Let the proposal be who is to be asked (:func:`planning.propose`); what stood there before is replaced."""
    row = _locked(sitting, actor)
    chosen = planning.propose(row)
    if not chosen:
        raise Conflict("名册里这一天没有可以列席的代表")
    row.invited.set(chosen)
    names = [one.person.name for one in chosen]
    audit.record(actor=actor, verb="taking_part:propose", obj=row, after={"deputies": names})
    return chosen


@transaction.atomic
def invite(*, sitting: Sitting, actor: User, deputies: Collection[Deputyship]) -> Sitting:
    """Let exactly these be asked. Raises ``ValidationError`` for more than there are seats."""
    row = _locked(sitting, actor)
    if len(deputies) > row.seats:
        message = f"名额 {row.seats} 人，选了 {len(deputies)} 人，请减少，或先改名额"
        raise ValidationError({"deputies": message})
    before = list(row.invited.order_by("person__pinyin").values_list("person__name", flat=True))
    row.invited.set(deputies)
    after = list(row.invited.order_by("person__pinyin").values_list("person__name", flat=True))
    old, new = audit.changed({"deputies": before}, {"deputies": after})
    if new:
        audit.record(actor=actor, verb="taking_part:invite", obj=row, before=old, after=new)
    return row


@transaction.atomic
def call_sitting(
    *, sitting: Sitting, actor: User, begins_at: time, place: str, reply_by: date, contact: str, phone: str
) -> Convocation:
    """Write the convocation of those who are to be asked; it is sent from its own page.

    Raises ``Conflict`` when nobody was chosen, or no kind of activity is 列席.
    """
    row = _locked(sitting, actor)
    deputies = list(row.invited.select_related("person"))
    if not deputies:
        raise Conflict("还没有选列席的代表，请先按计划提出，或自己选")
    kind = ActivityKind.objects.filter(part=DutyPart.SITTING_IN, active=True).order_by("order").first()
    if kind is None:
        raise Conflict("活动类别里没有“列席常委会会议”这一种，请先在活动类别里设置代表参与方式")
    if reply_by < timezone.localdate():
        raise ValidationError({"reply_by": f"{dates.full_day(reply_by)}已经过了，请写以后的日期"})
    convocation = convocations.create(
        actor=actor,
        title=f"列席{row.title}",
        kind=kind,
        start_on=row.on,
        begins_at=begins_at,
        place=place,
        organiser=standing_committee(),
        contact=contact,
        contact_phone=phone,
        reply_by=reply_by,
    )
    convocations.add_callees(convocation=convocation, actor=actor, deputyships=deputies)
    row.convocation = convocation
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb="taking_part:call_sitting",
        obj=row,
        after={"callees": [d.person.name for d in deputies]},
    )
    return convocation


@transaction.atomic
def drop_sitting(*, sitting: Sitting, actor: User, reason: str) -> Sitting:
    """Give it up, and why; who was to be asked is free for others."""
    row = _locked(sitting, actor)
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row.dropped_reason, row.convocation = reason.strip(), None
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="taking_part:drop_sitting", obj=row, after={"reason": row.dropped_reason})
    return row


@transaction.atomic
def set_grassroots(*, actor: User, identities: Collection[str]) -> None:
    """Say which identities count as 基层 (R106)."""
    rows = IdentityClass.objects.select_for_update()
    before = [str(row) for row in rows if row.is_grassroots]
    for row in rows:
        row.is_grassroots = row.identity in identities
        row.save()
    after = [str(row) for row in rows if row.is_grassroots]
    old, new = audit.changed({"identities": before}, {"identities": after})
    first = IdentityClass.objects.first()
    if new and first is not None:
        audit.record(actor=actor, verb="taking_part:set_grassroots", obj=first, before=old, after=new)
