"""Released by the office and read on an old phone: accessible, light, without script and without other hosts."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from suggestions.models import Publication
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD
from tests.suggestions.cast import Cast, make_cast
from tests.suggestions.publishing.conftest import NAME, PHONE, make_answered, release

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

#: What a public page may weigh with everything it asks for, before compression.
MOST_BYTES = 150_000


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def check(page: Page) -> None:
    assert accessibility_faults(page) == []
    for size in ("phone", "desk"):
        page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
        for large in (False, True):
            page.evaluate("on => document.documentElement.classList.toggle('is-large', on)", large)
            assert not overflows(page), (page.url, size, large)


def test_both_public_pages_are_accessible_light_and_their_own(
    live_server: LiveServer, page: Page, cast: Cast
) -> None:
    shown = release(cast, make_answered(cast))
    for name, args in (("public", []), ("public_one", [shown.pk])):
        asked: list[Response] = []

        def note(response: Response, asked: list[Response] = asked) -> None:
            asked.append(response)

        page.on("response", note)
        page.goto(f"{live_server.url}{reverse(f'suggestions:{name}', args=args)}", wait_until="networkidle")
        page.remove_listener("response", note)
        assert {response.url.startswith(live_server.url) for response in asked} == {True}
        assert sum(len(response.body()) for response in asked) <= MOST_BYTES
        for summary in page.locator("details:not([open]) > summary").all():
            summary.click()
        check(page)


def test_a_visitor_without_script_searches_reads_and_enlarges(
    live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    row = make_answered(cast)
    release(cast, row)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live_server.url}/suggestions/public/")
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_class("rd-public is-large")
    page.get_by_label("搜案由").fill("路灯")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name=row.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(row.title)
    expect(page.get_by_text("已修好路灯")).to_be_visible()
    context.close()


def test_the_office_marks_a_name_looks_again_and_releases(
    live_server: LiveServer, page: Page, cast: Cast
) -> None:
    row = make_answered(cast)
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_label("用户名").fill(cast.office.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{live_server.url}/suggestions/{row.pk}/")
    page.get_by_role("link", name="公开", exact=True).click()
    check(page)
    expect(page.locator("del", has_text=PHONE).first).to_be_visible()
    select = """name => {
        const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = all.nextNode(); node; node = all.nextNode()) {
            const at = node.data.indexOf(name);
            if (at < 0 || !node.parentElement.closest(".pl-pair")) continue;
            document.getSelection().setBaseAndExtent(node, at, node, at + name.length);
            return;
        }
    }"""
    page.evaluate(select, NAME)
    page.get_by_role("button", name=f"隐去“{NAME}”").click()
    page.get_by_role("button", name="按上面的选择再看一遍").click()
    expect(page.locator("del", has_text=NAME).first).to_be_visible()
    page.get_by_role("button", name="公开", exact=True).click()
    expect(page.get_by_text("已公开，代表已收到通知")).to_be_visible()
    assert NAME not in Publication.objects.get().search_text
    page.get_by_role("link", name="看公开页面").click()
    expect(page.get_by_text("某某")).to_have_count(2)
