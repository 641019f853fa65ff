"""From a portal made with ``migrate`` and ``create_admin`` only to one that speaks of its own district."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.models import User
from congress.organs.models import Area, Organ, Term
from tests.browser.helpers import accessibility_faults, overflows
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOWNS = "清溪镇\n　溪东村\n　溪西村\n湖滨街道\n　湖滨社区"
PAGES = (
    "/",
    "/organs/",
    "/organs/areas/",
    "/organs/terms/",
    "/people/roster/",
    "/quality/",
    "/account/",
    "/settings/",
    "/search/?q=清溪",
    "/public/",
    "/s/",
)


def _sign_in(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/account/sign-in/")
    page.get_by_label("用户名").fill("zhoumin")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("今天要办的事")


def _begin(page: Page, server: LiveServer, step: str) -> None:
    page.goto(f"{server.url}/setup/")
    page.locator(f"#{step} .su-acts a").click()


def test_an_empty_portal_becomes_that_of_a_district(live_server: LiveServer, page: Page) -> None:
    call_command("create_admin", username="zhoumin", name="周敏", verbosity=0)
    admin = User.objects.get(username="zhoumin")
    admin.set_password(PASSWORD)
    admin.must_change_password = False
    admin.save()
    _sign_in(page, live_server)

    page.get_by_role("link", name="接着设置").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("开通平台")
    assert not accessibility_faults(page)
    page.locator("#name .su-acts a").click()
    page.get_by_label("区县名称").fill("云溪县")
    page.locator("[name=support_phone]").fill("0571-88001100")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#name")).to_contain_text("已有：云溪县")
    expect(page.locator(".rd-brand").first).to_contain_text("云溪县人大代表工作平台")

    page.locator("#towns .su-acts a").click()
    page.get_by_label("名单").fill(f"{TOWNS}\n高新")
    page.get_by_role("button", name="核对名单").click()
    expect(page.locator("main")).to_contain_text("第 6 行：看不出是镇、乡、街道、园区里的哪一种")
    assert not accessibility_faults(page)
    page.get_by_label("名单").fill(f"{TOWNS}\n高新（园区）")
    page.get_by_role("button", name="再核对一次").click()
    page.get_by_role("button", name="增加这 6 个").click()
    expect(page.locator("#towns")).to_contain_text("3 个乡镇、街道、园区，3 个村、社区")

    page.locator("#terms .su-acts a").click()
    page.locator("[name=level]").select_option(label="区县级")
    page.locator("[name=area]").select_option(label="云溪县")
    page.locator("[name=number]").fill("19")
    page.locator("[name=starts_on]").fill("2026-01-10")
    page.get_by_role("button", name="增加一届").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("届次会议")
    assert str(Term.objects.get()) == "云溪县第十九届"

    page.goto(f"{live_server.url}/setup/")
    page.locator("#organs").get_by_role("button", name=re.compile("先跳过")).click()
    expect(page.locator("#organs")).to_contain_text("先跳过")
    page.goto(f"{live_server.url}/organs/create/")
    page.locator("[name=name]").fill("云溪县城乡建设局")
    page.locator("[name=short_name]").fill("县建设局")
    page.locator("[name=kind]").select_option(label="政府部门")
    page.get_by_role("button", name=re.compile("登记")).click()
    page.wait_for_url(re.compile(r"/organs/\d+/"))
    assert Organ.objects.get().short_name == "县建设局"

    page.goto(f"{live_server.url}/account/create/")
    page.locator("[name=username]").fill("lixia")
    page.locator("main [name=name]").fill("李霞")
    page.locator("[name=role]").select_option(label="常委会办公室")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    assert User.objects.filter(username="lixia").exists()

    page.goto(f"{live_server.url}/setup/")
    expect(page.locator(".su-told")).to_contain_text("6／11")
    page.get_by_role("button", name="都办好了").first.click()
    page.locator("#finish").get_by_role("button", name="都办好了").click()
    expect(page.locator("main")).to_contain_text("首页不再提示")
    page.goto(live_server.url)
    expect(page.locator("main")).not_to_contain_text("接着设置")

    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for address in PAGES:
            answer = page.goto(f"{live_server.url}{address}")
            assert answer is not None
            assert answer.status == 200, address
            assert "安澜" not in page.content(), address
            assert "云溪县" in page.content(), address
            assert not overflows(page), address
    assert Area.objects.count() == 7
