"""The log as a list."""

from __future__ import annotations

from activities import rules
from activities.days import days_text
from activities.filters import ActivityFilter, list_rows
from activities.models import Activity
from activities.queries import participation_text, unit_text
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset

ACTIVITIES = ListPage(
    key="activities",
    title="活动登记",
    unit="次",
    rows=list_rows,
    filterset=ActivityFilter,
    columns=(
        Column("days", "日期", order="start_on", export=lambda row: days_text(row.start_on, row.end_on)),
        Column("half_day", "时段", export=Activity.get_half_day_display, only_export=True),
        Column("headline", "标题", fixed=True),
        Column("kind", "类别", order="kind__order", export="kind.name"),
        Column(
            "people",
            "参加人",
            export=lambda row: "、".join(participation_text(p) for p in row.participations.all()),
        ),
        Column(
            "units",
            "参加单位",
            export=lambda row: "、".join(unit_text(u) for u in row.units.all()),
            only_export=True,
        ),
        Column(
            "groups",
            "参加群体",
            export=lambda row: "、".join(str(g) for g in row.groups.all()),
            only_export=True,
        ),
        Column("place", "地点", shown=False),
        Column("area", "所属区域", order="area__order", export="area.name", shown=False),
        Column("state", "状态", order="state", export=Activity.get_state_display, shown=False),
        Column("text", "正文", only_export=True),
    ),
    order="-start_on",
    row="activities/_row.html",
    presets=(Preset("本月", "month=this"), Preset("上月", "month=last"), Preset("已撤回", "state=withdrawn")),
    empty=Empty("还没有登记活动", "活动登记一次，履职记录、统计和《人大信息》都从这里来。"),
    actions=(
        Action("登记活动", "activities:record_activity", "plus", rules.WRITERS),
        Action("活动类别", "activities:kinds", "list", rules.DISTRICT_WRITERS, primary=False),
    ),
)
