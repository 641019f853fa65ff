"""What messages plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.notices import groups, rules
from congress.notices.enums import MessageKind, MessageState
from congress.notices.messages import demo, figures
from congress.notices.models import Delivery, Message
from congress.notices.models.policy import sending_policy
from congress.notices.operations import messages, reminders
from congress.notices.operations.messages import page_of
from congress.notices.workflow import WRITERS
from congress.search.index import Searched
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    SettingsGroup,
    SettingsPage,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_settings,
    register_todos,
)

INDEX, REMINDERS = "messages:index", "messages:reminders"
#: Replies are asked for on the home page while they can be given; sums that nobody made are named so many days.
_SUM_UP_WITHIN = timedelta(days=60)


def todos(user: User) -> Iterator[Todo]:
    """Replies one owes, and opinions to be summed up (one query, two for writers)."""
    today = timezone.localdate()
    owed = Delivery.objects.of(user).filter(
        replied_at__isnull=True, message__state=MessageState.SENT, message__reply_by__gte=today
    )
    for row in owed.select_related("message").order_by("message__reply_by", "pk"):
        kind = row.message.get_kind_display()
        yield Todo(
            f"回复：{row.message.title}",
            str(kind),
            page_of(row.message),
            "去回复",
            due=row.message.reply_by,
            menu="notices:index",
        )
    if user.has_role(*WRITERS):
        yield from _to_sum_up(user)


def _to_sum_up(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    rows = Message.objects.visible_to(user).filter(
        kind=MessageKind.OPINION,
        state=MessageState.SENT,
        summed_up_at__isnull=True,
        reply_by__lt=today,
        reply_by__gte=today - _SUM_UP_WITHIN,
    )
    for pk, title in rows.order_by("reply_by").values_list("pk", "title"):
        url = reverse("messages:detail", args=[pk])
        yield Todo(f"汇总意见：{title}", "征求意见已截止，把汇总反馈给大家", url, "去汇总", menu=INDEX)


def found(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Messages by title, for the global search."""
    rows = Message.objects.visible_to(user)
    for word in text.split():
        rows = rows.filter(title__contains=word)
    for row in rows.defer("text", "summary")[:limit]:
        note = f"{row.get_kind_display()}　{row.standing[1]}"
        yield SearchHit(row.title, note, reverse("messages:detail", args=[row.pk]))


def plug_in() -> None:
    """Called once by the portal module."""
    register_menu(
        MenuItem(MenuGroup.PUBLISH, "通知公告", INDEX, "speakerphone", rules.READERS, order=70),
        MenuItem(
            MenuGroup.PUBLISH, "定时提醒", REMINDERS, "bell-ringing", rules.READERS, order=71, under=INDEX
        ),
        MenuItem(
            MenuGroup.SYSTEM,
            "发送时间和渠道",
            "messages:change_policy",
            "mail-cog",
            rules.POLICY_KEEPERS,
            order=72,
            under="notices:index",
        ),
    )
    register_settings(
        SettingsPage(
            SettingsGroup.RUNNING,
            "发送时间和渠道",
            "短信、电子邮件几点到几点发，周末和节假日发不发。",
            "messages:change_policy",
            rules.POLICY_KEEPERS,
            order=10,
            value=lambda: str(sending_policy()),
        )
    )
    register_todos(todos)
    register_search(
        SearchProvider("通知公告", 75, found, rules.READERS, INDEX, tables=(Searched(Message, ("title",)),))
    )
    register_verbs(messages.VERBS | reminders.VERBS)
    register_verbs({"messages:change_policy": "修改发送时间和渠道", "messages:load": "载入示例通知"})
    facts = {"to": "发给", "people": "人数", "reason": "原因", "reply": "回复", "note": "哪一期"}
    register_facts("messages", {**facts, "summary": "意见汇总"})
    groups.plug_in()
    figures.plug_in()
    register_demo(94, "通知公告", demo.load)
