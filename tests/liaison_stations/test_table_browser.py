"""At the table in a real browser at 360 px: offline drafts, one sending, triage, a suggestion, a receipt."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.organs.enums import OrganKind
from liaison_stations.enums import MatterState
from liaison_stations.models import Matter, Reception
from suggestions.models import Suggestion
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD, make_organ
from tests.liaison_stations.stage import Stage, make_day, make_stage

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

LAMP, BUS, ROAD = "桥头路灯不亮", "8 路车改线后不停", "问社保怎么办"


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return make_stage()


def check(page: Page) -> None:
    assert accessibility_faults(page) == []
    assert not overflows(page)


def write(page: Page, at: int, title: str, account: str) -> None:
    page.locator(f"[name=matters-{at}-title]").fill(title)
    page.locator(f"[name=matters-{at}-account]").fill(account)


def followed(browser: Browser, live_server: LiveServer, row: Matter) -> None:
    """On the citizen's own phone, without an account, by the address the receipt shows as a picture."""
    own = browser.new_page(viewport={"width": 360, "height": 740})
    own.goto(f"{live_server.url}/s/code/?code={row.code}")
    own.get_by_role("button", name="查询").click()
    expect(own.locator("main")).to_contain_text("在手机上可以缴，已教会。")
    assert "秦素云" not in own.content()
    own.close()


def test_two_citizens_and_three_matters_with_the_network_gone(
    stage: Stage, live_server: LiveServer, page: Page, browser: Browser, page_errors: list[str]
) -> None:
    make_day(stage.station)
    unit = make_organ("镇建设办", OrganKind.TOWN_GOVERNMENT, area=stage.town)
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_label("用户名").fill(stage.officer.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    page.locator(".rd-tabs").get_by_text("接待登记").click()
    expect(page.locator(".rd-who")).to_contain_text(stage.station.name)
    page.get_by_label(stage.deputies[0].person.name).check()
    page.get_by_role("button", name="登记到场代表").click()
    expect(page.locator("#messages")).to_contain_text("到场代表 1 人")
    check(page)

    page.context.set_offline(True)
    page.locator("[name=name]").fill("秦素云")
    page.locator("[name=phone]").fill("13900001234")
    write(page, 0, LAMP, "坏了两周，晚上看不清台阶。")
    page.get_by_role("button", name="这批群众再加一件").click()
    write(page, 1, BUS, "老人要走一公里。")
    expect(page.locator("[data-said]")).to_contain_text("已存在本机")
    page.get_by_role("button", name="登记这批群众").dblclick()
    expect(page.locator("[data-outbox]")).to_contain_text(LAMP)
    assert not Reception.objects.exists()
    write(page, 0, ROAD, "在外地怎么缴。")
    page.locator("[name=matters-0-answer]").fill("在手机上可以缴，已教会。")

    page.context.set_offline(False)
    expect(page.locator("[data-said]")).to_contain_text("1 批已送出")
    page.reload()
    expect(page.locator("[name=matters-0-title]")).to_have_value(ROAD)
    page.get_by_role("button", name="登记这批群众").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("回执")
    check(page)
    assert Reception.objects.count() == 2
    lamp, bus, road = (Matter.objects.get(title=title) for title in (LAMP, BUS, ROAD))
    assert (road.state, lamp.citizen == bus.citizen) == (MatterState.TOLD, True)
    expect(page.locator(".mt-code")).to_have_text(f"{road.code[:5]} {road.code[5:]}")

    followed(browser, live_server, road)
    page.goto(f"{live_server.url}/matters/{lamp.pk}/hand-over/")
    page.locator("[name=organ]").select_option(str(unit.pk), force=True)
    page.locator("form .btn-primary").click()
    expect(page.locator("#messages")).to_contain_text("已交办")
    page.goto(f"{live_server.url}/matters/{bus.pk}/suggest/")
    page.locator("[name=deputyship]").select_option(str(stage.deputies[0].pk), force=True)
    page.locator("form .btn-primary").click()
    expect(page.locator(".rd-main")).to_contain_text("转成的代表建议")
    check(page)
    assert Suggestion.objects.get().lead == stage.deputies[0]

    page.goto(f"{live_server.url}/reception-days/{lamp.day_id}/")
    page.get_by_role("button", name="结束接待").click()
    expect(page.locator("#messages")).to_contain_text("已记入工作记录")
    books = f"{live_server.url}/stations/books/{stage.station.pk}"
    page.goto(f"{books}/contacts/")
    for title in (LAMP, BUS, ROAD):
        expect(page.locator(".rd-main")).to_contain_text(title)
    expect(page.locator(".rd-main")).not_to_contain_text("秦素云")
    page.goto(f"{books}/schedule/")
    expect(page.locator(".rd-main")).to_contain_text("已接待")
    page.goto(f"{books}/")
    expect(page.locator(".rd-main")).to_contain_text("代表联系、走访、接待选民群众登记簿")
    check(page)
    page_errors[:] = [text for text in page_errors if "ERR_INTERNET_DISCONNECTED" not in text]
