"""Addresses of messages and reminders: who may open them, whose record stands in them."""

_WRITERS = "office deputy_work town"
_READERS = "office deputy_work town leader"

WHO = {
    "messages:index": _READERS,
    "messages:deliveries": _READERS,
    "messages:detail": _READERS,
    "messages:write_message": _WRITERS,
    "messages:change_message": _WRITERS,
    "messages:send_message": _WRITERS,
    "messages:remind_unread": _WRITERS,
    "messages:feed_back": _WRITERS,
    "messages:discard_message": _WRITERS,
    "messages:withdraw_message": _WRITERS,
    "messages:read": "every role",
    "messages:reply": "every role",
    "messages:reminders": _READERS,
    "messages:reminder": _READERS,
    "messages:add_reminder": _WRITERS,
    "messages:change_reminder": _WRITERS,
    "messages:stop_reminder": _WRITERS,
    "messages:resume_reminder": _WRITERS,
    "messages:change_policy": "office deputy_work admin",
}

RECORD_OF: dict[str, str] = {
    "messages": "notices.Message",
    "messages:reminder": "notices.Reminder",
    "messages:change_reminder": "notices.Reminder",
    "messages:stop_reminder": "notices.Reminder",
    "messages:resume_reminder": "notices.Reminder",
}
