"""A citizen on a phone: writes to the station, keeps the code, follows the matter, rates it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from liaison_stations.models import Matter
from liaison_stations.online import human
from liaison_stations.operations import deciding, deputy_pages
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.liaison_stations.online.conftest import answer_to
from tests.liaison_stations.stage import make_day, make_stage

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


def check(page: Page) -> None:
    assert accessibility_faults(page) == []
    assert not overflows(page)


def test_written_followed_and_rated_on_a_phone(
    live_server: LiveServer, page: Page, page_errors: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(human, "FASTEST_SECONDS", -1)
    stage = make_stage()
    stage.station.is_online = True
    stage.station.save()
    make_day(stage.station)
    deputy_pages.open_page(deputyship=stage.deputies[0], actor=stage.officer)
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/s/")
    check(page)
    page.get_by_role("link", name=stage.station.name).click()
    check(page)
    page.get_by_role("link", name=stage.deputies[0].person.name).click()
    check(page)
    page.go_back()
    page.get_by_role("link", name="反映问题").click()
    page.wait_for_load_state()
    page.locator("[name=title]").fill("桥头路灯不亮")
    page.locator("[name=account]").fill("坏了两周，电话13900001234。")
    page.reload()
    expect(page.locator("[name=account]")).to_have_value("坏了两周，电话13900001234。")
    check(page)
    page.locator("[name=answer]").fill(answer_to(page.locator("[name=question]").input_value()))
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_have_text("已收到您反映的事")
    check(page)
    row = Matter.objects.get()
    assert row.account == "坏了两周，电话（电话略）。"
    deciding.settle(matter=row, actor=stage.officer, answer="已换灯。", outcome="solved")
    page.get_by_role("link", name="现在查看").click()
    page.get_by_role("button", name="查询").click()
    expect(page.locator("main")).to_contain_text("已换灯。")
    check(page)
    page.get_by_label("基本满意").check()
    page.get_by_role("button", name="提交评价").click()
    expect(page.locator("main")).to_contain_text("已记下，谢谢您")
    row.refresh_from_db()
    assert row.rating == "basic"
    assert page_errors == []
