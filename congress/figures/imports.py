"""Import of numbers of the years before the portal (R309)."""

from __future__ import annotations

import re
from typing import Any

from congress.accounts.models import User
from congress.documents.imports import ImportField, ImportSpec, Outcome, Row, register_import
from congress.documents.parsers import CellError, day, show, text
from congress.documents.sheets import Value
from congress.figures import operations
from congress.figures.models import LARGEST, HistoricFigure
from congress.figures.numbers import About, Count
from congress.figures.period import Period
from congress.figures.registry import units_by_name
from congress.figures.rules import KEEPERS

_BEFORE = "|".join(about for about in (About.NEARLY, About.ROUGHLY))
_AFTER = "|".join(about for about in (About.AND_MORE, About.MANY, About.OR_MORE))
_NUMBER = re.compile(rf"({_BEFORE})?([\d,，]+)({_AFTER})?(\D*?)({About.OR_MORE})?")


def number(raw: Value) -> Any:
    """A number as it is written, with its 余 and perhaps its unit: 177, 1,600余, 近400, 300人次以上."""
    given = show(raw).replace(" ", "")
    found = _NUMBER.fullmatch(given)
    digits = re.sub(r"[,，]", "", found[2]) if found else ""
    if found is None or not digits or int(digits) > LARGEST:
        raise CellError("写成数字，约数可以写“1600余”“近400”")
    about = About(found[1] or found[3] or found[5] or "")
    return Count(int(digits), found[4], about)


def plan(rows: list[Row], _actor: User) -> None:
    """New rows, and those that stand already; a row that overlaps with what stands, or with another row, is wrong."""
    standing = list(HistoricFigure.objects.standing())
    units, taken = units_by_name(), [(row.name, row.period) for row in standing]
    known = {(row.name, row.since, row.until): row for row in standing}
    for row in rows:
        if row.has_error:
            continue
        given = row.values
        same = known.get((given["name"], given["since"], given["until"]))
        if same is not None:
            row.record, row.outcome = same, Outcome.SAME
            if same.count != _count(row):
                row.error("value", f"已录入的是 {same.count}，要改请在历史数据里修改")
            continue
        if given["until"] < given["since"]:
            row.error("until", "不能早于起始日期")
            continue
        if units.get(given["name"], _unit(row)) != _unit(row):
            row.error("unit", f"这个指标的单位是“{units[given['name']]}”")
        span = Period.between(given["since"], given["until"])
        if any(name == given["name"] and span.start <= p.end and p.start <= span.end for name, p in taken):
            row.error("since", "和同一指标的另一段时间有重叠，加在一起会算两遍")
        taken.append((given["name"], span))


def _unit(row: Row) -> str:
    return row.values["unit"] or row.values["value"].unit or units_by_name().get(row.values["name"], "")


def _count(row: Row) -> Count:
    value: Count = row.values["value"]
    return Count(value.value, _unit(row), value.about)


def apply(rows: list[Row], actor: User) -> None:
    """Write what is new."""
    for row in rows:
        if row.record is not None:
            continue
        count = _count(row)
        operations.add_history(
            actor=actor,
            name=row.values["name"],
            unit=count.unit,
            since=row.values["since"],
            until=row.values["until"],
            value=count.value,
            about=count.about.value,
            source=row.values["source"],
        )


HISTORY = register_import(
    ImportSpec(
        key="historic_figures",
        title="导入历史数据",
        unit="条",
        roles=KEEPERS,
        back="figures:history",
        back_label="历史数据",
        intro="一行一个数：什么指标、从哪天到哪天、多少、从哪份材料来。再导一次同样的表，不会重复。",
        fields=(
            ImportField(
                "name",
                "指标",
                text(60),
                required=True,
                aliases=("指标名称", "名称"),
                hint="和统计指标同名的，写成“联络站.接待群众”",
                example="联络站.接待群众",
            ),
            ImportField("since", "从", day, required=True, aliases=("起始日期",), example="2023-01-01"),
            ImportField("until", "到", day, required=True, aliases=("截止日期",), example="2023-12-31"),
            ImportField(
                "value",
                "数",
                number,
                required=True,
                aliases=("数量", "数值"),
                hint="约数照写，如“1600余”“近400”",
                example="1600余",
            ),
            ImportField(
                "unit", "单位", text(10), aliases=("计量单位",), hint="不填时用指标的单位", example="人次"
            ),
            ImportField(
                "source", "出处", text(200), required=True, aliases=("来源",), example="2023年工作总结第3页"
            ),
        ),
        plan=plan,
        apply=apply,
    )
)
