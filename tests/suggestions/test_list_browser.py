"""The list in a real browser: filter, pick three, urge."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.models import User
from suggestions.enums import State
from suggestions.models import Step
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD
from tests.suggestions.cast import make_cast, make_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, server: LiveServer, user: User) -> None:
    page.goto(f"{server.url}/account/sign-in/")
    page.get_by_label("用户名").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("今天要办的事")


def test_filter_pick_three_and_urge(transactional_db: None, live_server: LiveServer, page: Page) -> None:
    cast = make_cast()
    cast.clock = timezone.now() - timedelta(days=60)
    for _ in range(4):
        make_suggestion(cast, State.HANDLING)
    make_suggestion(cast, State.SUBMITTED)
    sign_in(page, live_server, cast.keeper)

    page.goto(f"{live_server.url}/suggestions/")
    rows = page.locator("#picks tbody tr")
    expect(rows).to_have_count(5)
    page.get_by_role("link", name="在办").click()
    expect(rows).to_have_count(4)
    expect(page.get_by_role("link", name="去掉条件 状态：在办")).to_be_visible()
    for place in range(3):
        rows.nth(place).get_by_role("checkbox").check()
    expect(page.get_by_text("已选 3 件")).to_be_visible()
    assert not accessibility_faults(page)
    page.set_viewport_size({"width": SIZES["phone"][0], "height": SIZES["phone"][1]})
    assert not overflows(page)
    page.set_viewport_size({"width": SIZES["desk"][0], "height": SIZES["desk"][1]})

    page.get_by_role("button", name="催办", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("催办选中的建议")
    page.get_by_label("催办的话").fill("本周内请反馈")
    page.get_by_role("button", name="催办 3 件").click()
    expect(page.get_by_text("已催办 3 件建议的 3 个单位")).to_be_visible()
    expect(rows).to_have_count(4)
    assert Step.objects.filter(verb="urge", note="本周内请反馈").count() == 3
