"""A month from Word to the printed issue in a real browser: paste, correct two things, log, assemble, open the PDF."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from activities.models import Activity
from bulletins.models import Series
from congress.accounts.enums import Role
from congress.organs.enums import AreaKind
from deputies import operations as deputies
from deputies.models import Person
from tests.activities.pasting.world import MONTH, PARAGRAPHS, kinds, settle_in
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD, make_area, make_organ, make_person, make_user

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "renda_xinxi_2024_05.json"


@dataclass
class Clerk:
    """Somebody at the page; every click and every box that is written in is counted."""

    page: Page
    server: LiveServer
    clicks: int = 0
    boxes: int = 0

    def click(self, what: Locator) -> None:
        """One click."""
        self.clicks += 1
        what.click()

    def write(self, box: Locator, text: str) -> None:
        """One box, left afterwards, so that it is kept."""
        self.boxes += 1
        box.fill(text)
        box.blur()

    def open(self, path: str) -> None:
        """A page."""
        self.page.goto(f"{self.server.url}{path}")


@pytest.fixture
def clerk(page: Page, live_server: LiveServer) -> Clerk:
    return Clerk(page, live_server)


def sign_in(clerk: Clerk) -> None:
    page = clerk.page
    clerk.open("/account/sign-in/")
    page.get_by_label("用户名").fill("office")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("今天要办的事")


def paste(clerk: Clerk, text: str, *, year: int) -> None:
    page = clerk.page
    clerk.open("/activities/")
    clerk.click(page.get_by_role("link", name="粘贴整月"))
    clerk.write(page.get_by_label("年份"), str(year))
    page.get_by_label("月份").select_option("5")
    clerk.write(page.locator("[name=text]"), text)
    clerk.click(page.get_by_role("button", name="读出活动"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{year}年5月")
    expect(page.locator(".pst-card")).to_have_count(18)


def answer_all(clerk: Clerk) -> int:
    """Enter everybody who is not in the register, one click each; how many clicks."""
    asks = clerk.page.locator("[data-ask].is-must")
    clicks = 0
    while left := asks.count():
        clerk.click(asks.first.get_by_role("button", name="新建人员"))
        expect(asks).not_to_have_count(left)
        clicks += 1
    return clicks


def correct(clerk: Clerk, order: int, box: str, text: str) -> None:
    """Unfold a card and write over one of its boxes."""
    card = clerk.page.locator(".pst-card").nth(order - 1)
    if card.get_attribute("open") is None:
        clerk.click(card.locator("summary").first)
    clerk.write(card.locator(f"[name={box}]"), text)


def log_all(clerk: Clerk) -> None:
    page = clerk.page
    clerk.click(page.get_by_role("button", name="全部登记（18 段）"))
    expect(page.locator("#messages")).to_contain_text("已登记 18 次活动")
    assert Activity.objects.count() == 18


def printed(clerk: Clerk) -> str:
    """From the link below the cards to the PDF: its text without white space."""
    page = clerk.page
    clerk.click(page.get_by_role("link", name=re.compile("^去编")))
    clerk.click(page.get_by_role("button", name="建立这一期"))
    expect(page.locator("li[data-entry]")).to_have_count(18)
    clerk.click(page.locator("#preview").get_by_role("button", name="排版"))
    expect(page.locator("#preview img")).to_be_visible(timeout=90_000)
    address = page.get_by_role("link", name="打开 PDF").get_attribute("href")
    answer = page.request.get(f"{clerk.server.url}{address}")
    document = pypdfium2.PdfDocument(answer.body())
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return re.sub(r"\s|—\s*\d+\s*—", "", text)  # a paragraph may run over the foot of a page


def test_a_month_from_word_to_the_pdf(clerk: Clerk, worker: object) -> None:
    settle_in()
    Series.objects.create(slug="renda-xinxi", name="人大信息", office="区人大常委会办公室")
    sign_in(clerk)
    started = time.monotonic()
    paste(clerk, MONTH, year=2026)
    expect(clerk.page.locator("#paste-foot")).to_contain_text("登记可以登记的 15 段")
    # 荣耀, 周明 for both cards that name him, 孟总
    assert answer_all(clerk) == 3
    correct(clerk, 2, "headline", "陈国华巡查滨河大道")
    correct(clerk, 9, "place", "广场路")
    log_all(clerk)
    text = printed(clerk)
    for paragraph in PARAGRAPHS:
        assert re.sub(r"\s", "", paragraph) in text
    assert "陈国华巡查滨河大道" in text
    assert Activity.objects.get(headline="韩正堃率队开展文明城市创建联合巡查整治行动").place == "广场路"
    assert Person.objects.filter(name="周明").count() == 1
    print(f"{clerk.clicks} clicks, {clerk.boxes} boxes, {time.monotonic() - started:.0f} s")
    # the manual says so
    assert (clerk.clicks, clerk.boxes) == (11, 4)
    assert time.monotonic() - started < 120


@pytest.mark.skipif(not REAL.exists(), reason="the real issue is not at hand")
def test_the_real_month(clerk: Clerk, worker: object) -> None:
    issue: dict[str, Any] = json.loads(REAL.read_text())
    kinds()
    make_area(kind=AreaKind.DISTRICT)
    make_user(Role.OFFICE, username="office")
    for leader in issue["leaders"]:
        person = make_person(leader["name"])
        for title in leader["posts"]:
            deputies.add_post(person=person, actor=None, title=title, order=leader["protocol_order"])
    for name in {unit["name"] for entry in issue["entries"] for unit in entry["units"]}:
        make_organ(name)
    Series.objects.create(slug="renda-xinxi", name="人大信息", office="区人大常委会办公室")
    sign_in(clerk)
    text = (REAL.parents[1] / "seeds" / issue["source"]["file"]).read_text()
    paste(clerk, text, year=2024)
    answer_all(clerk)
    correct(clerk, 1, "headline", "区人大机关举行集体学习会议")
    correct(clerk, 2, "days", "2024年5月8日上午")
    log_all(clerk)
    pdf = printed(clerk)
    for entry in issue["entries"]:
        assert re.sub(r"\s", "", entry["text"]) in pdf


def test_the_cards_by_keyboard_and_what_typing_leaves_behind(clerk: Clerk) -> None:
    settle_in()
    sign_in(clerk)
    paste(clerk, MONTH, year=2026)
    page = clerk.page
    assert accessibility_faults(page) == []
    page.locator("[data-ask].is-must").first.focus()
    page.keyboard.press("1")
    expect(page.locator("[data-ask].is-must").first).to_contain_text("周明")
    expect(page.locator("[data-ask].is-must").first).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("#paste-foot")).to_contain_text("17 段")
    # typed and not yet left: pressing the button logs it all the same
    card = page.locator(".pst-card").nth(4)
    card.locator("summary").first.click()
    card.locator("[name=headline]").fill("最后一刻改的标题")
    page.get_by_role("button", name="登记可以登记的 17 段").click()
    expect(page.locator("#messages")).to_contain_text("已登记 17 次活动")
    assert Activity.objects.filter(headline="最后一刻改的标题").exists()
    # closed and opened again: what is left is still there
    clerk.open("/activities/paste/")
    page.get_by_role("link", name="接着核对").click()
    expect(page.locator("#paste-foot")).to_contain_text("1 段要先回答")
    page.set_viewport_size({"width": SIZES["phone"][0], "height": SIZES["phone"][1]})
    page.get_by_role("button", name="全部展开").click()
    assert not overflows(page)


def test_one_paragraph_fills_the_form_in_place(clerk: Clerk) -> None:
    settle_in()
    sign_in(clerk)
    clerk.open("/activities/new/")
    page = clerk.page
    page.locator("[name=topic]").fill("我写的主题")
    page.get_by_text("粘贴一段文字，自动填写").click()
    page.locator("#pasted").fill(PARAGRAPHS[7].replace("5月15日", "2026年5月15日"))
    page.get_by_role("button", name="填到下面").click()
    expect(page.locator("[name=headline]")).to_have_value("贺敬东来区开展和美乡村建设调研")
    assert page.locator("[name=days]").input_value() == "2026年5月15日"
    assert page.locator("[name=topic]").input_value() == "我写的主题"
    assert page.locator(".pst-why").all_inner_texts() == ["请核对：名册里没有这个人"] * 2
    assert accessibility_faults(page) == []
    page.locator("form.act-form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("贺敬东来区开展和美乡村建设调研")
    saved = Activity.objects.get()
    assert [part.person.name for part in saved.participations.all()] == ["贺敬东", "荣耀", "孙维民", "周明"]
