"""Sending the notice, and asking again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from activities.convocations.enums import Answer, ConvocationState
from activities.convocations.operations.shared import invite, locked, readers, tell, when_and_where
from activities.convocations.workflow import WORKFLOW
from activities.models import Callee, Convocation
from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web import dates


@transaction.atomic
def send(*, convocation: Convocation, actor: User, at: datetime | None = None) -> Convocation:
    """Send the notice to everybody called, now or, for what is told of the past, as if it were ``at``.

    Raises ``Conflict`` when nobody is called, or its last day for answers is past.
    """
    now = at or timezone.now()
    row = locked(convocation)
    require(actor, WORKFLOW["send"], row.state)
    called = row.callees.called()
    if not called.exists():
        raise Conflict("还没有选代表，先选好再发出")
    if row.reply_by < timezone.localdate(now):
        raise Conflict("回复截止日期已过，请先改到今天或以后")
    row.state, row.sent_at = ConvocationState.SENT, now
    row.version += 1
    row.save()
    after = {"state": row.state, "called": called.count()}
    audit.record(
        actor=actor, verb="convocations:send", obj=row, before={"state": ConvocationState.DRAFT}, after=after
    )
    invite(row, called, "call")
    return row


@transaction.atomic
def remind(*, convocation: Convocation, actor: User | None) -> int:
    """Ask again those who have not answered; how many were told. On one day nobody is reminded twice.

    ``actor`` is none for the reminder that the portal sends by itself.
    """
    row = locked(convocation)
    if row.state != ConvocationState.SENT:
        raise Conflict("通知已发出、活动还没有开展时才能催回复")
    now = timezone.now()
    today = timezone.localdate()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = row.callees.called().filter(answer="", deputyship__person__user__isnull=False)
    due = waiting.exclude(reminded_at__gte=midnight)
    to = readers(due)
    if not to:
        return 0
    text = f"{when_and_where(row)}。请在{dates.day(row.reply_by)}前回复能否参加。"
    tell(row, to, f"请回复：{row.title}", text, f"remind{today:%Y%m%d}")
    Callee.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(reminded_at=now)
    audit.record(actor=actor, verb="convocations:remind", obj=row, after={"reminded": len(to)})
    return len(to)


@transaction.atomic
def announce_tomorrow(*, convocation: Convocation) -> int:
    """The day before: tell everybody who is not on leave; once, however often it is asked for."""
    row = locked(convocation)
    if row.state != ConvocationState.SENT:
        return 0
    to = readers(row.callees.called().exclude(answer=Answer.LEAVE))
    bring = f"请带{row.bring}。" if row.bring else ""
    tell(row, to, f"明天：{row.title}", f"{when_and_where(row)}。{bring}", f"eve{row.version}")
    return len(to)
