"""The unit's list."""

from __future__ import annotations

from congress.web.lists.declare import Column, Empty, ListPage, Preset
from suggestions.models import Handling
from suggestions.unit.filters import PartFilter
from suggestions.unit.next_step import next_step
from suggestions.unit.queries import list_rows


def _name(part: Handling) -> str:
    return part.suggestion.title


UNIT_PARTS = ListPage(
    key="unit_parts",
    title="本单位承办",
    unit="件",
    subtitle="先签收，再办理；快到期的在前",
    rows=list_rows,
    filterset=PartFilter,
    columns=(
        Column("due", "期限", order="turn", export="due"),
        Column("title", "案由", fixed=True, export="suggestion.title"),
        Column("number", "编号", order="suggestion__number_text", export="suggestion.number_text"),
        Column("part", "分工", order="part", export=Handling.get_part_display),
        Column("state", "状态", order="state", export=Handling.get_state_display),
        Column("next", "下一步", export=lambda part: next_step(part).label),
        Column("lead", "领衔代表", export="suggestion.lead.person.name", shown=False),
        Column("assigned_at", "交办时间", order="assigned_at", shown=False),
        Column("organ_name", "承办单位", only_export=True),
    ),
    order="turn",
    row="suggestions/unit/_row.html",
    presets=(
        Preset("待签收", "state=assigned"),
        Preset("办理中", "state=accepted"),
        Preset("已逾期", "waits=late"),
        Preset("待办后回访", "waits=visit"),
        Preset("承诺待兑现", "waits=promise"),
    ),
    empty=Empty("还没有交给本单位的建议", "交办之后列在这里，并在首页和通知里提醒签收。"),
    name_of=_name,
)
