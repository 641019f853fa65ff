"""Towns and villages from a list as an office has it."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congress.accounts.enums import Role
from congress.district import operations
from congress.district.area_list import MOST, read_lines, text_of
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from congress.organs.queries import areas_in_order
from tests.factories import make_area, make_user

PAGE = "/setup/areas/"
LIST = "东塘镇\n　塘北村\n  东塘社区\n柳桥街道\n\t柳桥社区\n高新园区\n"


def read(text: str) -> list[tuple[str, str, str]]:
    return [(line.town, line.name, line.kind) for line in read_lines(text) if not line.fault]


def faults(text: str) -> list[str]:
    return [line.fault for line in read_lines(text) if line.fault]


def test_lines_that_are_set_in_lie_below() -> None:
    assert read(LIST) == [
        ("", "东塘镇", AreaKind.TOWN),
        ("东塘镇", "塘北村", AreaKind.VILLAGE),
        ("东塘镇", "东塘社区", AreaKind.COMMUNITY),
        ("", "柳桥街道", AreaKind.SUBDISTRICT),
        ("柳桥街道", "柳桥社区", AreaKind.COMMUNITY),
        ("", "高新园区", AreaKind.PARK),
    ]


@pytest.mark.parametrize("between", ["／", "/", " / ", ">", "\t"])
def test_paths_and_two_cells_name_the_town_once(between: str) -> None:
    text = f"东塘镇{between}塘北村\n东塘镇{between}塘南村"
    assert [name for _town, name, _kind in read(text)] == ["东塘镇", "塘北村", "塘南村"]


def test_numbers_and_marks_before_a_name_are_not_part_of_it() -> None:
    assert [name for _t, name, _k in read("1. 东塘镇\n  - 塘北村\n（二）柳桥街道\n三、新圩乡")] == [
        "东塘镇",
        "塘北村",
        "柳桥街道",
        "新圩乡",
    ]


def test_a_kind_that_the_name_does_not_say_can_be_written_behind_it() -> None:
    assert faults("高新区") == ["看不出是镇、乡、街道、园区里的哪一种，请在名称后面写明，如“高新区（园区）”"]
    assert read("高新区（园区）\n 三号（社区）") == [
        ("", "高新区", AreaKind.PARK),
        ("高新区", "三号", AreaKind.COMMUNITY),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("塘北村", "前面没有写它在哪个乡镇（街道）"),
        ("东塘镇\n 南屏镇", "镇不能在东塘镇下面，请顶格写"),
        ("东塘镇\n塘北村／一组／网格", "一行最多写两级"),
        ("东塘镇\n 塘北村\n 塘北村", "前面已经写过"),
        ("东" * 61 + "镇", "最多 60 个字"),
    ],
)
def test_what_cannot_be_is_said_at_its_line(text: str, fault: str) -> None:
    (found,) = faults(text)
    assert fault in found


def test_rows_of_a_table_with_merged_cells() -> None:
    rows = [("乡镇（街道）", "村"), ("东塘镇", "塘北村"), (None, "塘南村"), ("柳桥街道", None)]
    assert text_of(rows) == "东塘镇／塘北村\n东塘镇／塘南村\n柳桥街道"


@pytest.fixture
def site(client: Client, db: None) -> Client:
    client.force_login(make_user(Role.ADMIN))
    return client


def test_it_is_shown_before_it_is_saved(site: Client) -> None:
    make_area("安澜区", AreaKind.DISTRICT)
    shown = site.post(PAGE, {"text": LIST}).content.decode()
    assert "会增加 6 个" in shown
    assert Area.objects.count() == 1
    assert site.post(PAGE, {"text": LIST, "save": "1"}).status_code == 302
    assert [area.name for area in areas_in_order()] == [
        "安澜区",
        "东塘镇",
        "塘北村",
        "东塘社区",
        "柳桥街道",
        "柳桥社区",
        "高新园区",
    ]


def test_what_is_there_stays_and_new_ones_stand_behind(site: Client) -> None:
    root = make_area("安澜区", AreaKind.DISTRICT)
    there = Area.objects.create(kind=AreaKind.TOWN, name="东塘镇", parent=root, order=7)
    shown = site.post(PAGE, {"text": "东塘镇\n 塘北村"}).content.decode()
    assert "会增加 1 个，另外 1 个已经有了，不动" in shown
    actor = make_user(Role.OFFICE)
    assert operations.add_areas(actor=actor, lines=read_lines("东塘镇\n 塘北村\n南屏镇")) == 2
    assert operations.add_areas(actor=actor, lines=read_lines("东塘镇\n 塘北村\n南屏镇")) == 0
    there.refresh_from_db()
    assert there.version == 1
    assert list(Area.objects.towns().values_list("name", "order")) == [("东塘镇", 7), ("南屏镇", 8)]


def test_nothing_is_saved_while_a_line_is_wrong(site: Client) -> None:
    make_area("安澜区", AreaKind.DISTRICT)
    answer = site.post(PAGE, {"text": "东塘镇\n 无名", "save": "1"})
    assert answer.status_code == 200
    assert "第 2 行：看不出" in answer.content.decode()
    assert Area.objects.count() == 1


def test_a_table_is_read(site: Client) -> None:
    make_area("安澜区", AreaKind.DISTRICT)
    book = openpyxl.Workbook()
    for row in (("乡镇", "村"), ("东塘镇", "塘北村"), (None, "塘南村")):
        book.worksheets[0].append(row)
    data = io.BytesIO()
    book.save(data)
    shown = site.post(PAGE, {"file": SimpleUploadedFile("名单.xlsx", data.getvalue())}).content.decode()
    assert "会增加 3 个" in shown
    assert "东塘镇／塘南村" in shown
    broken = site.post(PAGE, {"file": SimpleUploadedFile("名单.xlsx", b"x")}).content.decode()
    assert "请用表格软件打开，另存为 .xlsx 再上传" in broken


def test_limits(site: Client) -> None:
    assert site.get(PAGE).status_code == 409
    make_area("安澜区", AreaKind.DISTRICT)
    assert "请粘贴名单，或选一个表格" in site.post(PAGE, {"text": " "}).content.decode()
    many = "东塘镇\n" + "\n".join(f" {n}号村" for n in range(MOST))
    assert f"一次最多 {MOST:,} 行" in site.post(PAGE, {"text": many}).content.decode()
