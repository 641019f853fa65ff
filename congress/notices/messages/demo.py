"""Messages and reminders of the demo district; invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.parts import PartOfYear
from congress.notices.audiences import Chosen, audiences, in_words, reach
from congress.notices.enums import MessageKind
from congress.notices.models import Delivery, Message, Notice, Reminder, ReminderRun
from congress.notices.operations import messages as operations
from congress.notices.recurring import past_turns
from congress.organs.models import Area
from congress.web.demo import at, backdate, read_table
from congress.workdays.deadlines import add_months

_EVERYBODY = {"roles": [Role.DEPUTY.value, Role.GROUP_LEADER.value]}
_DAY = timedelta(days=1)


@transaction.atomic
def load() -> None:
    """Enter everything, unless it is there already or the accounts are not."""
    users = {user.username: user for user in User.objects.all()}
    if Message.objects.exists() or not {"deputywork", "groupleader", "town"} <= users.keys():
        return
    table: dict[str, Any] = read_table(__file__, "demo.json")
    clerk, today = users["deputywork"], timezone.localdate()
    for told in table["circulars"]:
        _circular(told, clerk, today)
    groups = next((one.choices(None) for one in audiences() if one.key == "groups"), [])
    notice = table["notice"]
    chosen = [value for value, _label in groups[: notice["groups"]]]
    if chosen:
        extra = {"people": [str(users["groupleader"].pk)]}
        _sent(
            clerk, {"groups": chosen, **extra}, today - 2 * _DAY, title=notice["title"], text=notice["text"]
        )
    _opinion(table["opinion"], clerk, users, today)
    operations.write_message(
        actor=clerk, area=None, audience=_EVERYBODY, kind=MessageKind.NOTICE, **table["draft"]
    )
    town = users["town"].assignments_today[0].area
    _sent(users["town"], {"roles": [Role.STATION.value]}, today - _DAY, area=town, **table["town"])
    for told in table["reminders"]:
        _reminder(told, clerk, today)
    _tidy(today)


def _sent(
    clerk: User, audience: Chosen, on: date, *, area: Area | None = None, hour: int = 10, **facts: Any
) -> Message:
    """A message of the past: everything about it bears its day."""
    moment = at(on, hour)
    values = {"kind": MessageKind.NOTICE, **facts}
    row = operations.write_message(actor=clerk, area=area, audience=audience, **values)
    operations.deliver(row, reach(area, audience), clerk, at=moment)
    backdate(row, created_at=moment)
    Notice.objects.filter(key=f"message:{row.pk}").update(created_at=moment)
    return row


def _read(row: Message, *, but: tuple[str, ...] = ()) -> None:
    """Everybody has read it the day after, but for some."""
    later = (row.sent_at or timezone.now()) + _DAY / 6
    readers = row.deliveries.exclude(user__username__in=but)
    readers.update(read_at=later)
    keys = readers.values("user")
    Notice.objects.filter(key=f"message:{row.pk}", user__in=keys).update(read_at=later)


def _tidy(today: date) -> None:
    """Old notices that were read leave the lists, which stand in the order of arrival: all of them arrived just now."""
    old = Message.objects.filter(sent_at__lt=at(today - 7 * _DAY, 0)).values_list("pk", flat=True)
    Notice.objects.filter(key__in=[f"message:{pk}" for pk in old], read_at__isnull=False).delete()


def _circular(told: dict[str, Any], clerk: User, today: date) -> None:
    """On the half-year before the one that holds the day."""
    day = add_months(today, -told["months_ago"])
    first = day.month <= 6
    year, part = (day.year - 1, PartOfYear.SECOND_HALF) if first else (day.year, PartOfYear.FIRST_HALF)
    period = f"{year}年{part.label}"
    on = date(day.year, 1 if first else 7, 15)
    row = _sent(
        clerk,
        _EVERYBODY,
        min(on, today),
        kind=MessageKind.CIRCULAR,
        year=year,
        part=part.value,
        title=told["title"].format(period=period),
        text=told["text"].format(period=period),
    )
    _read(row, but=tuple(told["unread"]))


def _opinion(told: dict[str, Any], clerk: User, users: dict[str, User], today: date) -> None:
    row = _sent(
        clerk,
        _EVERYBODY,
        today - 3 * _DAY,
        kind=MessageKind.OPINION,
        title=told["title"],
        text=told["text"],
        reply_by=today + 6 * _DAY,
    )
    for username, words in told["replies"].items():
        one = Delivery.objects.filter(message=row, user=users[username]).first()
        if one is not None:
            operations.reply(delivery=one, actor=users[username], text=words)


def _reminder(told: dict[str, Any], clerk: User, today: date) -> None:
    """A reminder that has come back a few times."""
    audience = {"roles": told["roles"]}
    facts = {name: told[name] for name in ("title", "text", "frequency", "month", "day", "shift")}
    months = {"monthly": 1, "half": 6}[told["frequency"]] * told["turns"]
    row = Reminder(starts_on=add_months(today, -months), audience=audience, written_by=clerk, **facts)
    row.audience_words = in_words(None, audience)
    row.full_clean(exclude=["audience", "written_by", "area"])
    row.save()
    for turn in reversed(past_turns(row, today, since=row.starts_on)):
        message = _sent(
            clerk,
            audience,
            turn.due_on,
            hour=9,
            kind=MessageKind.REMINDER,
            title=row.title,
            text=row.text,
        )
        _read(message, but=("deputy",) if turn.due_on > today - 20 * _DAY else ())
        ReminderRun.objects.create(reminder=row, period=turn.period, due_on=turn.due_on, message=message)
