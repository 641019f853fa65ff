"""Figures of notices: how many were sent, how many of the people read them (R040, R123)."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count as CountOf
from django.db.models import Q
from django.urls import reverse

from congress.accounts.models import User
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure
from congress.notices import rules
from congress.notices.enums import MessageKind, MessageState
from congress.notices.models import Delivery, Message

CHAPTER = "通知"


def _span(period: Period) -> str:
    return f"since={period.start.isoformat()}&until={period.end.isoformat()}"


def _messages(kind: str = "") -> Callable[[User, Period], Count]:
    def count(user: User, period: Period) -> Count:
        rows = Message.objects.visible_to(user).filter(
            period.as_q_of_moments("sent_at"), state=MessageState.SENT
        )
        return Count((rows.filter(kind=kind) if kind else rows).count(), "份")

    return count


def _messages_url(kind: str = "") -> Callable[[User, Period], str]:
    chosen = f"&kind={kind}" if kind else ""
    return lambda _user, period: f"{reverse('messages:index')}?state=sent&{_span(period)}{chosen}"


def _read(kind: str = "") -> Callable[[User, Period], Rate]:
    def rate(user: User, period: Period) -> Rate:
        rows = Delivery.objects.visible_to(user).standing().filter(period.as_q_of_moments("sent_at"))
        if kind:
            rows = rows.filter(message__kind=kind)
        counts = rows.aggregate(all=CountOf("pk"), read=CountOf("pk", filter=Q(read_at__isnull=False)))
        return Rate(counts["read"], counts["all"], "人次")

    return rate


def _read_url(kind: str = "", *, read: bool = False) -> Callable[[User, Period], str]:
    chosen = f"{'&read=yes' if read else ''}{f'&kind={kind}' if kind else ''}"
    return lambda _user, period: f"{reverse('messages:deliveries')}?{_span(period)}{chosen}"


def plug_in() -> None:
    """Called once by the portal module."""
    circular = MessageKind.CIRCULAR.value
    register_figure(
        Figure(
            key="messages.sent",
            chapter=CHAPTER,
            label="发出通知公告",
            unit="份",
            definition="期间发出、没有撤回的通知、通报、提醒和征求意见",
            compute=_messages(),
            url=_messages_url(),
            roles=rules.READERS,
            order=800,
            at_home=False,
        )
    )
    register_figure(
        Figure(
            key="messages.circulars",
            chapter=CHAPTER,
            label="工作情况通报",
            unit="份",
            definition="期间发出、没有撤回的重要工作情况通报",
            compute=_messages(circular),
            url=_messages_url(circular),
            roles=rules.READERS,
            order=801,
            at_home=False,
        )
    )
    for number, (key, label, kind) in enumerate(
        (("messages.read", "阅读率", ""), ("messages.circulars_read", "通报阅读率", circular)), 802
    ):
        register_figure(
            Figure(
                key=key,
                chapter=CHAPTER,
                label=label,
                unit="人次",
                definition="期间发出的，打开看过的人次占收件人次",
                compute=_read(kind),
                url=_read_url(kind, read=True),
                whole_url=_read_url(kind),
                roles=rules.READERS,
                order=number,
                at_home=False,
            )
        )
