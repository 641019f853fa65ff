"""A deputy answers and a clerk takes attendance on a phone of 360 pixels, over a network that comes and goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from activities.attendance import codes
from activities.convocations import operations
from activities.convocations.enums import Answer
from activities.enums import AttendanceState
from activities.models import Activity, Convocation
from congress.accounts.models import User
from deputies.models import Deputyship
from tests.activities.convocations.world import clerk, copy_of, make_deputy, sent, user_of
from tests.browser.helpers import accessibility_faults, overflows
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("陈立新", "何素琴", "赵永东", "沈国栋")


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 360, "height": 740})
    return page


@pytest.fixture
def office(transactional_db: None) -> User:
    return clerk()


@pytest.fixture
def deputies(transactional_db: None) -> list[Deputyship]:
    return [make_deputy(name) for name in NAMES]


def sign_in(page: Page, server: LiveServer, user: User) -> None:
    page.goto(f"{server.url}/account/sign-in/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}/")


def sound(page: Page) -> None:
    assert not overflows(page)
    assert accessibility_faults(page) == []


def forget_the_lost_network(complaints: list[str]) -> None:
    """What the browser says when it is offline is what the test is about."""
    complaints[:] = [text for text in complaints if "ERR_INTERNET_DISCONNECTED" not in text]


@pytest.fixture
def ahead(office: User, deputies: list[Deputyship]) -> Convocation:
    today = timezone.localdate()
    return sent(office, *deputies, start_on=today + timedelta(days=6), reply_by=today + timedelta(days=4))


@pytest.fixture
def door(office: User, deputies: list[Deputyship]) -> Activity:
    today = timezone.localdate()
    row = sent(office, *deputies, start_on=today, reply_by=today)
    return operations.hold(convocation=row, actor=office)


def test_a_deputy_answers_with_one_tap_and_changes_it(
    phone: Page, live_server: LiveServer, ahead: Convocation, deputies: list[Deputyship]
) -> None:
    sign_in(phone, live_server, user_of(deputies[0]))
    phone.get_by_role("link", name="回复能否参加：视察充电设施").first.click()
    expect(phone.get_by_role("button", name="参加", exact=True)).to_be_visible()
    sound(phone)
    phone.get_by_role("button", name="参加", exact=True).click()
    expect(phone.locator("#messages")).to_contain_text("已回复：参加")
    assert copy_of(ahead, deputies[0]).answer == Answer.ATTEND
    phone.get_by_role("button", name="改为请假").click()
    expect(phone.get_by_label("请假原因")).to_be_focused()
    sound(phone)
    phone.keyboard.type("外地出差")
    phone.get_by_role("button", name="改为请假").click()
    expect(phone.locator("#messages")).to_contain_text("已回复：请假")
    assert copy_of(ahead, deputies[0]).reason == "外地出差"


def test_without_a_network_the_reason_stays(
    phone: Page,
    live_server: LiveServer,
    ahead: Convocation,
    deputies: list[Deputyship],
    page_errors: list[str],
) -> None:
    sign_in(phone, live_server, user_of(deputies[0]))
    phone.goto(f"{live_server.url}/convocations/{ahead.pk}/reply/")
    phone.get_by_role("button", name="请假").click()
    phone.get_by_label("请假原因").fill("外地出差")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="请假").click()
    expect(phone.locator("[data-kept]")).to_have_text("网络不通，还没有送出。填的内容都在，请再点一次")
    expect(phone.get_by_label("请假原因")).to_have_value("外地出差")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="请假").click()
    expect(phone.locator("#messages")).to_contain_text("已回复：请假")
    assert copy_of(ahead, deputies[0]).answer == Answer.LEAVE
    forget_the_lost_network(page_errors)


def test_taps_at_the_door_survive_a_lost_network(
    phone: Page, live_server: LiveServer, door: Activity, office: User, page_errors: list[str]
) -> None:
    sign_in(phone, live_server, office)
    phone.goto(f"{live_server.url}/attendance/{door.pk}/door/")
    sound(phone)
    phone.get_by_role("button", name="陈立新").click()
    expect(phone.locator("[data-number=present]")).to_have_text("1")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="何素琴").click()
    phone.get_by_role("button", name="赵永东").click()
    expect(phone.locator("[data-wait]")).to_contain_text("2 人还没有送出")
    phone.context.set_offline(False)
    phone.reload()
    expect(phone.locator("[data-number=present]")).to_have_text("3")
    expect(phone.locator("[data-wait]")).to_be_hidden()
    phone.get_by_role("button", name="陈立新").click()
    expect(phone.locator("[data-number=present]")).to_have_text("2")
    present = door.attendances.filter(state=AttendanceState.PRESENT)
    assert {row.deputyship.person.name for row in present} == {"何素琴", "赵永东"}
    forget_the_lost_network(page_errors)


def test_a_name_is_found_by_its_initials_and_a_stranger_added(
    phone: Page, live_server: LiveServer, door: Activity, office: User
) -> None:
    make_deputy("徐海燕")
    sign_in(phone, live_server, office)
    phone.goto(f"{live_server.url}/attendance/{door.pk}/door/")
    phone.fill("[data-find]", "zyd")
    expect(phone.locator("[data-row]:visible")).to_have_count(1)
    expect(phone.locator("[data-row]:visible")).to_contain_text("赵永东")
    phone.fill("[data-find]", "xhy")
    expect(phone.locator("[data-none]")).to_be_visible()
    phone.get_by_role("button", name="查找").click()
    phone.get_by_role("button", name="徐海燕").click()
    expect(phone.locator("#messages")).to_contain_text("徐海燕：实到")
    assert door.attendances.count() == len(NAMES) + 1


def test_the_code_at_the_door_and_the_six_digits(
    phone: Page, live_server: LiveServer, door: Activity, office: User, deputies: list[Deputyship]
) -> None:
    sign_in(phone, live_server, user_of(deputies[0]))
    phone.goto(f"{live_server.url}/attendance/my-code/")
    sound(phone)
    shown = phone.locator(".att-six").inner_text()
    mine = deputies[0].person_id
    # A minute may have passed since the page was made; what it shows is still good at the door.
    assert codes.bearers(shown, [row.person_id for row in deputies]) == [mine]
    code = codes.door_code(door.pk, timezone.localdate(), printed=False)
    phone.goto(f"{live_server.url}/attendance/here/{code}/")
    expect(phone.locator(".att-said")).to_contain_text("已签到")
    phone.context.clear_cookies()
    sign_in(phone, live_server, office)
    phone.goto(f"{live_server.url}/attendance/{door.pk}/scan/")
    expect(phone.locator("[data-number=present]")).to_have_text("1")
    sound(phone)
    phone.fill("[name=code]", codes.short_code(deputies[1].person_id))
    phone.get_by_role("button", name="签到").click()
    expect(phone.locator("[data-said]")).to_have_text("何素琴已签到")
    expect(phone.locator("[data-number=present]")).to_have_text("2")


CAMERA = """
window.BarcodeDetector = class { async detect() { return [{ rawValue: %r }]; } };
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  setInterval(() => canvas.getContext("2d").fillRect(0, 0, 9, 9), 50);
  return canvas.captureStream(20);
};
"""


def test_the_camera_reads_the_code_on_a_deputys_phone(
    phone: Page, live_server: LiveServer, door: Activity, office: User, deputies: list[Deputyship]
) -> None:
    """With a camera and a detector of our own; the browser of the tests has neither."""
    phone.add_init_script(CAMERA % codes.person_code(deputies[0].person_id))
    sign_in(phone, live_server, office)
    phone.goto(f"{live_server.url}/attendance/{door.pk}/scan/")
    phone.get_by_role("button", name="打开摄像头").click()
    expect(phone.locator("[data-said]")).to_have_text("陈立新已签到")
    expect(phone.locator("video")).to_be_visible()
    expect(phone.locator("[data-number=present]")).to_have_text("1")
