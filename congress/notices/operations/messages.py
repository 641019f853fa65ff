"""Messages: written, sent, read, replied to, reminded of, summed up, taken back (R040, R123)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import rules
from congress.notices.audiences import Chosen, Reached, in_words, reach
from congress.notices.enums import DispatchState, MessageKind, MessageState
from congress.notices.models import Delivery, Dispatch, Message
from congress.notices.operations import own
from congress.notices.operations.dispatching import queue
from congress.notices.workflow import MESSAGES
from congress.organs.models import Area, Organ
from congress.web import dates

#: What a draft says; all of it can be changed until it is sent.
FIELDS = ("kind", "title", "text", "organ", "year", "part", "reply_by", "by_email", "by_sms", "audience")
VERBS = {f"messages:{step.step}": f"{step.label}（通知公告）" for step in MESSAGES} | {
    "messages:write_message": "起草通知公告",
    "messages:reply": "回复通知公告",
}
#: Characters of the text that stand in the list of notices; the whole is on its own page, where reading is noted.
_BEGINNING = 60


def facts_of(row: Message) -> dict[str, Any]:
    """What the message says, as plain values."""
    return {name: row.serializable_value(name) for name in FIELDS}


def page_of(message: Message) -> str:
    """Where its readers read it."""
    return reverse("messages:read", args=[message.pk])


@transaction.atomic
def write_message(*, actor: User | None, area: Area | None, **values: Any) -> Message:
    """Begin a draft. Raises ``ValidationError`` at the field."""
    row = Message(written_by=actor, area=area)
    _take(row, values)
    row.full_clean(exclude=["written_by", "area", "audience"])
    row.save()
    if actor is not None:
        require_rule(actor, rules.keep_message, row)
    audit.record(actor=actor, verb="messages:write_message", obj=row, after=facts_of(row))
    return row


def _take(row: Message, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.kind != MessageKind.CIRCULAR:
        row.year, row.part, row.organ = None, "", None
    row.audience_words = in_words(row.area, row.audience)


@transaction.atomic
def change_message(
    *,
    message: Message,
    actor: User,
    version: int,
    kind: str,
    title: str,
    text: str,
    organ: Organ | None,
    year: int | None,
    part: str,
    reply_by: date | None,
    by_email: bool,
    by_sms: bool,
    audience: Chosen,
) -> Message:
    """Change a draft. Raises ``StaleVersion``, ``ValidationError``; ``Conflict`` once it was sent."""
    row = _locked(message, actor)
    require(actor, MESSAGES["change_message"], row.state)
    before = facts_of(row)
    check_version(row, version, before)
    values = {
        "kind": kind,
        "title": title,
        "text": text,
        "organ": organ,
        "year": year,
        "part": part,
        "reply_by": reply_by,
        "by_email": by_email,
        "by_sms": by_sms,
        "audience": audience,
    }
    _take(row, values)
    row.full_clean(exclude=["written_by", "area", "audience"])
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="messages:change_message", obj=row, before=old, after=new)
    return row


def _locked(message: Message, actor: User | None) -> Message:
    row = Message.objects.select_for_update(of=("self",)).select_related("area").get(pk=message.pk)
    if actor is not None:
        require_rule(actor, rules.keep_message, row)
    return row


@transaction.atomic
def send_message(*, message: Message, actor: User, version: int) -> Message:
    """Send a draft as it was looked at. Raises ``StaleVersion``; ``ValidationError`` with nobody to send it to."""
    row = _locked(message, actor)
    require(actor, MESSAGES["send_message"], row.state)
    check_version(row, version, facts_of(row))
    if row.reply_by is not None and row.reply_by < timezone.localdate():
        raise ValidationError({"reply_by": f"回复截止是{dates.day(row.reply_by)}，已经过了，请先改"})
    reached = reach(row.area, row.audience)
    if not reached.users:
        raise ValidationError({"audience": "选的范围里没有一个可以登录的帐号，请先改“发给谁”"})
    return deliver(row, reached, actor)


def deliver(row: Message, reached: Reached, actor: User | None, *, at: datetime | None = None) -> Message:
    """Give a locked draft to everybody it reaches: one delivery and one notice each, and what goes out beside.

    Inside the caller's transaction. ``at`` is now unless the past is told of.
    """
    now = at or timezone.now()
    row.state, row.sent_at = MessageState.SENT, now
    row.missing = "、".join(reached.missing)
    row.version += 1
    row.save()
    deliveries = [Delivery(message=row, user=user, sent_at=now) for user in reached.users]
    Delivery.objects.bulk_create(deliveries, batch_size=500)
    own.send(
        to=reached.users, title=row.title, text=_beginning(row), url=page_of(row), key=f"message:{row.pk}"
    )
    queue(row, deliveries, 0)
    after = {"to": row.audience_words, "people": len(deliveries)}
    audit.record(actor=actor, verb="messages:send_message", obj=row, after=after)
    return row


def _beginning(row: Message) -> str:
    words = " ".join(row.text.split())
    short = words if len(words) <= _BEGINNING else f"{words[:_BEGINNING]}…"
    return f"{short}（请在{dates.day(row.reply_by)}前回复）" if row.reply_by else short


def open_message(*, delivery: Delivery) -> None:
    """Note when the reader opened it, here and in the list of notices; only the first time counts."""
    now = timezone.now()
    if Delivery.objects.filter(pk=delivery.pk, read_at__isnull=True).update(read_at=now):
        own.read_about(user_id=delivery.user_id, key=f"message:{delivery.message_id}")


@transaction.atomic
def reply(*, delivery: Delivery, actor: User, text: str) -> Delivery:
    """Reply, or reply in other words, until the last day. ``Conflict`` after it, or when it was withdrawn."""
    row = Message.objects.select_for_update(of=("self",)).get(pk=delivery.message_id)
    if row.reply_by is None:
        raise Conflict("这份通知不用回复")
    if not row.takes_replies():
        raise Conflict(
            "这份通知已经撤回"
            if row.state == MessageState.WITHDRAWN
            else f"回复已于{dates.day(row.reply_by)}截止"
        )
    one = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk, user=actor)
    before, now = one.reply, timezone.now()
    one.reply, one.replied_at, one.read_at = text.strip(), now, one.read_at or now
    one.full_clean(exclude=["message", "user"])
    if one.reply != before:
        one.save(update_fields=["reply", "replied_at", "read_at"])
        verb = "messages:reply"
        audit.record(actor=actor, verb=verb, obj=row, before={"reply": before}, after={"reply": one.reply})
    return one


def behind(message: Message) -> Collection[Delivery]:
    """Whom a reminder would reach: who has not replied where a reply is awaited, else who has not read it."""
    rows = message.deliveries.filter(user__is_active=True).select_related("user")
    if message.takes_replies():
        return list(rows.filter(replied_at__isnull=True))
    return list(rows.filter(read_at__isnull=True))


@transaction.atomic
def remind_unread(*, message: Message, actor: User) -> int:
    """Remind those who are behind, and nobody else; gives how many. ``Conflict`` a second time on one day."""
    row = _locked(message, actor)
    require(actor, MESSAGES["remind_unread"], row.state)
    now = timezone.now()
    if row.reminded_at and timezone.localdate(row.reminded_at) == timezone.localdate(now):
        raise Conflict("今天已经提醒过，明天还没有看的可以再提醒")
    late = behind(row)
    if not late:
        raise Conflict("都看过了，不用提醒")
    row.reminded_at, row.rounds = now, row.rounds + 1
    row.version += 1
    row.save()
    own.send(
        to=[one.user for one in late],
        title=f"请您{'回复' if row.takes_replies() else '看一下'}：{row.title}",
        text=_beginning(row),
        url=page_of(row),
        key=f"message:{row.pk}:{row.rounds}",
    )
    queue(row, late, row.rounds)
    audit.record(actor=actor, verb="messages:remind_unread", obj=row, after={"people": len(late)})
    return len(late)


@transaction.atomic
def feed_back(*, message: Message, actor: User, summary: str) -> Message:
    """Tell everybody who was asked what came of it. ``Conflict`` before the last day is over, and a second time."""
    row = _locked(message, actor)
    require(actor, MESSAGES["feed_back"], row.state)
    if row.kind != MessageKind.OPINION or row.reply_by is None:
        raise Conflict("只有征求意见才反馈汇总")
    if row.takes_replies():
        raise Conflict(f"{dates.day(row.reply_by)}截止以后再反馈")
    if row.summed_up_at is not None:
        raise Conflict("已经反馈过")
    row.summary, row.summed_up_at = summary.strip(), timezone.now()
    row.version += 1
    row.full_clean(exclude=["written_by", "area", "audience"])
    row.save()
    _tell_all(row, f"意见已汇总：{row.title}", row.summary[:200], "summary")
    audit.record(actor=actor, verb="messages:feed_back", obj=row, after={"summary": row.summary})
    return row


@transaction.atomic
def discard_message(*, message: Message, actor: User) -> Message:
    """Give a draft up."""
    row = _locked(message, actor)
    require(actor, MESSAGES["discard_message"], row.state)
    return _withdrawn(row, actor, "discard_message", "草稿作废")


@transaction.atomic
def withdraw_message(*, message: Message, actor: User, reason: str) -> Message:
    """Take a message back: its text is shown to nobody any more, and what has not gone out yet stays here."""
    row = _locked(message, actor)
    require(actor, MESSAGES["withdraw_message"], row.state)
    if not reason.strip():
        raise ValidationError({"reason": "请写撤回的原因，收件人会看到"})
    _withdrawn(row, actor, "withdraw_message", reason.strip())
    waiting = Dispatch.objects.filter(delivery__message=row, state=DispatchState.WAITING)
    waiting.update(state=DispatchState.STOPPED, why="通知已撤回")
    own.retract(key=f"message:{row.pk}")
    _tell_all(row, f"已撤回：{row.title}", row.reason, "withdrawn")
    return row


def _withdrawn(row: Message, actor: User, step: str, reason: str) -> Message:
    row.state, row.withdrawn_at, row.reason = MessageState.WITHDRAWN, timezone.now(), reason
    row.version += 1
    row.full_clean(exclude=["written_by", "area", "audience"])
    row.save()
    audit.record(actor=actor, verb=f"messages:{step}", obj=row, after={"reason": reason})
    return row


def _tell_all(row: Message, title: str, text: str, occasion: str) -> None:
    to = User.objects.filter(deliveries__message=row, is_active=True)
    own.send(to=to, title=title, text=text, url=page_of(row), key=f"message:{row.pk}:{occasion}")
