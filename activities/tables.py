"""The log as a list."""

from __future__ import annotations

from django.db.models import Prefetch

from activities import rules
from activities.days import days_text
from activities.enums import LawAsked
from activities.filters import ActivityFilter, MeetingFilter, list_rows, meeting_rows
from activities.models import Activity, Participation
from activities.queries import agenda_text, group_text, participation_text, unit_text
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


def _partner(row: Activity) -> str:
    """省人大常委会（省级）."""
    level = row.get_partner_level_display()
    return f"{row.partner_name}（{level}）" if row.partner_name and level else row.partner_name or level


def law_text(row: Activity) -> str:
    """The law studied before the meeting; says so where there should have been one (R098)."""
    return row.law_studied or ("未安排会前学法" if row.kind.law == LawAsked.BEFORE else "")


#: Who took part, with nothing of a person but the name.
_PEOPLE = Prefetch(
    "participations",
    Participation.objects.select_related("person").only(
        "activity_id",
        "order",
        "title_as_written",
        "title_full",
        "collective_title",
        "manner",
        "party",
        "person__name",
    ),
)

ACTIVITIES = ListPage(
    key="activities",
    title="活动登记",
    unit="次",
    rows=list_rows,
    filterset=ActivityFilter,
    columns=(
        Column("days", "日期", order="start_on", export=lambda row: days_text(row.start_on, row.end_on)),
        Column("half_day", "时段", export=Activity.get_half_day_display, only_export=True),
        Column("headline", "标题", fixed=True, needs=("campaigns",)),
        Column("kind", "类别", order="kind__order", export="kind.name"),
        Column(
            "people",
            "参加人",
            export=lambda row: "、".join(participation_text(p) for p in row.participations.all()),
            needs=(_PEOPLE, "groups"),
        ),
        Column(
            "units",
            "参加单位",
            export=lambda row: "、".join(unit_text(u) for u in row.units.all()),
            only_export=True,
            needs=("units",),
        ),
        Column(
            "groups",
            "参加群体",
            export=lambda row: "、".join(group_text(g) for g in row.groups.all()),
            only_export=True,
            needs=("groups",),
        ),
        Column(
            "counted",
            "数字",
            export=lambda row: "、".join(str(c) for c in row.counted.all()),
            only_export=True,
            needs=("counted",),
        ),
        Column(
            "campaigns",
            "专项",
            export=lambda row: "、".join(str(c) for c in row.campaigns.all()),
            shown=False,
        ),
        Column(
            "deputy_groups",
            "开展小组",
            export=lambda row: "、".join(str(group) for group in row.deputy_groups.all()),
            only_export=True,
            needs=("deputy_groups",),
        ),
        Column("partner", "对方单位", export=_partner, shown=False),
        Column("place", "地点", shown=False),
        Column("area", "所属区域", order="area__order", export="area.name", shown=False),
        Column("state", "状态", order="state", export=Activity.get_state_display, shown=False),
        Column("text", "正文", only_export=True),
    ),
    order="-start_on",
    row="activities/_row.html",
    presets=(
        Preset("本月", "month=this"),
        Preset("上月", "month=last"),
        Preset("上级领导参加", "higher=yes"),
        Preset("配合上级", "superior=any"),
        Preset("已撤回", "state=withdrawn"),
    ),
    empty=Empty("还没有登记活动", "活动登记一次，履职记录、统计和《人大信息》都从这里来。"),
    actions=(
        Action("快速登记", "activities:quick_entry", "plus", rules.WRITERS),
        Action("填完整表", "activities:record_activity", "forms", rules.WRITERS, primary=False),
        Action("粘贴整月", "activities:paste", "clipboard-text", rules.WRITERS, primary=False),
        Action("月历", "activities:calendar", "calendar", rules.READERS, primary=False),
        Action("会议", "activities:meetings", "notes", rules.READERS, primary=False),
        Action("领导活动", "activities:leaders", "chart-bar", rules.READERS, primary=False),
        Action("类别与专项", "activities:kinds", "list", rules.DISTRICT_WRITERS, primary=False),
    ),
)

MEETINGS = ListPage(
    key="meetings",
    title="会议登记簿",
    unit="次",
    subtitle="党组、主任会议、常委会等编次数的会议",
    rows=meeting_rows,
    filterset=MeetingFilter,
    columns=(
        Column("days", "日期", order="start_on", export=lambda row: days_text(row.start_on, row.end_on)),
        Column("meeting_body", "会议机构", order="meeting_body"),
        Column("meeting_number", "次数", order="meeting_number", right=True),
        Column("headline", "标题", fixed=True),
        Column("law", "会前学法", export=law_text),
        Column("agenda", "议题", order="agenda_count", export="agenda_count", right=True),
        Column("attended", "出席", order="attended", right=True),
        Column("sat_in", "列席", order="sat_in", right=True),
        Column(
            "decisions",
            "议程和决定事项",
            export=lambda row: "；".join(agenda_text(item) for item in row.agenda.order_by("order")),
            only_export=True,
        ),
    ),
    order="-start_on",
    row="activities/_meeting.html",
    presets=(Preset("未安排会前学法", "law=none"),),
    empty=Empty("还没有登记会议", "登记会议时写上次数，议程和决定事项就汇总在这里。"),
    actions=(Action("登记会议", "activities:record_activity", "plus", rules.WRITERS),),
)
