"""The shell in a real browser: keyboard, sizes, large text, what the scripts add."""

import pytest
from django.test import Client
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web.registry import Todo, register_todos
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import make_organ
from tests.web.pages import STATE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pages", "plugged")]

#: Links inside running text are exempt from the target size (WCAG 2.5.8).
SMALL_TARGETS = """least => [...document.querySelectorAll('main a, main button, main summary, header a, header button')]
  .filter(e => e.checkVisibility() && !e.closest('p:not(.rd-sub)') && e.getBoundingClientRect().height < least - .5)
  .map(e => `${e.textContent.trim()} ${e.getBoundingClientRect().height}`)"""


@pytest.fixture
def desk(office: Client, live_server: LiveServer, page: Page) -> Page:
    """The clerk's page at a small office screen."""
    resize(page, "desk")
    session = office.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def resize(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})


def enlarge(page: Page) -> None:
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html.is-large")).to_have_count(1)


@pytest.mark.parametrize("path", ["/t/parts/", "/t/fields/", "/", "/search/?q=甲", "/t/sheet/"])
def test_every_size_fits_and_is_accessible(desk: Page, live_server: LiveServer, path: str) -> None:
    register_todos(lambda user: [Todo("催办：尚未答复的老旧小区改造建议", "第 1 号", "/", "去催办")])
    desk.goto(live_server.url + path)
    for size in SIZES:
        resize(desk, size)
        assert not overflows(desk), size
        assert accessibility_faults(desk) == [], size
    resize(desk, "desk")
    enlarge(desk)
    for size in ("phone", "desk"):
        resize(desk, size)
        assert not overflows(desk), f"{size}, large text"
    assert accessibility_faults(desk) == []


@pytest.mark.parametrize(("size", "least"), [("desk", 24), ("phone", 44)])
@pytest.mark.parametrize("path", ["/t/parts/", "/t/fields/", "/"])
def test_targets_are_large_enough(
    desk: Page, live_server: LiveServer, path: str, size: str, least: int
) -> None:
    resize(desk, size)
    desk.goto(live_server.url + path)
    assert desk.evaluate(SMALL_TARGETS, least) == []


def test_large_text_stays(desk: Page, live_server: LiveServer, office_clerk: User) -> None:
    desk.goto(f"{live_server.url}/t/sheet/")
    button = desk.get_by_role("button", name="大字")
    expect(button).to_have_attribute("aria-pressed", "false")
    enlarge(desk)
    expect(button).to_have_attribute("aria-pressed", "true")
    desk.reload()
    assert desk.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    office_clerk.refresh_from_db()
    assert office_clerk.large_text


