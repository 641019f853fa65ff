"""The pages of the roster's import, as a clerk sees them, and every file that is none."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.documents.models import ImportRun
from congress.documents.sheets.workbook import MAX_UNPACKED
from deputies import operations
from deputies.models import Deputyship, Person
from tests.deputies.roster.dirty import as_bytes, district, workbook
from tests.deputies.roster.steps import HEADS, table
from tests.factories import make_user

pytestmark = pytest.mark.django_db
START = "/documents/import/roster/"
BACKEND = "congress.accounts.backends.NameOrPhoneBackend"
ZHANG = ["赵永东", "男", "1975.03", "10000000001", "区", "1", "1"]


@pytest.fixture
def clerk(db: None) -> User:
    district()
    return make_user(Role.DEPUTY_WORK)


@pytest.fixture
def desk(clerk: User, client: Client) -> Client:
    client.force_login(clerk, backend=BACKEND)
    return client


def send(desk: Client, data: bytes, name: str = "代表名册.xlsx") -> Any:
    return desk.post(START, {"file": SimpleUploadedFile(name, data)}, follow=True)


def go_on(desk: Client, run: ImportRun, **changed: Any) -> str:
    """From the second step to the third with what is proposed there."""
    chosen = {f"column_{name}": column for name, column in run.mapping.items()}
    chosen |= {f"column_{name}": f"={value}" for name, value in run.fixed.items()}
    form = {"sheet": run.sheet, "head": run.head, **chosen, **changed}
    return str(desk.post(f"{START}{run.pk}/columns/", form, follow=True).content.decode())


def test_the_whole_way(desk: Client) -> None:
    html = send(desk, as_bytes(workbook())).content.decode()
    run = ImportRun.objects.get()
    assert "这几列没有对应的栏目，不导入：L 列“办公电话”、M 列“特长”。" in html
    assert '<option value="=区县级" selected>区县级</option>' in html
    assert '<option value="=第五届" selected>第五届</option>' in html
    html = go_on(desk, run)
    assert "没有导入的列：L 列“办公电话”、M 列“特长”。" in html
    assert "编成 2 个小组，平均每组 4.0 名，没有漏编的" in html
    assert "层级（整张表）" in desk.get(f"{START}{run.pk}/check/?show=all").content.decode()
    skipped = desk.get(f"{START}{run.pk}/check/?show=skip").content.decode()
    assert '>合计行<p class="rd-dim">合计、8人</p>' in skipped
    assert not Person.objects.exists()
    html = desk.post(f"{START}{run.pk}/write/", follow=True).content.decode()
    assert "已写入 8 人" in html
    assert "平均每组 4.0 名，没有漏编的" in html
    assert Deputyship.objects.count() == 8


def test_another_sheet_can_be_chosen(desk: Client) -> None:
    book = workbook()
    book["填表说明"].append(["姓名", "层级"])
    book["填表说明"].append(["周敏", "区级"])
    html = send(desk, as_bytes(book)).content.decode()
    assert '<option value="代表名册" selected>代表名册</option>' in html
    assert "旧名册" not in html
    run = ImportRun.objects.get()
    html = desk.get(f"{START}{run.pk}/columns/", {"sheet": "填表说明"}).content.decode()
    assert '<option value="1" selected>第 2 行：姓名、层级</option>' in html
    form = {"sheet": "填表说明", "head": 1, "column_name": "0", "column_level": "1"}
    html = desk.post(f"{START}{run.pk}/columns/", form, follow=True).content.decode()
    assert "工作表“填表说明”" in html
    run.refresh_from_db()
    assert (run.sheet, run.mapping) == ("填表说明", {"name": 0, "level": 1})


def test_who_is_meant_is_asked_at_the_cell_and_answered_there(desk: Client) -> None:
    person = operations.create_person(actor=None, name="赵永东", organisation="区水利局")
    send(desk, table(ZHANG))
    run = ImportRun.objects.get()
    html = go_on(desk, run)
    assert "名册里有“赵永东”，请选定是谁" in html
    assert f'<option value="{person.pk}">赵永东：出生年月不详，区水利局</option>' in html
    assert "选定 1 行是谁后才能写入" in html
    form = {"row-2": person.pk, "row-x": "1", "show": "questions", "page": "1"}
    answer = desk.post(f"{START}{run.pk}/answer/", form, follow=True)
    assert answer.redirect_chain == [(f"{START}{run.pk}/check/?show=questions&page=1", 302)]
    assert "您已选定" in desk.get(f"{START}{run.pk}/check/?show=all").content.decode()
    run.refresh_from_db()
    assert run.answers == {"2": str(person.pk)}
    desk.post(f"{START}{run.pk}/write/")
    assert Person.objects.get() == person


def test_errors_are_shown_and_can_be_downloaded(desk: Client) -> None:
    send(desk, table([*ZHANG[:3], "1000000", *ZHANG[4:]], ["周敏", "女", "1985.07", None, "区", None, None]))
    run = ImportRun.objects.get()
    assert "导出代表名册" in desk.get(START).content.decode()
    html = go_on(desk, run)
    assert "手机号应为 11 位，现在 7 位" in html
    assert "电话（D 列）" in html
    assert "性别（B 列）" not in html
    assert "性别（B 列）" in desk.get(f"{START}{run.pk}/check/?show=all").content.decode()
    assert "改正 1 行错误后才能写入" in html
    file = desk.get(f"{START}{run.pk}/errors/")
    sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*HEADS, "原表第几行", "要改什么"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["赵永东", "男", "1975.03", "1000000", "区", "1", "1", 2, "电话：手机号应为 11 位，现在 7 位"],
        ["周敏", "女", "1985.07", None, "区", None, None, 3, None],
    ]
    assert desk.post(f"{START}{run.pk}/write/").status_code == 409
    assert not Person.objects.exists()


def test_sample_and_export(desk: Client) -> None:
    sample = load_workbook(io.BytesIO(desk.get(f"{START}template/").content)).worksheets[0]
    assert [cell.value for cell in sample[2]][:3] == ["张三（示例）", "男", "1975年3月"]
    send(desk, table(ZHANG))
    go_on(desk, ImportRun.objects.get())
    desk.post(f"{START}{ImportRun.objects.get().pk}/write/")
    Person.objects.update(remark="=cmd|' /C calc'!A0")
    file = desk.get(f"{START}export/")
    assert "filename*=utf-8''%E4%BB%A3%E8%A1%A8%E5%90%8D%E5%86%8C" in file["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
    line = {sheet.cell(1, n).value: sheet.cell(2, n) for n in range(1, sheet.max_column + 1)}
    assert (line["姓名"].value, line["出生年月"].value) == ("赵永东", "1975年3月")
    assert (line["代表小组"].value, line["当选日期"].is_date) == ("第一小组", True)
    assert (line["备注"].data_type, line["备注"].quotePrefix) == ("s", True)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OFFICE, Role.DEPUTY_WORK}])
def test_others_are_refused(client: Client, role: Role) -> None:
    client.force_login(make_user(role), backend=BACKEND)
    for part in ("", "template/", "export/", "1/check/"):
        assert client.get(f"{START}{part}").status_code == 403


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (MAX_UNPACKED + 1))
    return out.getvalue()


def broken() -> bytes:
    whole = as_bytes(workbook())
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (broken(), "名册.xlsx", "文件已损坏"),
        (zip_bomb(), "名册.xlsx", "表格展开后超过 60 MB"),
        (b"%PDF-1.7 ...", "名册.xlsx", "里面却不是 .xlsx 表格"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "名册.xls", "旧版表格（.xls）"),
        (b"<html><table><tr><td>\xe5\xa7\x93</td></tr></table></html>", "名册.xls", "网页格式的表格"),
        ("姓名\n".encode() + "长".encode() * 3_000_000, "名册.csv", "有一格太长"),
        (b"\r\n\r\n", "名册.csv", "文件是空的"),
    ],
)
def test_what_is_no_roster_is_refused_at_the_field(desk: Client, data: bytes, name: str, said: str) -> None:
    html = send(desk, data, name).content.decode()
    assert said in html
    assert 'id="id_file_error"' in html
    assert not ImportRun.objects.exists()


def test_longest_cell_is_refused_in_its_place_and_shown_short(desk: Client) -> None:
    send(desk, table(["张" * 32_000, *ZHANG[1:]]))
    html = go_on(desk, ImportRun.objects.get())
    assert "看不出是一个人的姓名" in html
    assert "张" * 201 not in html


def test_two_clerks_import_the_same_file(desk: Client, clerk: User) -> None:
    second = Client()
    second.force_login(make_user(Role.OFFICE), backend=BACKEND)
    for browser in (desk, second):
        send(browser, table(ZHANG))
        go_on(browser, ImportRun.objects.latest("pk"))
    first_run, second_run = ImportRun.objects.order_by("pk")
    assert desk.post(f"{START}{first_run.pk}/write/").status_code == 302
    answer = second.post(f"{START}{second_run.pk}/write/")
    assert answer.status_code == 409
    assert "没有要新增或更新的内容" in answer.content.decode()
    assert Person.objects.count() == 1


def test_what_changed_since_the_preview_is_seen_before_writing(desk: Client) -> None:
    send(desk, table(ZHANG))
    run = ImportRun.objects.get()
    go_on(desk, run)
    operations.create_person(actor=None, name="赵永东")
    answer = desk.post(f"{START}{run.pk}/write/")
    assert answer.status_code == 409
    assert "选定 1 行是谁" in answer.content.decode()


def test_failure_in_the_middle_leaves_nothing(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    send(desk, table([*ZHANG, "组长"], heads=[*HEADS, "小组职务"]))
    run = ImportRun.objects.get()
    go_on(desk, run)

    def failing(**_: Any) -> None:
        raise OSError("broken")

    monkeypatch.setattr("deputies.roster.apply.operations.appoint", failing)
    desk.raise_request_exception = False
    assert desk.post(f"{START}{run.pk}/write/").status_code == 500
    assert not Person.objects.exists()
    assert not Deputyship.objects.exists()


def test_what_the_database_refuses_refuses_the_file(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    send(desk, table(ZHANG, ["周敏", "女", "1985.07", None, "区", None, None]))
    run = ImportRun.objects.get()
    go_on(desk, run)
    monkeypatch.setattr("deputies.roster.apply._BATCH", 1)
    monkeypatch.setattr(
        "deputies.models.Deputyship.clean", lambda row: setattr(row, "ends_on", date(2020, 1, 1))
    )
    answer = desk.post(f"{START}{run.pk}/write/")
    assert answer.status_code == 409
    assert "核对以后名册又有变化，没有写入，请重新核对" in answer.content.decode()
    assert not Person.objects.exists()


def test_columns_nobody_imports_are_kept_nowhere(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    send(desk, table([*ZHANG, "110101199001011234"], heads=[*HEADS, "身份证号"]))
    run = ImportRun.objects.get()
    assert "没有导入的列：H 列“身份证号”。" in go_on(desk, run)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{START}{run.pk}/write/")
    assert not Path(run.file.path).exists()
    events = str(list(AuditEvent.objects.values_list("after", flat=True)))
    assert "110101199001011234" not in events + str(Person.objects.values().get())
