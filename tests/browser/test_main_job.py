"""The office's month in a real browser, with a real worker: log, assemble, set the pages, open the PDF."""

import re
from datetime import date

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from activities.models import Activity, ActivityKind
from activities.operations import record_activity
from bulletins.models import Entry, Series
from congress.accounts.enums import Role
from congress.organs.enums import AreaKind
from tests.browser.helpers import accessibility_faults
from tests.factories import PASSWORD, make_area, make_user

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

TEXT = "5月20日上午，区人大常委会副主任孙维民率队视察全区供水管网改造工作。区住房城乡建设局主要负责人陪同。"


@pytest.fixture
def month(transactional_db: None) -> Series:
    """A district with three logged activities of May and a series; the clerk logs the fourth."""
    district = make_area(kind=AreaKind.DISTRICT)
    make_user(Role.OFFICE, username="office", name="周敏")
    kind = ActivityKind.objects.create(code="inspection-test", name="视察工作", order=1)
    for day in (6, 12, 28):
        record_activity(
            actor=None,
            start_on=date(2026, 5, day),
            kind=kind,
            headline=f"区人大常委会召开第{day}次学习会",
            text=f"5月{day}日，区人大常委会机关召开学习会。",
            area=district,
        )
    return Series.objects.create(slug="renda-xinxi", name="人大信息", office="区人大常委会办公室")


def sign_in(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/account/sign-in/")
    page.get_by_label("用户名").fill("office")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("今天要办的事")


def open_desk(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/bulletins/open/")
    page.get_by_label("年份").fill("2026")
    page.get_by_label("期号").fill("5")
    page.get_by_role("button", name="建立这一期").click()
    page.wait_for_url("**/desk/")
    page.wait_for_load_state()  # before its scripts run, the desk is a plain form and the page comes anew


def test_from_a_logged_activity_to_the_pdf(
    month: Series, worker: object, live_server: LiveServer, page: Page
) -> None:
    sign_in(page, live_server)

    page.goto(f"{live_server.url}/activities/new/")
    page.get_by_label("日期").first.fill("2026年5月20日")
    page.locator("[name=half_day]").select_option("am")
    page.locator("[name=kind]").select_option(label="视察工作")
    page.locator("[name=headline]").fill("孙维民率队视察供水管网改造工作")
    page.locator("[name=text]").fill(TEXT)
    page.locator("form.act-form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("孙维民率队视察供水管网改造工作")
    assert Activity.objects.count() == 4

    open_desk(page, live_server)
    rows = page.locator("li[data-entry]")
    expect(rows).to_have_count(4)
    expect(rows.nth(2)).to_contain_text("孙维民率队视察供水管网改造工作")

    page.locator("#preview").get_by_role("button", name="排版").click()
    expect(page.locator("#preview img")).to_be_visible(timeout=60_000)
    expect(rows.nth(2)).to_contain_text("第 1 页")
    assert accessibility_faults(page) == []

    answer = page.request.get(
        f"{live_server.url}{page.get_by_role('link', name='打开 PDF').get_attribute('href')}"
    )
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.body())
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    assert TEXT in re.sub(r"\s", "", text)


def test_a_move_on_a_desk_that_changed_keeps_the_page_around_it(
    month: Series, worker: object, live_server: LiveServer, page: Page, page_errors: list[str]
) -> None:
    sign_in(page, live_server)
    open_desk(page, live_server)
    first = Entry.objects.order_by("position")[0]
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(f"#down-{first.pk}").click()
    expect(other.locator("li[data-entry]").nth(1)).to_contain_text(first.heading.text)
    page.locator(f"#down-{first.pk}").click()
    expect(page.locator("#desk [role=status]").first).to_contain_text("周敏改过这一期")
    expect(page.locator("li[data-entry]").nth(1)).to_contain_text(first.heading.text)
    expect(page.locator(".rd-side")).to_be_visible()
    expect(page.locator("#desk")).to_have_count(1)
    page_errors[:] = [text for text in page_errors if "409" not in text]


def test_the_keyboard_reorders_and_keeps_its_place(
    month: Series, worker: object, live_server: LiveServer, page: Page
) -> None:
    sign_in(page, live_server)
    open_desk(page, live_server)
    first = Entry.objects.order_by("position")[0]
    page.locator(f"#down-{first.pk}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("li[data-entry]").nth(1)).to_contain_text(first.heading.text)
    expect(page.locator(f"#down-{first.pk}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("li[data-entry]").nth(2)).to_contain_text(first.heading.text)
    expect(page.locator(f"#up-{first.pk}")).to_be_focused()
