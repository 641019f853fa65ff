"""Convocations as a list."""

from __future__ import annotations

from activities.convocations import rules
from activities.convocations.filters import ConvocationFilter, list_rows
from activities.convocations.operations.shared import when_and_where
from activities.models import Convocation
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset

CONVOCATIONS = ListPage(
    key="convocations",
    title="召集通知",
    unit="份",
    rows=list_rows,
    filterset=ConvocationFilter,
    columns=(
        Column("starts", "日期、地点", order="start_on", export=when_and_where),
        Column("title", "标题", fixed=True),
        Column("kind", "类别", order="kind__order", export="kind.name", shown=False),
        Column("called", "召集", export="called", right=True),
        Column("coming", "参加", export="coming", right=True),
        Column("on_leave", "请假", export="on_leave", right=True),
        Column("waiting", "未回复", export="waiting", right=True),
        Column("reply_by", "回复截止", order="reply_by"),
        Column("state", "状态", order="state", export=Convocation.get_state_display),
    ),
    order="-start_on",
    row="convocations/_row.html",
    presets=(
        Preset("还没有到日期", "when=coming"),
        Preset("还有人没有回复", "when=waiting"),
        Preset("草稿", "state=draft"),
    ),
    empty=Empty("还没有召集通知", "发出以后代表在手机上回复，开展时按名单签到，结束就是一次登记好的活动。"),
    actions=(Action("写召集通知", "convocations:create", "plus", rules.CALLERS),),
)
