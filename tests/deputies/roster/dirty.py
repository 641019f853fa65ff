"""A roster as an office keeps it, with every kind of dirt, and the district it belongs to."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from congress.organs.enums import AreaKind, CongressLevel
from congress.organs.models import Constituency
from tests.factories import make_area, make_group, make_term

HEAD = [
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "民族",
    "政治面貌",
    "文化程度",
    "工作单位及职务",
    "选区",
    "代表小组",
]
#: Below the head of two lines; the sheet's first row of data is row 6.
DIRTY: list[list[Any]] = [
    [1, "赵 永 东", "男", "1975.03", "汉", "中共党员", "大学本科", "安澜区人大常委会 主任", "东塘镇第1选区",
     "第一小组", 10000000001, "５５５０１０１", None],
    [2, "古丽 • 阿依", "女性", "1988年6月", "维吾尔族", "群众", "大专", "柳桥街道办事处 干部", None, None,
     10000000002.0, None, "汉语流利"],
    [3, "周敏（女，回族）", None, datetime(1985, 7, 16), None, "民盟盟员", "研究生", "区人民医院 医师",  # noqa: DTZ001
     "东塘镇第二选区", None, "100-0000-0003", None, None],
    [4, "沈国栋", "男", 25447, "汉族", "党员", "大学", "东塘镇中心小学 校长", None, None, "１０００００００００４",
     None, None],
    ["第二代表小组（3人）"],
    [5, "何素琴", "女", "1972-04-09", "汉族", "无党派", "高中", "东塘村 村民", "第3选区", "第二小组",
     "1.0000000005E+10", None, None],
    [6, "顾明辉", " 男 ", 19800101, "汉族", "九三学社社员", "大学", "区农业农村局 局长", "3", None,
     "10000000006、10000000007", None, None],
    [5, "何素琴", "女", "1972-04-09", "汉族", "无党派", "高中", "东塘村 村民", "第3选区", "第二小组", "10000000005",
     None, None],
    [*HEAD, "手机", "办公电话", "特长"],
    [7, "李 强", "男", "1990.3月", "土家", "共青团员", "大学", "安澜纺织厂 工人", "东塘镇第3选区", None, "10000000008",
     None, None],
    [8, "韩梅", "女", "一九七九年十二月", "汉族", "中共党员", "大学", "柳桥社区 书记", None, None, None, None, None],
    ["合计", "8人"],
    [],
    ["备注：本名册截至2026年11月，电话如有变动请告知办公室。"],
]  # fmt: skip
#: The first row of data of DIRTY, with title, unit and the head above it.
FIRST = 6


def district() -> None:
    """The district, its fifth term and the constituencies and one group the file names."""
    area = make_area("安澜区", AreaKind.DISTRICT)
    town = make_area("东塘镇", AreaKind.TOWN, area)
    term = make_term(CongressLevel.DISTRICT, area, number=5)
    for number in (1, 2, 3):
        Constituency.objects.create(
            level=CongressLevel.DISTRICT, number=number, name=f"东塘镇第{number}选区", area=town, seats=2
        )
    make_group(1, term=term)


def workbook(rows: list[list[Any]] | None = None) -> Workbook:
    """The table under its titles, with merged cells, an empty row, a hidden sheet and a sheet of other things."""
    book = Workbook()
    notes = book.worksheets[0]
    notes.title = "填表说明"
    notes.append(["请各镇街认真核对姓名、性别。"])
    sheet = book.create_sheet("代表名册")
    sheet.append(["安澜区第五届人民代表大会代表名册"])
    sheet.append([])
    sheet.append(["填报单位：人选工委", None, None, "2026年11月"])
    sheet.append([*HEAD, "联系方式", None, "特长"])
    sheet.append([None] * 10 + ["手机", "办公电话"])
    for row in DIRTY if rows is None else rows:
        sheet.append(row)
    for cells in ("A1:M1", "K4:L4", *(f"{column}4:{column}5" for column in "ABCDEFGHIJM")):
        sheet.merge_cells(cells)
    if rows is None:
        sheet.merge_cells("I8:I9")  # the constituency of rows 8 and 9
        sheet.merge_cells("J6:J9")  # the group of rows 6 to 9
        sheet.merge_cells("A10:M10")
    hidden = book.create_sheet("旧名册")
    hidden.append(
        [
            "姓名",
            "性别",
            "出生年月",
            "民族",
            "政治面貌",
            "文化程度",
            "层级",
            "届次",
            "选区",
            "代表小组",
            "电话",
        ]
    )
    hidden.append(["不该导入的人"])
    hidden.sheet_state = "hidden"
    return book


def as_bytes(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
