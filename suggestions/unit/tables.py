"""The unit's list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.clock import clock
from congress.web.escaping import html
from congress.web.lists.cells import title
from congress.web.lists.declare import Column, Empty, ListPage, Preset
from suggestions.models import Handling
from suggestions.showing import PART_SHAPES
from suggestions.unit.filters import PartFilter
from suggestions.unit.next_step import next_step
from suggestions.unit.queries import list_rows


def _name(part: Handling) -> str:
    return part.suggestion.title


def _title(shown: Mapping[str, bool]) -> Callable[[Any], SafeString]:
    """The title with what is exceptional, and below what has no column of its own."""

    def cell(part: Handling) -> SafeString:
        row = part.suggestion
        tags = [marks.tag("重点督办", "key")] if row.is_key else []
        tags += [marks.tag("重新办理")] if part.round > 1 else []
        below = ["" if shown.get("number") else row.label]
        below += [] if shown.get("lead") else [f"领衔代表 {row.lead.person.name}"]
        return title(
            record_url("suggestions:detail", row.pk), row.title, *tags, below="　".join(filter(None, below))
        )

    return cell


def _next(part: Handling) -> SafeString:
    """What the unit does next; what it waits for stands back."""
    step = next_step(part)
    if not step.is_own:
        return marks.dim(step.label)
    return html('<span class="rd-dim d-lg-none">下一步：</span>{}', step.label)


def _due(part: Any) -> SafeString:
    return marks.deadline(clock(part.due)) if part.due else marks.dim("—")


UNIT_PARTS = ListPage(
    key="unit_parts",
    title="本单位承办",
    unit="件",
    subtitle="先签收，再办理；快到期的在前",
    rows=list_rows,
    filterset=PartFilter,
    columns=(
        Column("due", "期限", order="turn", export="due", cell=_due, css=""),
        Column("title", "案由", fixed=True, export="suggestion.title", cell_beside=_title, css=""),
        Column(
            "number",
            "编号",
            order="suggestion__number_text",
            export="suggestion.number_text",
            css="rd-num is-inline",
        ),
        Column("part", "分工", order="part", export=Handling.get_part_display, css="rd-num is-inline"),
        Column(
            "state",
            "状态",
            order="state",
            export=Handling.get_state_display,
            cell=lambda part: marks.state(PART_SHAPES[part.state], part.get_state_display()),
        ),
        Column("next", "下一步", export=lambda part: next_step(part).label, cell=_next),
        Column("lead", "领衔代表", export="suggestion.lead.person.name", shown=False),
        Column(
            "assigned_at",
            "交办时间",
            order="assigned_at",
            cell=lambda part: dates.day(part.assigned_at),
            css="rd-num is-inline",
            shown=False,
        ),
        Column("organ_name", "承办单位", only_export=True),
    ),
    order="turn",
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
