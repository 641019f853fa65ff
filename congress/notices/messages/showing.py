"""What the page of one message says: who was reached, who has read it, what went out beside the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils import timezone

from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.figures.numbers import Rate
from congress.notices.audiences import Reached, reach
from congress.notices.channels import address_of, why_off
from congress.notices.enums import Channel, DispatchState
from congress.notices.models import Delivery, Dispatch, Message, Reminder
from congress.notices.models.policy import sending_policy
from congress.notices.quiet import next_moment
from congress.web import dates
from congress.web.parts import Happening

#: People named on the page; the list has the others.
NAMED = 60


@dataclass(frozen=True)
class Standing:
    """How many have read and replied, and who has not."""

    sent: int
    read: int
    replied: int
    behind: str
    behind_count: int
    replies: list[Delivery]

    @property
    def read_rate(self) -> str:
        """60%."""
        return str(Rate(self.read, self.sent, "人"))


def standing_of(message: Message) -> Standing:
    """Numbers and names (one query); names are those of who has not replied where a reply is still awaited."""
    rows = list(message.deliveries.select_related("user").order_by("user__name", "pk"))
    read = [one for one in rows if one.read_at]
    replies = sorted((one for one in rows if one.replied_at), key=lambda one: str(one.replied_at))
    late = [one for one in rows if not (one.replied_at if message.takes_replies() else one.read_at)]
    names = named([one.user.name for one in late])
    return Standing(len(rows), len(read), len(replies), names, len(late), replies)


@dataclass(frozen=True)
class WayOut:
    """What went out one way, as words."""

    label: str
    words: str


def ways_out(message: Message, sent: int) -> list[WayOut]:
    """Site, e-mail, text messages: how many (one query beside the site)."""
    found = [WayOut("平台", f"{sent:,} 人，发出时就能看到")]
    rows = Dispatch.objects.filter(delivery__message=message).order_by()
    counted = rows.values("channel", "state").annotate(n=Count("pk"), due=Min("due_at"))
    counts = {(row["channel"], row["state"]): row for row in counted}
    for channel in message.channels:
        said = [
            _words(state, row["n"], dates.moment(row["due"]))
            for state in DispatchState
            if (row := counts.get((channel.value, state.value)))
        ]
        found.append(WayOut(str(channel.label), "，".join(said) or "没有发：收件人没有登记，或当时渠道关着"))
    return found


def _words(state: DispatchState, count: int, due: str) -> str:
    waiting = f"（{due} 起）" if state == DispatchState.WAITING else ""
    return f"{state.label} {count:,} 条{waiting}"


@dataclass(frozen=True)
class Preview:
    """Whom a draft would reach, and when what goes beside the site would leave."""

    reached: Reached
    names: str
    missing: str
    beside: list[WayOut]

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.reached.users)


def preview(message: Message) -> Preview:
    """What sending the draft now would do."""
    reached = reach(message.area, message.audience)
    policy, now = sending_policy(), timezone.now()
    leaves = next_moment(policy, now)
    when = "马上发" if leaves <= now else f"现在是休息时间，{dates.moment(leaves)}发"
    beside = []
    for channel in message.channels:
        off = why_off(channel, policy)
        count = sum(1 for user in reached.users if address_of(user, channel))
        beside.append(WayOut(str(channel.label), off or f"{count:,} 人有{_ADDRESS[channel]}，{when}"))
    return Preview(reached, named([user.name for user in reached.users]), named(reached.missing), beside)


def named(names: Sequence[str]) -> str:
    """The first of many names: 陈一、林二 等 300 人; all of few."""
    shown = "、".join(names[:NAMED])
    return f"{shown} 等 {len(names):,} 人" if len(names) > NAMED else shown


_ADDRESS = {Channel.EMAIL: "邮箱", Channel.SMS: "手机号码"}


def steps_of(record: Message | Reminder) -> list[Happening]:
    """The newest thirty steps, newest first, without what readers did one by one (one query)."""
    rows = AuditEvent.objects.filter(object_type=record._meta.label, object_id=str(record.pk))
    rows = rows.exclude(verb="messages:reply").order_by("-seq")[:30]
    return [
        Happening(verb_label(row.verb).partition("（")[0], row.actor_name, row.at, note=_note(row))
        for row in rows
    ]


def _note(row: AuditEvent) -> str:
    after = row.after or {}
    if "people" in after:
        return f"{after['people']} 人"
    return str(after.get("reason") or after.get("note") or "")
