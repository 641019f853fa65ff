"""A list in a browser: picking, swapping without a page load, and without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD, make_organ, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """The register with 60 units, and a clerk who can sign in."""
    for n in range(60):
        make_organ(f"区第{n:02}局")
    make_user(Role.OFFICE, username="clerk")
    return live_server.url


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    sign_in(page, address)
    page.goto(f"{address}/organs/")
    return page


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/sign-in/")
    page.locator("[name=username]").fill("clerk")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(f"{address}/")


def test_picking_rows_the_page_and_everything(desk: Page) -> None:
    bar = desk.get_by_role("region", name="批量操作")
    expect(bar).to_be_hidden()
    desk.get_by_label("选择 区第03局").check()
    expect(bar).to_contain_text("已选 1 个")
    expect(bar.get_by_label("选中全部")).to_be_hidden()
    desk.get_by_label("选择本页全部").check()
    expect(bar).to_contain_text("已选 25 个")
    bar.get_by_label("选中全部 60 个").check()
    expect(bar).to_contain_text("已选 60 个")
    with desk.expect_download() as download:
        bar.get_by_role("button", name="导出所选").click()
    assert re.fullmatch(r"机构名录_\d{4}-\d\d-\d\d\.xlsx", download.value.suggested_filename)
    bar.get_by_role("button", name="取消选择").click()
    expect(bar).to_be_hidden()


def test_filtering_swaps_the_list_and_keeps_the_address(desk: Page, address: str) -> None:
    desk.evaluate("window.sameDocument = true")
    desk.get_by_label("搜名称、曾用名").fill("第5")
    desk.keyboard.press("Enter")
    expect(desk.locator("tbody tr")).to_have_count(10)
    expect(desk.get_by_role("searchbox", name="搜名称、曾用名")).to_be_focused()
    desk.get_by_role("link", name="单位", exact=True).click()
    expect(desk.locator("th[aria-sort=ascending]")).to_contain_text("单位")
    assert desk.url == f"{address}/organs/?q=%E7%AC%AC5&sort=name"
    assert desk.evaluate("window.sameDocument")
    desk.go_back()
    expect(desk.locator("th[aria-sort]")).to_have_count(0)
    expect(desk.locator(".rd-top")).to_have_count(1)


def test_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, address)
    page.goto(f"{address}/organs/")
    page.get_by_label("搜名称、曾用名").fill("第5")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("tbody tr")).to_have_count(10)
    page.get_by_label("选择 区第53局").check()
    with page.expect_download():
        page.get_by_role("button", name="导出所选").click()
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_every_size_fits_and_is_accessible(desk: Page, address: str, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    for path in (
        "/organs/?kind=department",
        "/audit/",
        "/documents/import/organs/",
        "/lists/organs/saved/?querystring=q%3D1",
    ):
        desk.goto(f"{address}{path}")
        if desk.locator("[name=pick]").count():
            desk.locator("[name=pick]").first.check()
        if desk.locator(".rd-extra").count():
            desk.locator(".rd-extra summary").click()
            expect(desk.locator(".rd-extra select").first).to_be_visible()
        assert accessibility_faults(desk) == []
        assert not overflows(desk)
