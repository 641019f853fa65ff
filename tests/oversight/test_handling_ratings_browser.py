"""A meeting of the committee rates the handling of suggestions on phones, in a real browser (R223)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.ballots.models import RuleSet
from oversight.models import HandlingRating
from oversight.operations import meeting_people
from tests.browser.people import Enter, Person, own_browsers
from tests.factories import make_user
from tests.oversight.making import make_meeting, make_member

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


def confirm(clerk: Person, name: str) -> None:
    """A button that asks once more."""
    clerk.page.get_by_role("button", name=name, exact=True).first.click()
    clerk.page.locator("dialog[open]").get_by_role("button", name=name, exact=True).click()
    clerk.page.wait_for_load_state()


def test_from_the_agenda_to_the_figures(enter: Enter) -> None:
    RuleSet.objects.filter(form="grades").update(custody="system")
    clerk, today = make_user(Role.OFFICE), timezone.localdate()
    voters = [make_user(Role.LEADER), make_user(Role.DEPUTY)]
    meeting = make_meeting(clerk, "常委会会议", on=today + timedelta(days=1))
    members = [make_member(f"委员{n}", user=user) for n, user in enumerate(voters)]
    meeting_people.set_attendees(meeting=meeting, actor=clerk, attending=members, names=[])
    path = reverse("meetings:detail", args=[meeting.pk])

    office = enter(clerk)
    office.page.goto(office.root + path)
    office.press("准备建议办理测评")
    office.sound()
    office.press("保存，去投票表决")
    office.says("测评投票已准备")
    confirm(office, "开始投票")
    poll = office.page.url

    for user, mark in zip(voters, ("满意", "不满意"), strict=True):
        voter = enter(user, "phone")
        voter.page.goto(f"{voter.root}{reverse('ballots:vote', args=[HandlingRating.objects.get().poll_id])}")
        voter.choose("代表建议办理工作", mark)
        voter.sound()
        voter.press("看一遍再投")
        voter.press("投出这张票")
        voter.sound()

    office.page.goto(poll)
    confirm(office, "截止投票")
    office.press("开箱计票")
    office.press("开箱计票")
    confirm(office, "公布结果")
    office.press("看所属的事项")
    told = "满意 1 票，基本满意 0 票，不满意 1 票，弃权 0 票，满意率 50.0%（1／2）"
    expect(office.page.get_by_text(told, exact=True)).to_be_visible()
    office.sound()
    office.press("看会议")
    expect(office.page.get_by_text(f"测评结果：代表建议办理工作：{told}").first).to_be_visible()
    office.sound()

    government = enter(make_user(Role.GOVERNMENT))
    government.page.goto(f"{government.root}{reverse('suggestions:figures')}")
    expect(government.page.get_by_text("满意率 50.0%（1／2）").first).to_be_visible()
    government.sound()
