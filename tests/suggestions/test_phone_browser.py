"""The deputy's phone in a real browser at 360 px: a draft that survives, one suggestion from two taps, a redo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from suggestions.enums import Rating, State
from suggestions.models import Evaluation, Suggestion, SuggestionPhoto
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD
from tests.suggestions.cast import Cast, make_cast, make_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

TITLE = "关于在柳桥菜市场周边增设限时停车位的建议"
SITUATION = "菜市场早上六点到九点，周边两条路停满了车。"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def phone(cast: Cast, live_server: LiveServer, page: Page) -> Page:
    """The deputy's phone, signed in."""
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_label("用户名").fill(cast.deputy.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("今天要办的事")
    return page


def check(page: Page) -> None:
    assert accessibility_faults(page) == []
    assert not overflows(page)


def test_written_without_a_network_it_is_there_after_a_reload_and_submitted_once(
    phone: Page, live_server: LiveServer, page_errors: list[str]
) -> None:
    phone.locator(".rd-tabs").get_by_text("写建议").click()
    phone.wait_for_load_state()
    check(phone)
    phone.context.set_offline(True)
    phone.get_by_label("案由").fill(TITLE)
    phone.get_by_label("情况", exact=True).fill(SITUATION)
    expect(phone.locator("[data-saved-at]")).to_contain_text("草稿已存在本机")
    phone.get_by_role("button", name="提交建议").click()
    expect(phone.locator("[data-kept]")).to_contain_text("网络不通，还没有送出")
    assert not Suggestion.objects.exists()

    phone.context.set_offline(False)
    phone.reload()
    expect(phone.get_by_label("案由")).to_have_value(TITLE)
    expect(phone.get_by_label("情况", exact=True)).to_have_value(SITUATION)
    expect(phone.locator("[data-saved-at]")).to_contain_text("草稿已存")
    phone.get_by_role("textbox", name="建议", exact=True).fill("由交通部门会同街道划出限时停车位。")
    phone.get_by_role("button", name="提交建议").dblclick()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("回执")
    check(phone)
    row = Suggestion.objects.get()
    assert (row.state, row.submissions.count()) == (State.SUBMITTED, 1)
    phone.goto(f"{live_server.url}/suggestions/write/")
    expect(phone.get_by_label("案由")).to_have_value("")
    offline = ("ERR_INTERNET_DISCONNECTED", "htmx:afterRequest", "htmx:sendError")
    page_errors[:] = [text for text in page_errors if not any(word in text for word in offline)]


def test_photos_are_sent_as_they_are_picked_and_thirty_are_refused(
    phone: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    files = []
    for n in range(30):
        files.append(tmp_path / f"{n}.jpg")
        Image.new("RGB", (90, 60), (n * 8, 90, 90)).save(files[-1])
    phone.goto(f"{live_server.url}/suggestions/write/")
    phone.get_by_label("案由").fill(TITLE)
    phone.locator("#id_photos").set_input_files(files)
    expect(phone.locator("[data-photos] .rd-error")).to_contain_text("最多 9 张，这次选了 30 张")
    phone.locator("#id_photos").set_input_files(files[:2])
    expect(phone.locator("[data-photo-list] img")).to_have_count(2)
    expect(phone.locator("[data-photos] .rd-error")).to_have_count(0)
    phone.locator("[data-photo-list] [name=drop]").first.check()
    expect(phone.locator("[data-photo-list] img")).to_have_count(1)
    assert SuggestionPhoto.objects.filter(dropped=False).count() == 1
    phone.reload()
    expect(phone.get_by_label("案由")).to_have_value(TITLE)
    expect(phone.locator("[data-photo-list] img")).to_have_count(1)
    check(phone)


def test_unsatisfied_asks_for_words_and_then_opens_another_round(
    phone: Page, cast: Cast, live_server: LiveServer
) -> None:
    row = make_suggestion(cast, State.REPLIED)
    phone.goto(f"{live_server.url}/suggestions/mine/")
    phone.get_by_role("link", name=f"评价答复：{row.title}").click()
    for question, choice in (("办理态度", "满意"), ("办理结果", "不满意")):
        phone.get_by_role("group", name=question).get_by_label(choice, exact=True).check()
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.locator(".rd-error")).to_contain_text("请写明哪里还没办好")
    expect(phone.get_by_role("group", name="办理结果").get_by_label("不满意")).to_be_checked()
    check(phone)
    phone.get_by_label("哪里还没办好").fill("车位划在了别处。")
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("建议进度")
    expect(phone.locator("#messages")).to_contain_text("单位重新办理")
    check(phone)
    row.refresh_from_db()
    assert (row.round, Evaluation.objects.get().result) == (2, Rating.UNSATISFIED)
