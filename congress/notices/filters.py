"""Filters of messages, of who received them, and of reminders."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter, NumberFilter

from congress.figures.parts import PartOfYear
from congress.notices.enums import Frequency, MessageKind, MessageState, ReminderState
from congress.notices.models.messages import DeliveryQuerySet
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter

_YES, _NO = "yes", "no"
_READ = [(_YES, "看过"), (_NO, "没有看")]
_REPLIED = [(_YES, "回复了"), (_NO, "没有回复")]


class MessageFilter(ListFilter):
    """By words, kind, state, period of a circular and day of sending."""

    q = SearchFilter("title", "audience_words", label="搜标题、发给谁")
    kind = ChoiceFilter(label="类别", choices=MessageKind.choices)
    state = ChoiceFilter(label="状态", choices=MessageState.choices)
    year = NumberFilter(label="通报年份")
    part = ChoiceFilter(label="通报时段", choices=PartOfYear.choices)
    since = SinceFilter("sent_at", label="发出从", moment=True)
    until = UntilFilter("sent_at", label="发出到", moment=True)

    leading = ("kind", "state")


class DeliveryFilter(ListFilter):
    """By name, message, kind, whether it was read or replied to, and day of sending."""

    q = SearchFilter("user__name", "message__title", label="搜姓名、标题")
    read = ChoiceFilter(label="看没看", choices=_READ, method="being_read")
    replied = ChoiceFilter(label="回复", choices=_REPLIED, method="being_replied")
    kind = ChoiceFilter(label="类别", choices=MessageKind.choices, field_name="message__kind")
    message = NumberFilter(label="通知编号", field_name="message")
    since = SinceFilter("sent_at", label="发出从", moment=True)
    until = UntilFilter("sent_at", label="发出到", moment=True)

    leading = ("read", "kind")

    def being_read(self, rows: DeliveryQuerySet, _name: str, value: str) -> DeliveryQuerySet:
        """Whether its reader opened it."""
        return rows.filter(read_at__isnull=value == _NO)

    def being_replied(self, rows: DeliveryQuerySet, _name: str, value: str) -> QuerySet[Any]:
        """Whether its reader answered; only of messages that ask for it."""
        return rows.filter(message__reply_by__isnull=False, replied_at__isnull=value == _NO)


class ReminderFilter(ListFilter):
    """By words, frequency and state."""

    q = SearchFilter("title", "audience_words", label="搜提醒")
    frequency = ChoiceFilter(label="多久一次", choices=Frequency.choices)
    state = ChoiceFilter(label="状态", choices=ReminderState.choices)

    leading = ("frequency", "state")
