"""A half-year summary made in a real browser: begun from a template, a number put in by keyboard, and linked."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from bulletins.models import Report
from congress.accounts.enums import Role
from congress.figures import registry
from congress.figures.numbers import Count, Rate
from tests.browser.helpers import accessibility_faults, overflows
from tests.bulletins.reports.stage import make_template, register
from tests.factories import make_area, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_number_is_put_in_by_keyboard_and_leads_to_its_records(
    page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_figures", {})
    register("社情民意.收集", lambda _period: Count(4530, "件"))
    register("社情民意.办结率", lambda _period: Rate(4236, 4530))
    make_area("东塘镇")
    make_template({"注重联系群众": "办结率"})
    client = Client()
    client.force_login(make_user(Role.OFFICE))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/reports/new/")
    page.get_by_label("总结", exact=True).check()
    page.get_by_label("统计期间").select_option(label="上半年")
    page.get_by_role("button", name="起草").click()
    page.get_by_role("link", name="改这一部分").click()
    prose = page.get_by_label("正文")
    prose.focus()
    page.keyboard.press("End")
    page.get_by_label("搜指标").fill("办结")
    expect(page.locator("[data-insert]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(prose).to_have_value("办结率{社情民意.办结率}")
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="保存", exact=True).click()
    row = Report.objects.get()
    link = page.get_by_role("article").get_by_role("link", name="93.5%")
    expect(link).to_have_attribute("href", f"/suggestions/?since={row.start_on}&until={row.end_on}")
    assert accessibility_faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert not overflows(page)
    assert row.figures.get().value == "93.5%"
