"""Meeting the head of a state organ, from the request to the rating (R112)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities.models import Attendance, OfficialMeeting
from activities.taking_part.enums import OfficialState
from activities.taking_part.operations import officials as operations
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from tests.activities.taking_part.stage import account_of, many_deputies
from tests.factories import make_organ, make_user

pytestmark = pytest.mark.django_db


def test_asked_arranged_met_replied_and_rated_with_an_overdue_promise(client: Client) -> None:
    office, deputies, organ = make_user(Role.OFFICE), many_deputies(3), make_organ("区交通运输局")
    unit, other = make_user(Role.UNIT, organ=organ), make_user(Role.UNIT)
    own = account_of(deputies[0], make_user(Role.DEPUTY))
    with time_machine.travel("2026-11-02T10:00:00+08:00"):
        client.force_login(own)
        data = {
            "subject": "公交线路调整",
            "reason": "东塘镇末班车太早",
            "organ": organ.pk,
            "official": "局长",
        }
        client.post(reverse("taking_part:ask_official"), data)
        row = OfficialMeeting.objects.get()
        page = reverse("taking_part:official", args=[row.pk])
        # Before the office passes it on, the unit does not know of it.
        client.force_login(unit)
        assert client.get(page).status_code == 404
        facts: dict[str, Any] = {
            "official": "局长",
            "on": date(2026, 11, 5),
            "begins_at": time(9),
            "place": "局会议室",
        }
        operations.arrange(meeting=row, actor=office, version=1, **facts)
        with pytest.raises(StaleVersion):
            operations.arrange(meeting=row, actor=office, version=1, **facts)
        with pytest.raises(Conflict, match="还没有到约见的日期"):
            operations.meet(meeting=row, actor=office, answers="答复", deputies=deputies[:2])
    with time_machine.travel("2026-11-06T10:00:00+08:00"):
        operations.meet(meeting=row, actor=office, answers="年内延长末班车", deputies=deputies[:2])
        operations.promise(meeting=row, actor=unit, text="延长末班车", due_on=date(2026, 11, 15))
        client.force_login(unit)
        assert client.get(page).status_code == 200
        client.post(reverse("taking_part:reply", args=[row.pk]), {"text": "已研究，年内落实。"})
        client.force_login(other)
        assert client.get(page).status_code == 404
    with time_machine.travel("2026-11-20T10:00:00+08:00"):
        client.force_login(office)
        assert "逾期 5 个工作日" in client.get(page).content.decode()
        shown = client.get(reverse("taking_part:officials"), {"promises": "late"}).content.decode()
        assert "公交线路调整" in shown
        operations.finish_promise(
            action=row.promises.get(), actor=unit, done_on=date(2026, 11, 19), note="末班车延到 21:00"
        )
        assert (
            "公交线路调整"
            not in client.get(reverse("taking_part:officials"), {"promises": "late"}).content.decode()
        )
        client.force_login(own)
        client.post(reverse("taking_part:rate", args=[row.pk]), {"rating": "satisfied", "words": "说到做到"})
    row.refresh_from_db()
    assert (row.state, row.rating) == (OfficialState.RATED, "satisfied")
    assert Attendance.objects.came().filter(activity=row.activity).count() == 2


def test_only_who_asked_rates_and_a_refusal_says_why(client: Client) -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(2)
    row = operations.ask_official(
        actor=office,
        asked_by=deputies[0],
        subject="停车难",
        reason="老旧小区停车",
        organ=make_organ(),
        companions=[deputies[1]],
    )
    client.force_login(account_of(deputies[1], make_user(Role.DEPUTY)))
    assert client.get(reverse("taking_part:my_official", args=[row.pk])).status_code == 200
    assert client.get(reverse("taking_part:rate", args=[row.pk])).status_code == 404
    operations.decline(meeting=row, actor=office, reason="已列入督办")
    shown = client.get(reverse("taking_part:my_official", args=[row.pk])).content.decode()
    assert "已列入督办" in shown
