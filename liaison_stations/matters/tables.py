"""Matters as a list. No column and no export holds anything of the citizen."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.clock import clock
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from liaison_stations.enums import MatterState
from liaison_stations.matters.filters import MatterFilter
from liaison_stations.matters.showing import state_shown
from liaison_stations.models import Matter
from liaison_stations.workflow import STAFF


def _rows(user: User) -> QuerySet[Matter]:
    return Matter.objects.visible_to(user).defer("account", "original", "answer", "search_text")


def _title(row: Matter) -> SafeString:
    tags = [] if row.origin == "table" else [marks.tag(str(row.get_origin_display()))]
    below = "　".join(part for part in (row.station.name, str(row.category or "")) if part)
    return title(record_url("matters:detail", row.pk), row.title, *tags, below=below)


def _due(row: Any) -> SafeString | str:
    if row.due_on is None:
        return ""
    return marks.deadline(clock(row.due_on)) if row.state == MatterState.HANDLING else dates.day(row.due_on)


def _unit(row: Matter) -> str:
    return "　".join(part for part in (row.organ.short_name if row.organ else "", row.handler) if part)


def _state(row: Matter) -> SafeString:
    return marks.state(*state_shown(row))


MATTERS = ListPage(
    key="matters",
    title="群众事项",
    unit="件",
    subtitle="联络站接待和网上收到的，从分办到告知群众",
    rows=_rows,
    filterset=MatterFilter,
    columns=(
        Column("title", "事项", fixed=True, cell=_title, css="", needs=("station", "category")),
        Column("state", "状态", order="state", export="get_state_display", cell=_state),
        Column("organ", "承办单位", export=_unit, needs=("organ",)),
        Column("due_on", "期限", order="due_on", cell=_due, css=""),
        Column(
            "received_at",
            "收到",
            order="received_at",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.received_at),
        ),
        Column("destination", "分办去向", export="get_destination_display"),
        Column(
            "heard_by", "接待代表", export="heard_by.person.name", needs=("heard_by__person",), shown=False
        ),
        Column("origin", "来源", export="get_origin_display", shown=False),
        Column("outcome", "结果", export="get_outcome_display", shown=False),
        Column("rating", "群众评价", export="get_rating_display", shown=False),
        Column(
            "closed_at",
            "办结",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.closed_at) if row.closed_at else "",
            shown=False,
        ),
        Column("station", "联络站", export="station.name", only_export=True),
        Column("category", "类别", export="category.name", only_export=True),
        Column("wish", "诉求", only_export=True),
    ),
    order="-received_at",
    presets=(
        Preset("待分办", "state=received"),
        Preset("已上报区里", "state=reported"),
        Preset("办理中", "state=handling"),
        Preset("待告知群众", "state=answered"),
        Preset("已逾期", "due=late"),
        Preset("没有办结", "state=open"),
    ),
    actions=(
        Action("接待统计", "matters:figures", "chart-bar", STAFF | {Role.LEADER}, primary=False),
        Action("接待登记", "matters:today", "writing", STAFF),
    ),
    empty=Empty("还没有群众事项", "接待日登记的、群众在网上反映的都列在这里，分办之后看得到办到哪一步。"),
)
