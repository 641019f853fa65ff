"""A deputy declares on a phone in a moment, without a network nothing is lost, the leader confirms, it scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from deputies.duty.enums import DutyState
from deputies.models import DutyPolicy, DutyRecord, PointsAccount
from tests.browser.people import Enter, own_browsers
from tests.deputies.duty.stage import make_cast, make_scheme

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


def test_a_visit_is_declared_confirmed_reviewed_and_scores(
    transactional_db: None, enter: Enter, page_errors: list[str]
) -> None:
    cast = make_cast()
    DutyPolicy.current()
    make_scheme(("联系群众", "voter_visit", 4, 2, 8), year=timezone.localdate().year)

    deputy = enter(cast.deputy, "phone")
    page = deputy.page
    page.goto(f"{deputy.root}/duty/mine/")
    page.get_by_role("link", name="填报履职").click()
    page.get_by_label("走访选民").first.check()
    page.get_by_label("做了什么").fill("走访 6 户群众")
    deputy.sound()
    page.context.set_offline(True)
    page.get_by_role("button", name="填报").click()
    expect(page.get_by_text("网络不通，还没有送出")).to_be_visible()
    page_errors.clear()  # the browser's own word on the lost network
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("做了什么")).to_have_value("走访 6 户群众")
    page.get_by_role("button", name="填报").click()
    expect(page.get_by_text("等小组确认").first).to_be_visible()
    page.get_by_role("link", name="填报履职").click()
    expect(page.get_by_label("做了什么")).to_have_value("")  # what was sent is kept no longer
    assert DutyRecord.objects.get().state == DutyState.PENDING

    leader = enter(cast.leader, "phone")
    leader.page.goto(f"{leader.root}/duty/waiting/")
    leader.sound()
    leader.press("确认选中的")
    leader.says("已确认 1 条")

    office = enter(cast.office)
    office.page.goto(f"{office.root}/duty/?state=confirmed")
    office.page.locator("[name=pick]").first.check()
    office.page.get_by_role("button", name="审核通过").click()
    office.says("已审核 1 条")
    assert PointsAccount.objects.filter(deputyship=cast.members[0], points=4).exists()
