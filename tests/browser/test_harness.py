"""The browser tests' own instruments work."""

import pytest
from playwright.sync_api import Page

from tests.browser.helpers import SIZES, accessibility_faults, overflows

pytestmark = pytest.mark.browser

GOOD = "<!doctype html><html lang='zh-CN'><title>好</title><body><main><h1>好</h1></main></body></html>"
PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def test_a_fault_is_found(page: Page) -> None:
    page.set_content(GOOD.replace("<h1>好</h1>", f"<h1>好</h1><img src='{PICTURE}'>"))
    assert [fault.split(":")[0] for fault in accessibility_faults(page)] == ["image-alt"]


def test_no_fault_where_there_is_none(page: Page) -> None:
    page.set_content(GOOD)
    assert accessibility_faults(page) == []


def test_overflow_on_a_phone(page: Page) -> None:
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))  # type: ignore[arg-type]
    page.set_content(GOOD)
    assert not overflows(page)
    page.set_content(GOOD.replace("<h1>", "<h1 style='width: 400px'>"))
    assert overflows(page)


def test_script_errors_are_noted(page: Page, page_errors: list[str]) -> None:
    page.set_content(GOOD)
    page.evaluate("console.error('坏了')")
    assert [error.split(" ")[0] for error in page_errors] == ["坏了"]
    page_errors.clear()


def test_the_browser_is_chinese(page: Page) -> None:
    page.set_content(GOOD)
    assert page.evaluate("navigator.language") == "zh-CN"
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Shanghai"
