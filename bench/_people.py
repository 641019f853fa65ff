"""A roster of invented deputies, as an XLSX with the columns offices use."""

from __future__ import annotations

from io import BytesIO
from itertools import product

from openpyxl import Workbook

HEADS = [
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "民族",
    "政治面貌",
    "文化程度",
    "工作单位",
    "职务",
    "手机",
    "选区",
    "代表小组",
]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
FIRST = "志文秀玉建国晓春海东明永"
SECOND = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超兰霞平刚桂英华林"
GROUPS = 100
CONSTITUENCIES = 60


def rows(count: int) -> list[list[str | int | float]]:
    """``count`` deputies, no two of one name."""
    names = ["".join(parts) for parts in product(SURNAMES, FIRST, SECOND)][:count]
    return [
        [
            number + 1,
            name,
            "男女"[number % 2],
            f"{1955 + number % 45}.{1 + number % 12:02d}",
            ("汉", "汉族", "回")[number % 3],
            ("中共党员", "群众", "民盟")[number % 3],
            ("大学本科", "大专", "研究生")[number % 3],
            f"区第{number % 80}中学",
            "教师",
            10_000_000_000 + number,
            f"第{number % CONSTITUENCIES + 1}选区",
            f"第{number % GROUPS + 1}小组",
        ]
        for number, name in enumerate(names)
    ]


def workbook(count: int) -> bytes:
    """The table under a title, as a file."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["安澜区第五届人大代表名册"])
    sheet.append(HEADS)
    for row in rows(count):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
