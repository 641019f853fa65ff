"""The box at the head of a page in a real browser: a key leads to it, what it offers is chosen with the arrows."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD, make_organ, make_user

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


def test_found_without_touching_the_mouse(
    transactional_db: None, live_server: LiveServer, page: Page
) -> None:
    user, organ = make_user(), make_organ("区交通运输局")
    make_organ("区交通执法大队")
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_label("用户名").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{live_server.url}/organs/")
    box, offers = page.get_by_role("combobox", name="全站搜索"), page.locator("#find-hits [role=option]")

    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("jt")
    expect(offers).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert not accessibility_faults(page)
    page.keyboard.press("Escape")
    expect(offers.first).to_be_hidden()
    page.keyboard.type("ys")
    expect(offers).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "find-1")
    page.set_viewport_size({"width": SIZES["phone"][0], "height": SIZES["phone"][1]})
    assert not overflows(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/organs/{organ.pk}/")

    box.fill("没有的词")
    expect(offers).to_have_text(["没有直接找到，按回车再查"])
    box.press("Enter")
    expect(page.get_by_role("heading", name="没有找到“没有的词”")).to_be_visible()
