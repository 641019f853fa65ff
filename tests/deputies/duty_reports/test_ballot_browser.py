"""A deputy of the city is rated by the standing committee, from the report and back to it, in a browser (R069)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.organs.enums import CongressLevel
from deputies.operations import duty_reports as operations
from tests.browser.people import Enter, Person, own_browsers
from tests.factories import make_deputyship, make_person, make_user

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


def confirm(clerk: Person, name: str) -> None:
    clerk.press(name)
    clerk.page.locator("dialog[open]").get_by_role("button", name=name, exact=True).click()
    clerk.page.wait_for_load_state()


def test_from_the_report_to_its_result(enter: Enter) -> None:
    clerk = make_user(Role.DEPUTY_WORK)
    voters = []
    for number in range(3):
        person = make_person(f"委员{'甲乙丙'[number]}", title="区人大常委会委员")
        person.user = make_user(Role.DEPUTY, name=person.name)
        person.save()
        voters.append(person.user)
    row = operations.arrange_report(
        deputyship=make_deputyship(make_person("章程"), level=CongressLevel.CITY),
        actor=clerk,
        form="oral",
        day=timezone.localdate(),
        place="区人大常委会会议室",
    )
    page = reverse("duty_reports:detail", args=[row.pk])

    office = enter(clerk)
    office.page.goto(office.root + page)
    office.press("准备评议投票")
    office.sound()
    office.page.get_by_label("委员丙").uncheck()
    office.press("准备投票")
    office.says("投票已准备")
    confirm(office, "开始投票")
    office.says("投票已开始")

    for user, grade in zip(voters[:2], ("优秀", "称职"), strict=True):
        voter = enter(user, "phone")
        voter.follow("市人大代表章程述职评议")
        voter.choose("章程（市人大代表）", grade)
        voter.sound()
        voter.press("看一遍再投")
        voter.press("投出这张票")
        expect(voter.page.get_by_text("您已投票")).to_be_visible()
    absent = enter(voters[2], "phone")
    absent.has_nothing_to_do("市人大代表章程述职评议")

    office.page.reload()
    confirm(office, "截止投票")
    office.press("开箱计票")
    office.press("开箱计票")
    confirm(office, "公布结果")
    office.press("看所属的事项")
    expect(office.page.get_by_text("无记名投票公布，不能修改")).to_be_visible()
    expect(office.page.get_by_text("2 张，有效 2 张")).to_be_visible()
    office.press("修改述职情况")
    expect(office.page.locator("[name^=votes_]")).to_have_count(0)
    office.sound()
