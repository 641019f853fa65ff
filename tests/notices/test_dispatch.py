"""E-mail and text messages: off by default, at rest at night and on holidays, once each, tried again (R040)."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.jobs.models import Job
from congress.notices.models import Dispatch, Message, SendingPolicy
from congress.notices.operations import dispatching, messages
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TEXTS: list[tuple[str, str]] = []


class Gateway:
    """An operator of text messages: keeps them, and accepts none while it is broken."""

    broken = False

    def send(self, phone: str, text: str) -> None:
        if Gateway.broken:
            raise ConnectionError("no answer")
        TEXTS.append((phone, text))


@pytest.fixture
def ways(settings: LazySettings) -> None:
    """Both ways out are set up."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.SMS_ADAPTER = f"{__name__}.Gateway"
    SendingPolicy.objects.create(pk=1, sms_on=True)
    TEXTS.clear()
    Gateway.broken = False


def reader(**facts: Any) -> User:
    user = make_user(Role.DEPUTY, phone=facts.pop("phone", None))
    user.email = facts.pop("email", "")
    user.save()
    return user


def sent(*users: User, by: User | None = None) -> Message:
    clerk = by or make_user(Role.OFFICE)
    row = messages.write_message(
        actor=clerk,
        area=None,
        kind="notice",
        title="请参加座谈会",
        text="下周三。",
        by_email=True,
        by_sms=True,
        audience={"people": [str(user.pk) for user in users]},
    )
    return messages.send_message(message=row, actor=clerk, version=row.version)


def test_nothing_goes_out_until_it_is_set_up(client: Client) -> None:
    with time_machine.travel("2026-11-18T12:00:00+08:00"):
        row = sent(reader(email="a@example.org", phone="13900000001"))
    assert row.deliveries.count() == 1
    assert not Dispatch.objects.exists()
    client.force_login(make_user(Role.ADMIN))
    page = client.get(reverse("messages:change_policy")).text
    assert "还没有接通短信平台" in page
    assert "还没有设置邮件服务器" in page


def test_at_night_before_a_holiday_it_waits_for_the_next_working_hour(ways: None) -> None:
    with time_machine.travel("2025-09-30T21:00:00+08:00", tick=False):
        row = sent(reader(email="a@example.org", phone="13900000001"), reader())
        assert not Job.objects.exists(), "nothing to do before the morning"
        assert dispatching.send_due().total() == 0
        assert {one.due_at.isoformat() for one in Dispatch.objects.all()} == {"2025-10-09T00:30:00+00:00"}
    with time_machine.travel("2025-10-05T10:00:00+08:00"):
        dispatching.call_when_due()
    assert not Job.objects.exists()
    with time_machine.travel("2025-10-09T08:35:00+08:00"):
        dispatching.call_when_due()
        dispatching.call_when_due()
        assert Job.objects.count() == 1
        dispatching.send_due()
        dispatching.send_due()
    assert [one.to for one in mail.outbox] == [["a@example.org"]], "once, and only to who has an address"
    assert len(TEXTS) == 1
    assert "请参加座谈会" in TEXTS[0][1]
    assert row.deliveries.count() == 2


def test_what_is_not_accepted_is_tried_three_times_and_what_was_cut_off_never_again(ways: None) -> None:
    Gateway.broken = True
    with time_machine.travel("2026-11-18T12:00:00+08:00", tick=False) as clock:
        sent(reader(phone="13900000001"))
        for _ in range(5):
            dispatching.send_due()
            clock.shift(3600)
        one = Dispatch.objects.get()
        assert (one.state, one.tries) == ("failed", 3)
        Gateway.broken = False
        Dispatch.objects.update(state="sending", tries=1)
        clock.shift(3600)
        dispatching.call_when_due()
        dispatching.send_due()
    one.refresh_from_db()
    assert one.why == "发送中断，不知道对方收到没有"
    assert TEXTS == []


def test_a_way_out_that_is_down_is_left_alone_and_many_take_several_jobs(
    ways: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "REFUSALS", 2)
    monkeypatch.setattr(dispatching, "AT_ONCE", 3)
    Gateway.broken = True
    with time_machine.travel("2026-11-18T12:00:00+08:00", tick=False) as clock:
        sent(*(reader(phone=f"1390000000{n}") for n in range(4)))
        assert dispatching.send_due().total() == 2
        Gateway.broken = False
        clock.shift(3600)
        assert dispatching.send_due().total() == 3
        assert dispatching.send_due().total() == 1
    assert len({phone for phone, _ in TEXTS}) == len(TEXTS) == 4


def test_a_withdrawn_message_stays_here(ways: None) -> None:
    with time_machine.travel("2026-11-18T22:00:00+08:00"):
        clerk = make_user(Role.OFFICE)
        row = sent(reader(email="a@example.org"), by=clerk)
        messages.withdraw_message(message=row, actor=clerk, reason="日期错了")
    with time_machine.travel("2026-11-19T10:00:00+08:00"):
        dispatching.send_due()
    assert mail.outbox == []
    assert Dispatch.objects.get().why == "通知已撤回"


def test_the_hours_are_the_districts_own(client: Client, ways: None) -> None:
    client.force_login(make_user(Role.OFFICE))
    url = reverse("messages:change_policy")
    typed = {"opens_at": "20:00", "closes_at": "8点", "holidays_quiet": "on", "version": 1}
    assert "结束的时间要晚于开始的时间" in client.post(url, typed).text
    client.post(url, {**typed, "opens_at": "9：15", "closes_at": "18:00"})
    assert str(SendingPolicy.objects.get()) == "09:15—18:00"
