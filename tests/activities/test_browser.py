"""Logging an activity in a real browser: by keyboard, over a lost connection, and without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from activities import operations
from activities.models import Activity, ActivityKind
from congress.accounts.enums import Role
from congress.organs.models import Area
from deputies.models import Person
from tests.activities.form import picture
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import (
    PASSWORD,
    make_activity,
    make_area,
    make_deputyship,
    make_group,
    make_kind,
    make_organ,
    make_person,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[str], Page]


@pytest.fixture
def district() -> Area:
    town = make_area("柳桥街道")
    make_kind()
    make_kind("视察", code="inspection")
    make_kind("党组会议", code="party_group_meeting")
    ActivityKind.objects.filter(code="party_group_meeting").update(meeting_body="党组")
    make_organ("区城管局")
    make_person("孙维民", title="区人大常委会副主任", order=2)
    make_person("李建国", title="区人大常委会主任", order=1)
    make_user(Role.OFFICE, username="clerk")
    return town


def sign_in(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/account/sign-in/")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}/")


@pytest.fixture
def visit(page: Page, live_server: LiveServer, district: Area) -> Open:
    sign_in(page, live_server)

    def go(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    return go


def fill_facts(page: Page) -> None:
    page.fill("[name=days]", "2026年5月8日上午")
    page.select_option("[name=kind]", label="调研", force=True)
    page.fill("[name=headline]", "孙维民率队调研充电设施")
    page.fill("[name=text]", "5月8日上午，区人大常委会副主任孙维民率队调研。")


def choose(page: Page, row: int, name: str) -> None:
    line = page.locator(".is-people [data-row]").nth(row)
    box = line.get_by_role("combobox", name="姓名")
    box.click()
    box.press_sequentially(name)
    line.locator(".ts-dropdown .option:not(.create)").first.wait_for()
    box.press("Enter")


def test_an_activity_is_logged_with_people_of_the_register(visit: Open, tmp_path: Path) -> None:
    page = visit("/activities/new/")
    fill_facts(page)
    choose(page, 0, "孙维民")
    expect(page.locator("[name=people-0-title]")).to_have_value("区人大常委会副主任")
    newcomer = page.locator(".is-people [data-row]").nth(1).get_by_role("combobox", name="姓名")
    newcomer.click()
    newcomer.press_sequentially("潘总")
    newcomer.press("Tab")
    expect(page.locator(".is-people [data-row]").nth(1).locator(".item")).to_contain_text("潘总")
    page.fill("[name=units-0-name]", "区城管局")
    page.press("[name=units-0-name]", "Enter")
    expect(page.locator("[name=units-1-name], [name=units-3-name]")).to_be_focused()
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(picture().read())
    page.set_input_files("[name=photos]", photo)
    page.get_by_role("button", name="保存活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("孙维民率队调研充电设施")
    expect(page.locator(".act-photos img")).to_be_visible()
    activity = Activity.objects.get()
    assert [p.person.name for p in activity.participations.all()] == ["孙维民", "潘总"]
    assert activity.half_day == "am"
    assert activity.units.get().organ is not None
    assert Person.objects.get(name="潘总").partial_name
    page.goto(page.url.replace(f"/{activity.pk}/", "/new/"))
    expect(page.locator("[data-draft]")).to_be_hidden()


def test_rows_are_moved_and_removed_by_keyboard(visit: Open) -> None:
    activity = make_activity(*(Person.objects.get(name=name) for name in ("孙维民", "李建国")))
    page = visit(f"/activities/{activity.pk}/change/")
    second = page.locator(".is-people [data-row]").nth(1)
    second.get_by_role("button", name="上移").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".is-people [data-said]")).to_have_text("李建国现在是第 1 行")
    page.get_by_role("button", name="保存修改").click()
    page.wait_for_url(f"**/activities/{activity.pk}/")
    assert [p.person.name for p in activity.participations.all()] == ["李建国", "孙维民"]

    page = visit(f"/activities/{activity.pk}/change/")
    page.locator(".is-people [data-row]").first.get_by_role("button", name="去掉").press("Enter")
    page.get_by_role("button", name="保存修改").click()
    page.wait_for_url(f"**/activities/{activity.pk}/")
    assert [p.person.name for p in activity.participations.all()] == ["孙维民"]


def test_a_lost_connection_loses_nothing(visit: Open, page_errors: list[str]) -> None:
    page = visit("/activities/new/")
    fill_facts(page)
    choose(page, 0, "孙维民")
    page.context.set_offline(True)
    page.get_by_role("button", name="保存活动").click()
    expect(page.locator("[data-saved-draft]")).to_have_text(
        "网络断了，填的内容已暂存在这台电脑上，连上之后再保存"
    )
    page.context.set_offline(False)
    page_errors.clear()
    page.reload()
    expect(page.locator("[data-draft-said]")).to_contain_text("您填了“孙维民率队调研充电设施”，还没有保存")
    page.get_by_role("button", name="接着填").click()
    expect(page.locator("[name=text]")).to_have_value("5月8日上午，区人大常委会副主任孙维民率队调研。")
    page.get_by_role("button", name="保存活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("孙维民率队调研充电设施")
    assert [p.person.name for p in Activity.objects.get().participations.all()] == ["孙维民"]


def test_a_form_sent_twice_makes_one_activity(visit: Open) -> None:
    page = visit("/activities/new/")
    fill_facts(page)
    page.get_by_role("button", name="保存活动").click()
    page.wait_for_url("**/activities/*/")
    page.go_back()
    page.get_by_role("button", name="保存活动").click()
    page.wait_for_url("**/activities/*/")
    assert Activity.objects.count() == 1


def test_a_photo_too_large_is_said_before_it_is_sent(visit: Open, tmp_path: Path) -> None:
    page = visit("/activities/new/")
    fill_facts(page)
    large = tmp_path / "会场.png"
    with large.open("wb") as out:
        out.truncate(40 * 1024 * 1024)
    page.set_input_files("[name=photos]", large)
    message = "照片“会场.png”有 40 MB，每张不能超过 20 MB，请缩小后再选"
    expect(page.get_by_role("alert").filter(has_text=message)).to_be_visible()
    page.get_by_role("button", name="保存活动").click()
    expect(page.locator("[name=headline]")).to_have_value("孙维民率队调研充电设施")
    assert not Activity.objects.exists()


def test_an_impossible_date_is_read_first_and_leads_to_its_box(visit: Open) -> None:
    page = visit("/activities/new/")
    fill_facts(page)
    page.fill("[name=days]", "2026年2月30日")
    page.get_by_role("button", name="保存活动").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="日期：2026年2月没有30日，请改成实际日期").click()
    expect(page.locator("[name=days]")).to_be_focused()
    expect(page.locator("[name=days]")).to_have_value("2026年2月30日")


def test_without_script_three_rows_are_there(
    browser: Browser, live_server: LiveServer, district: Area
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/activities/new/")
    expect(page.locator(".is-people [data-row]")).to_have_count(3)
    page.fill("[name=days]", "2026-05-08")
    page.select_option("[name=kind]", label="调研")
    page.fill("[name=headline]", "没有脚本也能登记")
    page.fill("[name=text]", "5月8日，调研。")
    page.fill("[name=people-0-name]", "孙维民")
    page.fill("[name=people-0-ORDER]", "2")
    page.fill("[name=people-2-name]", "李建国")
    page.fill("[name=people-2-ORDER]", "1")
    page.get_by_role("button", name="保存活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("没有脚本也能登记")
    assert [p.person.name for p in Activity.objects.get().participations.all()] == ["李建国", "孙维民"]
    context.close()


def test_quick_entry_by_keyboard_alone(visit: Open) -> None:
    group = make_group(name="柳桥代表小组")
    for name in ("李一", "李二", "李三"):
        make_deputyship(make_person(name), group=group)
    page = visit("/activities/quick/")
    keys = page.keyboard
    page.locator("[name=days]").focus()
    keys.press("Control+a")
    keys.type("2026年5月8日上午")
    for _ in range(3):  # the calendar, the half of the day, the kind
        keys.press("Tab")
    keys.type("视察")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("swm")
    keys.press("Enter")  # at once: the picker waits for the answer
    expect(page.locator("[name=people-0-title]")).to_have_value("区人大常委会副主任")
    expect(page.locator("[name=people-0-manner]")).to_have_value("率队")
    page.get_by_role("combobox", name="参加的代表").focus()
    keys.type("柳桥代表")
    keys.press("Enter")
    expect(page.get_by_text("已选 3 位代表")).to_be_visible()
    keys.press("Tab")
    keys.type("充电设施建设")
    expect(page.locator("[name=headline]")).to_have_value("孙维民率队视察充电设施建设")
    expect(page.locator("[name=text]")).to_have_value(
        "5月8日上午，区人大常委会副主任孙维民率队视察充电设施建设。部分人大代表参加。"
    )
    page.get_by_role("button", name="保存活动").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("孙维民率队视察充电设施建设")
    activity = Activity.objects.get()
    assert (activity.half_day, activity.attendances.came().count()) == ("am", 3)


def test_what_only_some_kinds_ask_comes_and_goes_with_the_kind(visit: Open) -> None:
    page = visit("/activities/new/")
    number = page.get_by_label("会议次数")
    expect(number).to_be_hidden()
    page.select_option("[name=kind]", label="党组会议", force=True)
    expect(number).to_be_visible()
    number.fill("9")
    page.select_option("[name=kind]", label="视察", force=True)
    expect(number).to_be_visible()  # what holds something stays in sight
    number.fill("")
    page.select_option("[name=kind]", label="调研", force=True)
    expect(number).to_be_hidden()


def test_the_wording_of_the_clerk_is_left_alone(visit: Open) -> None:
    page = visit("/activities/quick/")
    page.fill("[name=days]", "2026年5月8日")
    page.fill("[name=headline]", "我写的标题")
    page.select_option("[name=kind]", label="视察", force=True)
    page.fill("[name=topic]", "充电设施建设")
    expect(page.locator("[name=text]")).to_have_value("5月8日，我写的标题。")
    expect(page.locator("[name=headline]")).to_have_value("我写的标题")


@pytest.mark.parametrize("size", SIZES)
def test_pages_are_accessible_and_fit(visit: Open, size: str) -> None:
    width, height = SIZES[size]
    person = Person.objects.get(name="孙维民")
    activity = make_activity(person)
    operations.add_campaign(actor=None, name="文明城市创建")
    facts: Any = {"start_on": activity.start_on, "kind": activity.kind, "headline": "视察", "text": "视察。"}
    deputies = [make_deputyship(make_person("代表甲"))]
    operations.change_activity(activity=activity, actor=make_user(), version=1, deputies=deputies, **facts)
    paths = (
        "/activities/",
        "/activities/new/",
        "/activities/quick/",
        "/activities/calendar/?month=2026-05",
        "/activities/meetings/",
        "/activities/leaders/?since=2026-01-01&until=2026-12-31",
        "/activities/campaigns/",
        f"/activities/{activity.pk}/",
        f"/activities/{activity.pk}/attendance/",
        f"/activities/{activity.pk}/change/",
        f"/activities/{activity.pk}/withdraw/",
        "/activities/kinds/",
        "/people/",
        f"/people/{person.pk}/",
        f"/people/{person.pk}/change/",
        f"/people/{person.pk}/posts/new/",
    )
    for path in paths:
        page = visit(path)
        page.set_viewport_size({"width": width, "height": height})
        assert accessibility_faults(page) == [], path
        assert not overflows(page), path
