"""The log of guidance to towns (R297)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area
from congress.web.dates import full_day
from deputies.guidance import rules
from deputies.models import Guidance
from deputies.operations.facts import facts

GUIDANCE_FIELDS = ("area_id", "on", "subject", "account", "guided_by", "follow_up")
VERBS = {
    "guidance:record_guidance": "登记指导",
    "guidance:change_guidance": "修改指导",
    "guidance:withdraw_guidance": "撤回指导",
}


def _not_ahead(on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"on": f"{full_day(on)}还没有到，请改成实际日期"})


@transaction.atomic
def record_guidance(
    *, actor: User, area: Area, on: date, subject: str, account: str, guided_by: str, follow_up: str
) -> Guidance:
    """Write down that a town was guided. Raises ``ValidationError`` for a day to come."""
    row = Guidance(
        area=area,
        on=on,
        subject=subject.strip(),
        account=account.strip(),
        guided_by=guided_by.strip(),
        follow_up=follow_up.strip(),
    )
    require_rule(actor, rules.keep_guidance, row)
    _not_ahead(on)
    row.full_clean()
    row.save()
    after = facts(row, GUIDANCE_FIELDS)
    audit.record(actor=actor, verb="guidance:record_guidance", obj=row, after=after)
    return row


def _kept(guidance: Guidance, actor: User) -> Guidance:
    row = Guidance.objects.select_for_update(of=("self",)).select_related("area").get(pk=guidance.pk)
    require_rule(actor, rules.keep_guidance, row)
    if row.reason:
        raise Conflict(f"这次指导已撤回：{row.reason}")
    return row


@transaction.atomic
def change_guidance(
    *,
    guidance: Guidance,
    actor: User,
    version: int,
    area: Area,
    on: date,
    subject: str,
    account: str,
    guided_by: str,
    follow_up: str,
) -> Guidance:
    """Correct it, or write down what came of it. Raises ``StaleVersion``."""
    row = _kept(guidance, actor)
    before = facts(row, GUIDANCE_FIELDS)
    check_version(row, version, before)
    _not_ahead(on)
    row.area, row.on, row.subject, row.account = area, on, subject.strip(), account.strip()
    row.guided_by, row.follow_up = guided_by.strip(), follow_up.strip()
    old, new = audit.changed(before, facts(row, GUIDANCE_FIELDS))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="guidance:change_guidance", obj=row, before=old, after=new)
    return row


@transaction.atomic
def withdraw_guidance(*, guidance: Guidance, actor: User, reason: str) -> Guidance:
    """It was not given: it counts no longer and stays with its reason."""
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})
    row = _kept(guidance, actor)
    row.reason = reason.strip()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="guidance:withdraw_guidance", obj=row, after={"note": row.reason})
    return row
