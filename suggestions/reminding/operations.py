"""Telling people of time limits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.notices import operations as notices
from congress.web import dates
from congress.workdays.calendar import is_working_day
from suggestions.models import Clock, Reminder
from suggestions.reminding.queries import Call, Readers, calls

#: Lines a notice names; the rest is counted.
NAMED = 6


@transaction.atomic
def remind(*, today: date | None = None) -> int:
    """Tell everybody once what is due or late for them; how many people were told.

    Only on working days. A person gets one notice, however much there is. A day on which nothing ran is made up for
    on the next; run twice on a day, it tells once.
    """
    on = today or timezone.localdate()
    if not is_working_day(on):
        return 0
    found = calls(on)
    readers = Readers()
    told: dict[int, dict[int, Call]] = defaultdict(dict)
    for call in found:
        for user in readers.of(call):
            told[user].setdefault(call.clock.pk, call)
    Reminder.objects.bulk_create(
        [Reminder(clock=call.clock, rule=call.rule, on=on) for call in found], ignore_conflicts=True
    )
    users = User.objects.in_bulk(told)
    for key, by_clock in told.items():
        title, text = words(list(by_clock.values()))
        notices.send(
            to=[users[key]],
            title=title,
            text=text,
            url=reverse("dashboard:home"),
            key=f"suggestions:remind:{on:%Y%m%d}",
        )
    return len(told)


def words(lines: list[Call]) -> tuple[str, str]:
    """The one notice of a person: how many are late and how many are due, then each by name."""
    late = sum(call.past > 0 for call in lines)
    parts = [f"{late} 件逾期"] if late else []
    parts += [f"{len(lines) - late} 件快到期"] if late < len(lines) else []
    ordered = sorted(lines, key=lambda call: (-call.past, call.clock.pk))
    text = "；".join(_line(call) for call in ordered[:NAMED])
    more = f"；另有 {len(lines) - NAMED} 件" if len(lines) > NAMED else ""
    return f"建议办理提醒：{'，'.join(parts)}", f"{text}{more}。"


def _line(call: Call) -> str:
    clock: Clock = call.clock
    unit = f"{clock.handling.organ.short_name}" if clock.handling else ""
    when = f"逾期 {call.past} 个工作日" if call.past > 0 else f"{dates.day(clock.due_on)}到期"
    return f"{clock.suggestion.title}：{unit}{clock.get_kind_display()}，{when}"
