"""Import and export of stations and points (R140, R142)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from congress.accounts.models import User
from congress.documents.imports import ImportField, ImportSpec, register_import
from congress.documents.parsers import text
from deputies.roster.parsers import phone, several
from liaison_stations.sites.importing import parsers
from liaison_stations.sites.importing.plan import plan
from liaison_stations.sites.importing.write import apply, export
from liaison_stations.workflow import KEEPERS


def _rows(user: User) -> Iterator[list[Any]]:
    for line in export(user):
        yield [line[f.name] for f in FIELDS]


FIELDS = (
    ImportField(
        "name",
        "名称",
        text(60),
        required=True,
        aliases=("站点名称", "联络站名称", "站名", "联络站", "联络点名称"),
        example="东塘镇人大代表联络站（示例）",
    ),
    ImportField(
        "kind",
        "类型",
        text(30),
        required=True,
        aliases=("站点类型", "类别", "性质"),
        hint="“联络站设置”里的类型，如“乡镇人大代表联络站”“人大代表联络点”",
        example="乡镇人大代表联络站",
    ),
    ImportField(
        "town",
        "乡镇街道",
        text(60),
        required=True,
        aliases=("乡镇", "街道", "镇街", "所在乡镇", "所在镇街", "乡镇（街道）", "所在乡镇街道"),
        example="东塘镇",
    ),
    ImportField(
        "village",
        "村社区",
        text(60),
        aliases=("村", "社区", "村（社区）", "所在村", "所在社区", "所在村社区"),
        hint="设在村、社区的写，站设在镇上的不写",
    ),
    ImportField(
        "parent",
        "所属联络站",
        text(60),
        aliases=("所属站", "上级站", "挂靠联络站"),
        hint="站点属于哪个联络站；可以是这张表里的",
    ),
    ImportField("place_kind", "特色场所", parsers.place_kind, hint="如“旅游景区”“产业园区”“集中居住区”"),
    ImportField("owner", "代表", text(60), aliases=("代表姓名", "命名代表"), hint="代表工作室以哪位代表命名"),
    ImportField(
        "address", "地址", text(120), aliases=("详细地址", "站址", "地点"), example="东塘镇振兴路18号"
    ),
    ImportField("longitude", "经度", parsers.degrees(73, 136, "经度"), hint="如 117.283042"),
    ImportField("latitude", "纬度", parsers.degrees(3, 54, "纬度"), hint="如 31.862345；和经度一起填"),
    ImportField(
        "opening_hours",
        "开放时间",
        text(120),
        aliases=("接待时间", "值班时间"),
        example="周一至周五 8:30—11:30",
    ),
    ImportField("phone", "联系电话", phone, aliases=("电话", "值班电话"), hint="公开页面上会写"),
    ImportField("theme", "特色主题", text(60), aliases=("主题", "特色")),
    ImportField("introduction", "站点介绍", text(2000), aliases=("简介", "介绍")),
    ImportField("equipment", "设备", several(30), hint="几样用顿号隔开，如“电脑、互联网”"),
    ImportField(
        "constituencies",
        "联系选区",
        several(80),
        aliases=("选区", "对应选区"),
        hint="几个用顿号隔开，写“区划选区”里的名称",
    ),
    ImportField("is_model", "示范站", parsers.yes_no, aliases=("是否示范站", "示范"), hint="是或否"),
    ImportField("is_online", "网上站", parsers.yes_no, aliases=("是否开通网上站",), hint="是或否"),
    ImportField(
        "opened_on",
        "设立日期",
        parsers.opening_day,
        aliases=("设立时间", "成立时间", "建站时间", "建成时间", "成立日期"),
        hint="如“2017年6月20日”；只写到年、月的，按1日记",
        example="2017年6月20日",
    ),
)

STATIONS = register_import(
    ImportSpec(
        key="stations",
        title="导入联络站",
        unit="个",
        roles=frozenset(KEEPERS),
        back="liaison_stations:index",
        back_label="联络站",
        intro="一行一个联络站或站点。同一乡镇（街道）里同名的，只更新表里填了的栏目。站务人员和进站代表在站点页面上登记。",
        fields=FIELDS,
        plan=plan,
        apply=apply,
        export=_rows,
        export_name="联络站",
    )
)
