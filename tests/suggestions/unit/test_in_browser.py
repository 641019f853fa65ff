"""A unit at its desk in a real browser: signs, keeps in touch, replies with a promise, takes the letter along."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.models import User
from suggestions.enums import State
from suggestions.models import Commitment, Contact, Reply, Suggestion
from tests.browser.helpers import accessibility_faults, overflows
from tests.documents.pdf_text import page_texts, squeezed
from tests.factories import PASSWORD
from tests.suggestions.cast import Cast, make_cast, make_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast of today."""
    made = make_cast()
    made.clock = timezone.now() - timedelta(days=3)
    return made


def sign_in(page: Page, server: LiveServer, user: User) -> None:
    page.goto(f"{server.url}/account/sign-in/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}/")


def sound(page: Page) -> None:
    assert not overflows(page)
    assert accessibility_faults(page) == []


def choose(page: Page, name: str, label: str) -> None:
    """A large choice is pressed on its words."""
    page.locator(f"label:has([name={name}])").filter(has_text=label).click()


def record(page: Page, stage: str, content: str) -> None:
    page.get_by_role("link", name="记录联系").click()
    choose(page, "stage", stage)
    choose(page, "way", "电话")
    page.fill("[name=content]", content)
    sound(page)
    page.get_by_role("button", name="记录联系").click()
    expect(page.get_by_text("已记录联系，请代表确认")).to_be_visible()


def test_a_unit_signs_keeps_in_touch_replies_and_takes_the_letter_along(
    page: Page, live_server: LiveServer, cast: Cast, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    row = make_suggestion(cast)
    sign_in(page, live_server, cast.staff[0])
    expect(page.get_by_text(f"签收：{row.title}").first).to_be_visible()
    page.goto(f"{live_server.url}{reverse('suggestions:unit')}")
    sound(page)
    page.get_by_role("link", name=row.title).click()
    sound(page)
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_text("还没有办前联系和办中沟通的记录，记录了才能答复")).to_be_visible()
    record(page, "办前联系", "电话问清了停车位的位置")
    record(page, "办中沟通", "说了划线方案，代表同意")
    assert Contact.objects.count() == 2

    page.get_by_role("link", name="答复", exact=True).click()
    expect(page.locator("[data-promise]")).to_be_hidden()
    choose(page, "category", "B　")
    expect(page.locator("[data-promise]")).to_be_visible()
    page.fill("[name=text]", "已经安排，年内划线。")
    expect(page.locator("[data-saved-draft]")).to_contain_text("已暂存")
    sound(page)
    page.reload()
    page.get_by_role("button", name="接着填").click()
    expect(page.locator("[name=text]")).to_have_value("已经安排，年内划线。")
    expect(page.locator("[data-promise]")).to_be_visible()
    page.fill("[name=promise]", "划出限时停车位三十个")
    page.fill("[name=promised_on]", f"{timezone.localdate() + timedelta(days=90):%Y-%m-%d}")
    page.fill("[name=number]", "安交函〔2026〕8号")
    page.fill("[name=signatory]", "丁志强")
    page.fill("[name=contact_phone]", "0551-62221234")
    page.get_by_role("button", name="答复代表").click()
    expect(page.get_by_text("已答复，等待代表评价")).to_be_visible()
    assert Suggestion.objects.get(pk=row.pk).state == State.REPLIED
    assert Commitment.objects.get().what == "划出限时停车位三十个"
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('reply-draft'))")
    assert kept == [], "the draft has done its work"

    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    letter = page.request.get(
        f"{live_server.url}{reverse('suggestions:letter_pdf', args=[Reply.objects.get().pk])}"
    )
    assert "安交函〔2026〕8号" in squeezed("".join(page_texts(letter.body())))
