"""Import of a session's suggestions (R210)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from congress.documents.imports import ImportField, ImportSpec, Row, register_import
from congress.documents.parsers import choice, day, text
from suggestions.importing import parsers
from suggestions.importing.apply import apply
from suggestions.importing.plan import plan
from suggestions.workflow import OFFICE

_SESSION = re.compile(r"第?([一二三四五六七八九十]{1,3})届[^第]{0,20}?第?([一二三四五六七八九十]{1,3})次会议")


def from_title(title: str) -> Mapping[str, str]:
    """“安澜区第五届人民代表大会第五次会议代表建议” is of one session."""
    found = _SESSION.search("".join(title.split()))
    return {"session": f"{found[1]}届{found[2]}次会议"} if found else {}


def findings(rows: list[Row]) -> list[str]:
    """How many are handed over, and to how many units."""
    entries = [row.record for row in rows if row.record is not None]
    units = {organ.pk for entry in entries for organ, _part in entry.units}
    given = sum(bool(entry.units) for entry in entries)
    return [f"表里 {len(entries):,} 件，其中 {given:,} 件已有承办单位，共 {len(units):,} 个单位"]


SUGGESTIONS = register_import(
    ImportSpec(
        key="suggestions",
        title="导入会议建议",
        unit="件",
        roles=OFFICE,
        back="suggestions:index",
        back_label="代表建议",
        intro="一行一件，编号按表里的。有主办单位的，写入时就交办，每个单位收到一份通知；没有的，排进“待交办”。"
        "再导一次同样的表，不会重复。",
        fields=(
            ImportField(
                "number",
                "编号",
                parsers.number,
                required=True,
                aliases=("建议编号", "建议号", "案号", "建议案号", "议案建议编号"),
                hint="如“007”“第7号”，取最后的数字",
                example="007",
            ),
            ImportField(
                "title",
                "案由",
                text(120),
                required=True,
                aliases=("标题", "建议标题", "题目", "建议名称"),
                example="关于缓解老汽车站周边停车难的建议",
            ),
            ImportField(
                "lead",
                "领衔代表",
                text(60),
                required=True,
                aliases=("领衔人", "提出人", "代表", "代表姓名", "领衔", "第一提出人"),
                example="张三（示例）",
            ),
            ImportField(
                "signers",
                "附议",
                parsers.names(60),
                aliases=("附议代表", "附议人", "联名代表", "联名"),
                hint="几位之间用顿号隔开",
            ),
            ImportField(
                "session",
                "会议",
                text(40),
                required=True,
                aliases=("会次", "届次", "会议届次"),
                hint="表里没有这一列的，选“整张表都是”",
                everywhere=parsers.sessions,
            ),
            ImportField(
                "kind",
                "种类",
                choice(parsers.KINDS, what="种类"),
                aliases=("建议种类",),
                hint="议案、建议、批评、意见；不填是建议",
                everywhere=lambda: ["建议", "议案"],
            ),
            ImportField(
                "category",
                "类别",
                text(40),
                aliases=("建议类别", "分类", "内容分类"),
                hint="建议类别里已有的名称",
                example="道路交通",
            ),
            ImportField(
                "units",
                "主办单位",
                parsers.names(80),
                aliases=("承办单位", "主办", "主办（分办）单位", "分办单位"),
                hint="写几个单位的按分办处理",
                example="区交通运输局",
            ),
            ImportField(
                "co_units",
                "协办单位",
                parsers.names(80),
                aliases=("协办", "会办单位"),
                hint="几个之间用顿号隔开",
            ),
            ImportField(
                "assigned_on",
                "交办日期",
                day,
                aliases=("交办时间",),
                hint="期限从这一天起算；不填按今天",
            ),
            ImportField("text", "内容", parsers.prose, aliases=("建议内容", "正文", "主要内容", "具体内容")),
        ),
        plan=plan,
        apply=apply,
        guess=from_title,
        findings=findings,
    )
)
