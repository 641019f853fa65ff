"""A selection in a real browser: voted on by paper, published, commended at a session, seen by a deputy (R234)."""

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
from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.ballots.operations import counting
from congress.organs.models import Session
from deputies.models import Selection
from tests.browser.people import Enter, Person, own_browsers
from tests.deputies.honours.test_ballots import GOOD, reviewed
from tests.factories import make_term, make_user

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


def hold_ballot(clerk: Person, other: User, *votes: int) -> None:
    """From the page of the poll to its published result; a colleague enters the same of the paper ballots."""
    confirm(clerk, "开始投票")
    confirm(clerk, "截止投票")
    clerk.press("开箱计票")
    clerk.press("开箱计票")
    clerk.press("录入纸质票")
    clerk.fill(issued="30", returned="30", valid="30", void="0")
    clerk.fill(**{f"m_{n}_for": str(got) for n, got in enumerate(votes, 1)})
    clerk.page.locator("main form button.btn-primary").click()
    clerk.page.wait_for_load_state()
    counting.enter_paper(
        poll=Poll.objects.latest("pk"),
        actor=other,
        issued=30,
        returned=30,
        valid=30,
        void=0,
        counts={str(n): {"for": got} for n, got in enumerate(votes, 1)},
    )
    clerk.page.reload()
    confirm(clerk, "公布结果")


def test_from_review_to_the_session(enter: Enter) -> None:
    worker, today = make_user(Role.DEPUTY_WORK), timezone.localdate()
    row = reviewed(worker, **{GOOD: 2})
    Session.objects.create(term=make_term(), number=5, starts_on=today, ends_on=today + timedelta(days=2))
    path = reverse("honours:selection", args=[row.pk])
    deputy = enter(make_user(Role.DEPUTY), "phone")
    assert deputy.answers(path) == 404

    clerk = enter(worker)
    clerk.page.goto(clerk.root + path)
    clerk.press("准备投票")
    clerk.page.locator("label").filter(has_text="纸质票").first.click()
    clerk.sound()
    clerk.press("准备投票")
    expect(clerk.page.get_by_text("请写准备几张").first).to_be_visible()
    clerk.fill(unnamed_paper="30")
    clerk.press("准备投票")
    clerk.says("各类的投票已准备")
    clerk.press("去投票表决")
    hold_ballot(clerk, make_user(Role.OFFICE), 24, 9, 21)
    clerk.press("看所属的事项")
    expect(clerk.page.get_by_text("无记名投票：优秀代表 2 个")).to_be_visible()
    expect(clerk.page.get_by_text("21 票")).to_be_visible()
    clerk.press("公布名单")
    clerk.says("名单已公布")
    clerk.press("登记表彰")
    clerk.sound()
    clerk.press("登记表彰")
    clerk.says("表彰已登记")
    assert Selection.objects.get().commended_on == today

    deputy.page.goto(deputy.root + path)
    expect(deputy.page.get_by_text("代表2")).to_be_visible()
    expect(deputy.page.get_by_text("代表1")).to_have_count(0)
    expect(deputy.page.get_by_text("第五次会议").first).to_be_visible()
    deputy.sound()
