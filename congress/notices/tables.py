"""Messages, their deliveries and recurring reminders as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.notices.enums import MessageKind
from congress.notices.filters import DeliveryFilter, MessageFilter, ReminderFilter
from congress.notices.models import Delivery, Message, Reminder
from congress.notices.recurring import next_turn
from congress.notices.workflow import WRITERS
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.escaping import html
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


def _messages(user: User) -> QuerySet[Any]:
    return Message.objects.visible_to(user).with_numbers().defer("text", "summary")


def _message(row: Message) -> SafeString:
    tags = [marks.tag(row.period_words)] if row.period_words else []
    return title(record_url("messages:detail", row.pk), row.title, *tags, below=row.audience_words)


def _read(row: Any) -> object:
    """12／20　60%."""
    return _share(row.n_read, row.n_sent)


def _replied(row: Any) -> object:
    return _share(row.n_replied, row.n_sent) if row.reply_by else ""


def _share(part: int, whole: int) -> object:
    if not whole:
        return ""
    rate = Rate(part, whole, "人")
    return html('{}／{}<span class="rd-dim">　{}</span>', f"{part:,}", f"{whole:,}", str(rate))


MESSAGES = ListPage(
    key="messages",
    title="通知公告",
    unit="份",
    subtitle="发给代表、单位和站点的通知、通报、征求意见；谁看了、谁没看，一目了然",
    rows=_messages,
    filterset=MessageFilter,
    columns=(
        Column("title", "标题", order="title", fixed=True, css="", cell=_message),
        Column("kind", "类别", order="kind", export="get_kind_display"),
        Column(
            "read",
            "看过",
            export=lambda row: f"{row.n_read}/{row.n_sent}" if row.n_sent else "",
            cell=_read,
            css="rd-num is-inline",
            labelled=True,
        ),
        Column(
            "replied",
            "回复",
            export=lambda row: f"{row.n_replied}/{row.n_sent}" if row.reply_by and row.n_sent else "",
            cell=_replied,
            css="rd-num is-inline",
            shown=False,
        ),
        Column(
            "sent_at",
            "发出",
            order="sent_at",
            export="sent_at",
            cell=lambda row: dates.moment(row.sent_at) if row.sent_at else "",
            css="rd-num is-inline",
        ),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*row.standing),
        ),
        Column("audience", "发给", export="audience_words", only_export=True),
        Column("period", "通报时段", export="period_words", only_export=True),
        Column("created_at", "起草", order="created_at", export="created_at", shown=False,
               cell=lambda row: dates.moment(row.created_at), css="rd-num is-inline"),
    ),
    order="-created_at",
    presets=(
        Preset("草稿", "state=draft"),
        Preset("通报", f"kind={MessageKind.CIRCULAR.value}"),
        Preset("征求意见", f"kind={MessageKind.OPINION.value}"),
        Preset("定时提醒发出的", f"kind={MessageKind.REMINDER.value}"),
    ),
    empty=Empty("还没有通知公告", "写一份通知，选好发给谁，就能看到谁看了、谁还没有看。"),
    actions=(
        Action("写通知", "messages:write_message", "plus", WRITERS),
        Action("收件情况", "messages:deliveries", "checks", frozenset(WRITERS), primary=False),
    ),
)  # fmt: skip


def _deliveries(user: User) -> QuerySet[Any]:
    rows = Delivery.objects.visible_to(user).standing()
    return rows.select_related("user", "message").defer("message__text", "message__summary")


def _reader(row: Delivery) -> SafeString:
    return title(record_url("messages:detail", row.message_id), row.user.name, below=row.message.title)


DELIVERIES = ListPage(
    key="deliveries",
    title="收件情况",
    unit="人次",
    subtitle="每份通知公告发给了谁，什么时候看的，回复了什么",
    rows=_deliveries,
    filterset=DeliveryFilter,
    columns=(
        Column("user", "收件人", order="user__name", export="user.name", fixed=True, css="", cell=_reader),
        Column("message", "标题", order="message__title", export="message.title", only_export=True),
        Column("kind", "类别", export="message.get_kind_display"),
        Column(
            "sent_at",
            "发出",
            order="sent_at",
            export="sent_at",
            cell=lambda row: dates.moment(row.sent_at),
            css="rd-num is-inline",
        ),
        Column(
            "read_at",
            "看过",
            order="read_at",
            export="read_at",
            cell=lambda row: marks.state("done", dates.moment(row.read_at))
            if row.read_at
            else marks.state("wait", "没有看"),
        ),
        Column("reply", "回复", export="reply", only_export=True),
        Column("replied_at", "回复时间", order="replied_at", export="replied_at", shown=False,
               cell=lambda row: dates.moment(row.replied_at) if row.replied_at else ""),
    ),
    order="-sent_at",
    presets=(Preset("没有看", "read=no"), Preset("没有回复", "replied=no")),
    empty=Empty("还没有发出通知公告", "发出以后，每个收件人在这里有一行。"),
    name_of=lambda row: f"{row.user.name}：{row.message.title}",
)  # fmt: skip


def _reminders(user: User) -> QuerySet[Any]:
    return Reminder.objects.visible_to(user)


def _next(row: Reminder) -> str:
    one = next_turn(row, timezone.localdate()) if row.standing[0] == "go" else None
    return dates.full_day(one.due_on) if one else ""


REMINDERS = ListPage(
    key="reminders",
    title="定时提醒",
    unit="项",
    subtitle="到日子自动提醒，每人每期一次",
    rows=_reminders,
    filterset=ReminderFilter,
    columns=(
        Column(
            "title",
            "提醒什么",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("messages:reminder", row.pk), row.title, below=row.audience_words
            ),
        ),
        Column("when", "什么时候", order="frequency", export="when_words"),
        Column("next", "下一次", export=_next, css="rd-num is-inline"),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*row.standing),
        ),
    ),
    order="title",
    presets=(Preset("在用", "state=running"),),
    empty=Empty("还没有定时提醒", "每月、每半年都要提醒的事设在这里，到日子自动提醒。"),
    actions=(Action("设置提醒", "messages:add_reminder", "plus", WRITERS),),
)