def test_the_keyboard_skips_to_the_text(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/t/sheet/")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    desk.keyboard.press("Enter")
    expect(desk.locator("#main")).to_be_focused()


def test_a_typed_day_is_never_changed(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/t/fields/")
    box = desk.get_by_label("提出日期", exact=True)
    box.fill("2026年2月30日")
    desk.keyboard.press("Tab")
    expect(box).to_have_value("2026年2月30日")
    desk.get_by_role("button", name="提交登记").click()
    expect(desk.get_by_text("2026年2月没有30日，请改成实际日期").last).to_be_visible()
    expect(box).to_have_value("2026年2月30日")


def test_the_calendar_opens_at_the_typed_day_and_writes_into_the_box(
    desk: Page, live_server: LiveServer
) -> None:
    desk.goto(f"{live_server.url}/t/fields/")
    box = desk.get_by_label("提出日期", exact=True)
    box.fill("2026.3.5")
    button = desk.get_by_role("button", name="用日历选提出日期")
    button.press("Enter")
    desk.locator(".flatpickr-calendar.open .flatpickr-day:not(.prevMonthDay)", has_text="17").click()
    expect(box).to_have_value("2026年3月17日")
    expect(button).to_be_focused()


def test_a_long_list_is_searched_by_typing(desk: Page, live_server: LiveServer) -> None:
    for n in range(20):
        make_organ(f"区第{n}局")
    desk.goto(f"{live_server.url}/t/fields/")
    box = desk.get_by_role("combobox", name="主办单位")
    box.click()
    desk.keyboard.type("第17")
    desk.get_by_role("option", name="区第17局").click()
    assert desk.locator("#id_organ").input_value() == str(Organ.objects.get(name="区第17局").pk)
    assert accessibility_faults(desk) == []


def test_errors_are_read_first_and_lead_to_the_field(desk: Page, live_server: LiveServer) -> None:
    for n in range(20):
        make_organ(f"区第{n}局")
    desk.goto(f"{live_server.url}/t/fields/")
    desk.get_by_label("案由").fill("停车问题")
    desk.get_by_role("button", name="提交登记").click()
    summary = desk.locator(".rd-errors")
    expect(summary).to_be_focused()
    assert accessibility_faults(desk) == []
    summary.get_by_role("link", name="案由：至少写 10 个字，现在只有 4 个字").click()
    expect(desk.get_by_label("案由")).to_be_focused()
    summary.get_by_role("link", name="主办单位").click()
    expect(desk.get_by_role("combobox", name="主办单位")).to_be_focused()


def test_unsaved_changes_are_said_and_asked_about(desk: Page, live_server: LiveServer) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    desk.goto(f"{live_server.url}/t/fields/")
    hint = desk.get_by_text("有改动尚未保存")
    expect(hint).to_be_hidden()
    desk.get_by_label("案由").press_sequentially("停车")
    expect(hint).to_be_visible()
    desk.get_by_role("link", name="首页").click(no_wait_after=True)
    desk.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    desk.get_by_role("button", name="提交登记").click()
    expect(desk.locator(".rd-errors")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_secret_is_shown_on_request(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/t/fields/")
    box = desk.locator("#id_secret")
    desk.get_by_role("button", name="显示密码").click()
    expect(box).to_have_attribute("type", "text")
    desk.get_by_role("button", name="隐藏密码").click()
    expect(box).to_have_attribute("type", "password")


def test_one_legal_basis_at_a_time_and_it_covers_nothing(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/t/parts/")
    summaries = desk.locator(".rd-basis summary")
    for n in range(2):
        summaries.nth(n).focus()
        desk.keyboard.press("Enter")
    summaries.nth(2).click()  # reachable although the one before is open
    expect(desk.locator(".rd-basis[open]")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.locator(".rd-basis[open]")).to_have_count(0)
    expect(summaries.nth(2)).to_be_focused()


def test_a_dialog_keeps_the_focus_and_gives_it_back(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/t/parts/")
    opener = desk.get_by_role("button", name="终止办理").first
    opener.press("Enter")
    dialog = desk.get_by_role("dialog", name="终止办理第 2026-057 号建议？")
    expect(dialog).to_be_visible()
    assert accessibility_faults(desk) == []
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_user_menu_opens_by_keyboard(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/t/sheet/")
    menu = desk.locator(".rd-menu summary")
    menu.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="退出")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("button", name="退出")).to_be_hidden()


def test_fragments_carry_the_csrf_token_and_failures_are_said(
    desk: Page, live_server: LiveServer, page_errors: list[str]
) -> None:
    desk.goto(f"{live_server.url}/t/parts/")
    with desk.expect_request("**/t/token/") as sent:
        desk.get_by_role("button", name="送出").click()
    assert sent.value.headers["x-csrftoken"]
    expect(desk.locator("#answer")).to_have_text("收到")
    desk.get_by_role("button", name="送错").click()
    expect(desk.locator("#messages")).to_contain_text("系统出错，这一步没有办成，请稍后再试")
    assert [error for error in page_errors if "500" not in error] == []
    page_errors.clear()


def test_choosing_after_a_conflict_saves(desk: Page, live_server: LiveServer, page_errors: list[str]) -> None:
    organ = make_organ("区水务局")
    STATE.update(version=1, closed=False, kin=[], names=[])
    desk.goto(f"{live_server.url}/t/organs/{organ.pk}/")
    desk.get_by_label("全称").fill("区水务局（筹）")
    Organ.objects.filter(pk=organ.pk).update(name="区水利局")
    STATE["version"] = 2
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("heading", name="别人先保存了这条记录")).to_be_visible()
    assert not overflows(desk)
    assert accessibility_faults(desk) == []
    resize(desk, "phone")
    assert not overflows(desk)
    desk.get_by_role("radio", name="区水务局（筹）").check()
    desk.get_by_role("button", name="按所选内容保存").click()
    expect(desk.get_by_text("saved")).to_be_visible()
    assert STATE["saved"]["name"] == "区水务局（筹）"
    assert [error for error in page_errors if "409" not in error] == []
    page_errors.clear()
