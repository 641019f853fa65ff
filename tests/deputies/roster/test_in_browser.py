"""The battered spreadsheet in a real browser: in, error file out, mended in again, exported, in without a change."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from deputies import operations
from deputies.models import Deputyship, Person
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.deputies.roster.dirty import as_bytes, district, workbook
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Send = Callable[[Path], None]


@pytest.fixture
def send(page: Page, live_server: LiveServer) -> Send:
    """Sign in, choose a file, go on with the columns that are proposed."""
    district()
    make_user(Role.DEPUTY_WORK, username="clerk")
    page.goto(f"{live_server.url}/account/sign-in/")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{live_server.url}/")

    def choose(file: Path) -> None:
        page.goto(f"{live_server.url}/people/roster/")
        page.get_by_role("link", name="导入").click()
        page.get_by_label("表格文件").set_input_files(file)
        page.get_by_role("button", name="上传，下一步对应栏目").click()
        page.get_by_role("button", name="下一步，核对").click()

    return choose


def dirty(folder: Path) -> Path:
    book = workbook()
    sheet = book["代表名册"]
    sheet["D6"], sheet["K7"] = "1975年13月", "1.38E+10"
    file = folder / "代表名册（最终版）.xlsx"
    file.write_bytes(as_bytes(book))
    return file


def downloaded(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_in_out_mended_in_and_out_again(page: Page, send: Send, tmp_path: Path) -> None:
    operations.create_person(actor=None, name="韩梅", organisation="柳桥社区")
    send(dirty(tmp_path))
    write = page.get_by_role("button", name="写入")
    expect(write).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_text("改正 2 行错误、选定 1 行是谁后才能写入")).to_be_visible()
    expect(page.get_by_text("没有 13 月，请改成实际月份")).to_be_visible()
    assert Person.objects.count() == 1

    errors = downloaded(page, "下载错误表", tmp_path)
    assert errors.name == "导入代表名册_错误表.xlsx"
    book = load_workbook(BytesIO(errors.read_bytes()))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for name, mended in (("赵 永 东", ("出生年月", "1975年3月")), ("古丽 • 阿依", ("电话", 10000000002))):
        row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == name)
        row[heads.index(mended[0])].value = mended[1]
    file = tmp_path / "改好.xlsx"
    book.save(file)

    send(file)
    expect(page.get_by_text("选定 1 行是谁后才能写入")).to_be_visible()
    page.get_by_label("行的韩梅是谁").select_option(label="韩梅：出生年月不详，柳桥社区")
    page.get_by_role("button", name="保存选定").click()
    expect(page.get_by_text("您已选定")).to_be_visible()
    page.get_by_role("button", name="写入 8 人").click()
    expect(page.get_by_role("heading", name="已写入 8 人")).to_be_visible()
    assert (Person.objects.count(), Deputyship.objects.count()) == (8, 8)

    page.get_by_role("link", name="再导入一个文件").click()
    send(downloaded(page, "导出代表名册", tmp_path))
    expect(page.get_by_text("没有要新增或更新的内容")).to_be_visible()
    expect(page.get_by_role("link", name="没有变化 8")).to_be_visible()
    expect(page.get_by_role("button", name="写入 0 人")).to_have_attribute("aria-disabled", "true")


@pytest.mark.parametrize("size", SIZES)
def test_pages_fit_and_can_be_used_by_everyone(page: Page, send: Send, tmp_path: Path, size: str) -> None:
    operations.create_person(actor=None, name="韩梅")
    send(dirty(tmp_path))
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    check = page.url
    for address in (check, f"{check}?show=skip", check.replace("check/", "columns/")):
        page.goto(address)
        assert not overflows(page)
        assert accessibility_faults(page) == []
