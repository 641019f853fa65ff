"""Import and export of the roster of deputies (R001, R002, R008)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from congress.accounts.models import User
from congress.documents.imports import ImportField, ImportSpec, register_import
from congress.documents.parsers import day, text
from congress.organs.enums import CongressLevel
from congress.organs.models import Term, numeral
from deputies import rules
from deputies.roster import parsers
from deputies.roster.apply import apply
from deputies.roster.birth import birth
from deputies.roster.export import export
from deputies.roster.findings import findings
from deputies.roster.plan import plan
from deputies.roster.words import constituency_number, group_name, group_number

_TERM = re.compile(r"第?([一二三四五六七八九十]{1,3}|\d{1,2})届")
_LEVEL = re.compile(r"(全国|省|自治区|市|区|县|镇|乡)[^，。]{0,12}(?:人大|人民代表大会)")


def _levels() -> list[str]:
    return [str(level.label) for level in CongressLevel]


def _terms() -> list[str]:
    numbers = Term.objects.values_list("number", flat=True).distinct().order_by("number")
    return [f"第{numeral(number)}届" for number in numbers]


def from_title(title: str) -> Mapping[str, str]:
    """What a title says of the whole table: “安澜区第五届人大代表名册” is of the district and the fifth term."""
    found: dict[str, str] = {}
    plain = "".join(title.split())
    if level := _LEVEL.search(_TERM.sub("", plain)):
        found["level"] = str(parsers.level(level[1]).label)
    if (term := _TERM.search(plain)) and (number := parsers.term(term[0])):
        found["term"] = f"第{numeral(number)}届"
    return found


def from_heading(line: str) -> Mapping[str, str]:
    """What a title between the rows says of those below it: a group, a constituency, a delegation."""
    name = group_name(line)
    if len(name) > 20:
        return {}
    if name.endswith("代表团"):
        return {"delegation": name}
    if name.endswith("选区") or (constituency_number(name) is not None and "选区" in name):
        return {"constituency": name}
    if name.endswith("组") and (group_number(name) is not None or name.endswith("小组")):
        return {"group": name}
    return {}


def _rows(user: User) -> Iterator[list[Any]]:
    for line in export(user):
        yield [line[f.name] for f in FIELDS]


FIELDS = (
    ImportField(
        "name", "姓名", parsers.name, required=True, aliases=("代表姓名", "名字"), example="张三（示例）"
    ),
    ImportField("sex", "性别", parsers.sex, example="男"),
    ImportField(
        "birth",
        "出生年月",
        birth,
        aliases=("出生日期", "出生年月日", "出生时间", "生日", "出生"),
        hint="如“1975年3月”“1975.03”“1975-03-02”。只写年月的，按年月记",
        example="1975年3月",
    ),
    ImportField("ethnicity", "民族", parsers.people, example="汉族"),
    ImportField(
        "party",
        "党派",
        parsers.party,
        aliases=("政治面貌", "党派团体", "党派（政治面貌）"),
        example="中共党员",
    ),
    ImportField(
        "education",
        "学历",
        text(30),
        aliases=("文化程度", "学历学位", "文化", "最高学历"),
        example="大学本科",
    ),
    ImportField(
        "organisation",
        "工作单位",
        parsers.workplace,
        aliases=("单位", "所在单位", "工作单位及职务", "工作单位和职务", "单位及职务", "工作单位职务"),
        hint="单位和职务写在一格的，中间空一格就会分开",
        example="东塘镇中心小学",
    ),
    ImportField("occupation", "职务", text(80), aliases=("职务、职业", "职业", "职务职称"), example="校长"),
    ImportField("identity", "身份", parsers.identity, aliases=("代表身份", "代表构成", "身份类别")),
    ImportField("trade", "行业", text(30), aliases=("行业界别", "界别", "所属行业"), example="教育"),
    ImportField(
        "phone",
        "电话",
        parsers.phone,
        aliases=("手机", "手机号", "手机号码", "联系电话", "电话号码", "联系方式", "移动电话"),
        hint="手机 11 位，或者带区号的座机",
        example="10000000000",
    ),
    ImportField(
        "level",
        "层级",
        parsers.level,
        required=True,
        aliases=("代表层级", "代表级别", "级别", "人大代表级别", "代表类别"),
        hint="如“区县级”“乡镇级”。表里没有这一列的，选“整张表都是”",
        example="区县级",
        everywhere=_levels,
    ),
    ImportField(
        "term",
        "届次",
        parsers.term,
        aliases=("届", "所属届次", "第几届", "届别"),
        hint="不填时按现在的一届",
        example="第五届",
        everywhere=_terms,
    ),
    ImportField(
        "area",
        "乡镇",
        text(60),
        aliases=("所属乡镇", "乡镇街道", "镇街", "所在乡镇", "所在镇街", "乡镇（街道）"),
        hint="乡镇级代表没有写选区时要填",
    ),
    ImportField(
        "constituency",
        "选区",
        text(80),
        aliases=("选区名称", "所在选区", "当选选区", "选举单位"),
        hint="“区划选区”里已有的名称或序号",
        example="东塘镇第3选区",
    ),
    ImportField(
        "delegation",
        "代表团",
        text(40),
        aliases=("所在代表团", "代表团名称", "所属代表团"),
        example="东塘镇代表团",
    ),
    ImportField(
        "group",
        "代表小组",
        text(60),
        aliases=("小组", "所在小组", "代表小组名称", "组别", "编组", "所属小组", "所在代表小组"),
        hint="名称或编号，如“第一小组”。还没有登记的，写入时新建",
        example="第一小组",
    ),
    ImportField(
        "group_post",
        "小组职务",
        parsers.group_post,
        aliases=("组内职务", "小组任职", "小组内职务"),
        hint="组长、副组长、联络员",
        example="组长",
    ),
    ImportField(
        "professional",
        "专业小组",
        parsers.several(40),
        aliases=("专业代表小组", "代表专业小组"),
        hint="可以有几个，用顿号隔开",
    ),
    ImportField(
        "starts_on",
        "当选日期",
        day,
        aliases=("资格开始", "当选时间", "任职日期"),
        hint="不填时按这一届的开始日期",
    ),
    ImportField(
        "how_began",
        "产生方式",
        parsers.how_began,
        aliases=("当选方式",),
        hint="换届选举或补选",
        example="换届选举",
    ),
    ImportField("remark", "备注", text(200), aliases=("说明",)),
)

ROSTER = register_import(
    ImportSpec(
        key="roster",
        title="导入代表名册",
        unit="人",
        roles=rules.WRITERS,
        back="deputies:roster",
        back_label="代表名册",
        intro="一行一位代表。已在名册里的，按姓名加出生年月、电话或者同一届资格对上，只更新表里填了的栏目；"
        "分不清的会问您。身份证号、照片等别的列不导入。",
        fields=FIELDS,
        plan=plan,
        apply=apply,
        heading=from_heading,
        guess=from_title,
        findings=findings,
        export=_rows,
        export_name="代表名册",
    )
)
