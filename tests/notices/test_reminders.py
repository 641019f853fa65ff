"""Reminders that come back: once a period for each person, also after a time without anybody asking (R041)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.notices.enums import Frequency, Shift
from congress.notices.models import Delivery, Message, Reminder
from congress.notices.operations import reminders as operations
from congress.notices.recurring import next_turn, past_turns
from tests.factories import make_user


def reminder(**facts: Any) -> Reminder:
    values: dict[str, Any] = {
        "title": "请读人民代表报",
        "text": "也请关注公众号。",
        "frequency": Frequency.MONTHLY,
        "month": 1,
        "day": 31,
        "shift": Shift.NONE,
        "starts_on": date(2026, 1, 1),
    }
    return Reminder(**{**values, **facts})


def days(row: Reminder, since: date, until: date) -> list[str]:
    return [one.due_on.isoformat() for one in past_turns(row, until, since=since)]


@pytest.mark.django_db
def test_the_31st_is_the_last_day_and_a_day_of_rest_is_moved_as_wished() -> None:
    year = days(reminder(), date(2026, 1, 1), date(2026, 5, 1))
    assert year == ["2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31"]
    first = {"day": 1, "starts_on": date(2025, 10, 1)}
    assert next_turn(reminder(shift=Shift.AFTER, **first), date(2025, 9, 30)).due_on == date(2025, 10, 9)
    moved = next_turn(reminder(shift=Shift.BEFORE, day=1, starts_on=date(2025, 9, 1)), date(2025, 9, 5))
    assert (moved.period, moved.due_on) == ("2025-10", date(2025, 9, 30)), "before the month, yet of it"
    half = reminder(frequency=Frequency.HALF_YEARLY, month=6, day=15)
    assert [one.period for one in past_turns(half, date(2026, 12, 31), since=date(2026, 1, 1))] == [
        "2026-H2",
        "2026-H1",
    ]


@pytest.mark.django_db
def test_a_monthly_reminder_comes_once_a_month_for_each_deputy(client: Client) -> None:
    clerk = make_user(Role.DEPUTY_WORK)
    deputies = [make_user(Role.DEPUTY), make_user(Role.DEPUTY)]
    client.force_login(clerk)
    typed = {
        "title": "请读人民代表报",
        "text": "也请关注公众号。",
        "frequency": "monthly",
        "month": "1",
        "day": "10",
        "shift": "none",
        "starts_on": "2026-01-01",
        "to_roles": ["deputy"],
        "to_people": deputies[0].username,
    }
    with time_machine.travel("2026-01-05T09:00:00+08:00"):
        refused = client.post(reverse("messages:add_reminder"), {**typed, "month": "2"}).text
        assert "每月只有 1 个月，请改小" in refused
        client.post(reverse("messages:add_reminder"), typed)
        row = Reminder.objects.get()
        assert operations.fire_due() == 0
    for day in ("2026-01-10", "2026-01-11", "2026-02-12", "2026-02-28"):
        with time_machine.travel(f"{day}T09:00:00+08:00"):
            operations.fire_due()
            operations.fire_due()
    assert Message.objects.count() == 2, (
        "January on its day, February two days late, for nobody asked on the 10th"
    )
    assert Delivery.objects.filter(user=deputies[0]).count() == 2
    with time_machine.travel("2026-06-20T09:00:00+08:00"):
        assert operations.fire_due() == 1, "of four missed months the newest"
    assert [run.period for run in row.runs.filter(message=None)] == ["2026-05", "2026-04", "2026-03"]
    client.force_login(clerk)
    page = client.get(reverse("messages:reminder", args=[row.pk])).text
    assert "看过 0／2 人" in page
    assert "没有补发" in page


@pytest.mark.django_db
def test_a_stopped_one_stays_silent_and_a_resumed_one_makes_up_for_nothing(client: Client) -> None:
    clerk = make_user(Role.OFFICE)
    row = reminder(day=10, audience={"roles": ["office"]})
    row.save()
    client.force_login(clerk)
    with time_machine.travel("2026-01-05T09:00:00+08:00"):
        client.post(reverse("messages:stop_reminder", args=[row.pk]))
    with time_machine.travel("2026-02-20T09:00:00+08:00"):
        assert operations.fire_due() == 0
        client.force_login(clerk)
        client.post(reverse("messages:resume_reminder", args=[row.pk]))
        assert operations.fire_due() == 0
        row.refresh_from_db()
        assert next_turn(row, date(2026, 2, 20)).due_on == date(2026, 3, 10)
    change = reverse("messages:change_reminder", args=[row.pk])
    with time_machine.travel("2026-03-10T09:00:00+08:00"):
        assert operations.fire_due() == 1
        client.force_login(clerk)
        form = client.get(change).context["form"]
        typed = {
            name: form[name].value() for name in ("title", "text", "frequency", "month", "shift", "version")
        }
        client.post(change, {**typed, "day": 25, "starts_on": "2026-01-01", "to_roles": ["office"]})
    with time_machine.travel("2026-03-26T09:00:00+08:00"):
        assert operations.fire_due() == 0, "March is done with, whatever its day is now"
    client.force_login(clerk)
    assert "每月25日" in client.get(reverse("messages:reminders")).text
