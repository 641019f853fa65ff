"""Recurring reminders: set, changed, stopped, and fired once for each period (R041)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import rules
from congress.notices.audiences import Chosen, in_words, reach
from congress.notices.enums import MessageKind, ReminderState
from congress.notices.models import Message, Reminder, ReminderRun
from congress.notices.operations.messages import deliver
from congress.notices.recurring import Turn, past_turns
from congress.notices.workflow import REMINDERS
from congress.organs.models import Area

FIELDS = (
    "title", "text", "frequency", "month", "day", "shift", "starts_on", "ends_on", "by_email", "by_sms", "audience",
)  # fmt: skip
VERBS = {f"messages:{step.step}": f"{step.label}（定时提醒）" for step in REMINDERS} | {
    "messages:add_reminder": "设置定时提醒",
    "messages:fire_reminder": "定时提醒发出",
}
_CHECKED = ["written_by", "area", "audience"]


def facts_of(row: Reminder) -> dict[str, Any]:
    """What is reminded of, when and whom."""
    return {name: row.serializable_value(name) for name in FIELDS}


@transaction.atomic
def add_reminder(*, actor: User, area: Area | None, **values: Any) -> Reminder:
    """Set one. Raises ``ValidationError`` at the field."""
    row = Reminder(written_by=actor, area=area)
    _take(row, values)
    row.save()
    require_rule(actor, rules.keep_message, row)
    audit.record(actor=actor, verb="messages:add_reminder", obj=row, after=facts_of(row))
    return row


def _take(row: Reminder, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.audience_words = in_words(row.area, row.audience)
    row.full_clean(exclude=_CHECKED)


def _locked(reminder: Reminder, actor: User | None) -> Reminder:
    row = Reminder.objects.select_for_update(of=("self",)).select_related("area").get(pk=reminder.pk)
    if actor is not None:
        require_rule(actor, rules.keep_message, row)
    return row


@transaction.atomic
def change_reminder(
    *,
    reminder: Reminder,
    actor: User,
    version: int,
    title: str,
    text: str,
    frequency: str,
    month: int,
    day: int,
    shift: str,
    starts_on: date,
    ends_on: date | None,
    by_email: bool,
    by_sms: bool,
    audience: Chosen,
) -> Reminder:
    """Change it from the next time on; a period that is done with is not done again. Raises ``StaleVersion``."""
    row = _locked(reminder, actor)
    require(actor, REMINDERS["change_reminder"], row.state)
    before = facts_of(row)
    check_version(row, version, before)
    values = {
        "title": title,
        "text": text,
        "frequency": frequency,
        "month": month,
        "day": day,
        "shift": shift,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "by_email": by_email,
        "by_sms": by_sms,
        "audience": audience,
    }
    _take(row, values)
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="messages:change_reminder", obj=row, before=old, after=new)
    return row


@transaction.atomic
def stop_reminder(*, reminder: Reminder, actor: User) -> Reminder:
    """It comes back no more, until it is resumed."""
    row = _locked(reminder, actor)
    require(actor, REMINDERS["stop_reminder"], row.state)
    return _moved(row, actor, "stop_reminder", ReminderState.STOPPED)


@transaction.atomic
def resume_reminder(*, reminder: Reminder, actor: User) -> Reminder:
    """It comes back from today on; what fell into the time between is not made up for."""
    row = _locked(reminder, actor)
    require(actor, REMINDERS["resume_reminder"], row.state)
    row.starts_on = max(row.starts_on, timezone.localdate())
    if row.ends_on and row.ends_on < row.starts_on:
        row.ends_on = None
    return _moved(row, actor, "resume_reminder", ReminderState.RUNNING)


def _moved(row: Reminder, actor: User, step: str, state: ReminderState) -> Reminder:
    row.state = state
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=f"messages:{step}", obj=row, after={"starts_on": row.starts_on})
    return row


def fire_due() -> int:
    """Send what fell due up to today, also when this was not asked for days; gives how many messages went out.

    Of several missed periods only the newest is sent: the same words three times would help nobody.
    """
    today = timezone.localdate()
    return sum(
        _fire(row, today) for row in Reminder.objects.filter(state=ReminderState.RUNNING).order_by("pk")
    )


@transaction.atomic
def _fire(reminder: Reminder, today: date) -> bool:
    row = _locked(reminder, None)
    done = {run.period: run.due_on for run in row.runs.all()}
    since = max(done.values(), default=row.starts_on)
    open_turns = [one for one in past_turns(row, today, since=since) if one.period not in done]
    if row.state != ReminderState.RUNNING or not open_turns:
        return False
    newest, *missed = open_turns
    ReminderRun.objects.bulk_create(
        ReminderRun(reminder=row, period=one.period, due_on=one.due_on, note="当时平台没有运行，没有补发")
        for one in missed
    )
    message = _message(row, newest)
    ReminderRun.objects.create(
        reminder=row,
        period=newest.period,
        due_on=newest.due_on,
        message=message,
        note="" if message else "当时没有人可以提醒",
    )
    return message is not None


def _message(row: Reminder, turn: Turn) -> Message | None:
    """The message of one turn, delivered; none when there is nobody."""
    reached = reach(row.area, row.audience)
    if not reached.users:
        return None
    message = Message.objects.create(
        kind=MessageKind.REMINDER,
        title=row.title,
        text=row.text,
        by_email=row.by_email,
        by_sms=row.by_sms,
        audience=row.audience,
        audience_words=row.audience_words,
        area=row.area,
        written_by=row.written_by,
    )
    deliver(message, reached, None)
    audit.record(actor=None, verb="messages:fire_reminder", obj=row, after={"note": turn.period})
    return message
