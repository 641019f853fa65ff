"""Notices of one person, messages of the office to many with their deliveries, recurring reminders."""

from congress.notices.models.messages import Delivery, Dispatch, Message
from congress.notices.models.notice import Notice, NoticeQuerySet
from congress.notices.models.policy import SendingPolicy
from congress.notices.models.reminders import Reminder, ReminderRun

__all__ = [
    "Delivery",
    "Dispatch",
    "Message",
    "Notice",
    "NoticeQuerySet",
    "Reminder",
    "ReminderRun",
    "SendingPolicy",
]
