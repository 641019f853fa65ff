"""The log as a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from activities import rules
from activities.days import days_text
from activities.enums import ActivityState, LawAsked
from activities.filters import ActivityFilter, MeetingFilter, list_rows, meeting_rows
from activities.models import Activity, ActivityGroup, Campaign, Participation
from activities.queries import agenda_text, group_text, participation_text, unit_text
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset

#: As many people as a row names before it counts the rest.
NAMED = 3


def _days_text(row: Activity) -> str:
    return days_text(row.start_on, row.end_on)


def _partner(row: Activity) -> str:
    """省人大常委会（省级）."""
    level = row.get_partner_level_display()
    return f"{row.partner_name}（{level}）" if row.partner_name and level else row.partner_name or level


def law_text(row: Activity) -> str:
    """The law studied before the meeting; says so where there should have been one (R098)."""
    return row.law_studied or ("未安排会前学法" if row.kind.law == LawAsked.BEFORE else "")


def _load_people(rows: Sequence[Any]) -> None:
    """On every row ``who``: 赵永东、吴明远、朱岚 等 4 人; collectives where nobody is named."""
    named: dict[int, list[str]] = {row.pk: [] for row in rows}
    parts = Participation.objects.filter(activity__in=list(named)).order_by("order")
    for key, name in parts.values_list("activity_id", "person__name"):
        named[key].append(name)
    unnamed: dict[int, list[str]] = {key: [] for key, names in named.items() if not names}
    groups = ActivityGroup.objects.filter(activity__in=list(unnamed)).order_by("order")
    for key, name in groups.values_list("activity_id", "name"):
        unnamed[key].append(name)
    for row in rows:
        names = named[row.pk]
        more = f" 等 {len(names)} 人" if len(names) > NAMED else ""
        row.who = f"{'、'.join(names[:NAMED])}{more}" if names else "、".join(unnamed[row.pk][:2])


def _load_campaigns(rows: Sequence[Any]) -> None:
    """On every row ``campaign_names``."""
    found: dict[int, list[str]] = {row.pk: [] for row in rows}
    tagged = Campaign.objects.filter(activities__in=list(found))
    for key, name in tagged.values_list("activities", "name"):
        found[key].append(name)
    for row in rows:
        row.campaign_names = found[row.pk]


def _days(row: Activity) -> str:
    days = dates.period(row.start_on, row.end_on)
    return f"{days} {row.get_half_day_display()}" if row.half_day else days


def _headline(shown: Mapping[str, bool]) -> Callable[[Any], SafeString]:
    """The title, with the campaigns and the place where they have no column."""

    def cell(row: Any) -> SafeString:
        tags = [marks.tag("已撤回")] if row.state == ActivityState.WITHDRAWN else []
        if not shown["campaigns"]:
            tags += map(marks.tag, row.campaign_names)
        below = "" if shown["place"] else row.place
        return title(record_url("activities:detail", row.pk), row.headline, *tags, below=below)

    return cell


def _partner_cell(row: Activity) -> str:
    level = row.get_partner_level_display()
    return f"{row.partner_name} {level}" if level else row.partner_name


def _state(row: Activity) -> SafeString:
    return marks.state("done" if row.state == ActivityState.RECORDED else "stop", row.get_state_display())


def _meeting_days(row: Activity) -> str:
    return dates.period(row.start_on, row.end_on)


def _meeting(row: Activity) -> SafeString:
    return title(record_url("activities:detail", row.pk), row.headline)


def _number(row: Activity) -> str:
    return f"{row.meeting_year}年第 {row.meeting_number} 次" if row.meeting_number else "没有次数"


def _law(row: Activity) -> str:
    text = law_text(row)
    return marks.tag(text) if text and not row.law_studied else text or "—"


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
        Column("days", "日期", order="start_on", export=_days_text, css="rd-num is-inline", cell=_days),
        Column("half_day", "时段", export=Activity.get_half_day_display, only_export=True),
        Column("headline", "标题", fixed=True, css="", cell_beside=_headline, load=_load_campaigns),
        Column("kind", "类别", order="kind__order", export="kind.name"),
        Column(
            "people",
            "参加人",
            export=lambda row: "、".join(participation_text(p) for p in row.participations.all()),
            needs=(_PEOPLE, "groups"),
            cell=lambda row: row.who,
            load=_load_people,
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
            export=lambda row: "、".join(row.campaign_names),
            shown=False,
            load=_load_campaigns,
        ),
        Column(
            "deputy_groups",
            "开展小组",
            export=lambda row: "、".join(str(group) for group in row.deputy_groups.all()),
            only_export=True,
            needs=("deputy_groups",),
        ),
        Column("partner", "对方单位", export=_partner, shown=False, cell=_partner_cell),
        Column("place", "地点", shown=False),
        Column("area", "所属区域", order="area__order", export="area.name", shown=False),
        Column("state", "状态", order="state", export=Activity.get_state_display, shown=False, cell=_state),
        Column("text", "正文", only_export=True),
    ),
    order="-start_on",
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
        Column(
            "days", "日期", order="start_on", export=_days_text, css="rd-num is-inline", cell=_meeting_days
        ),
        Column("meeting_body", "会议机构", order="meeting_body"),
        Column("meeting_number", "次数", order="meeting_number", right=True, cell=_number),
        Column("headline", "标题", fixed=True, css="", cell=_meeting),
        Column("law", "会前学法", export=law_text, cell=_law),
        Column(
            "agenda",
            "议题",
            order="agenda_count",
            export="agenda_count",
            right=True,
            cell=lambda row: f"{row.agenda_count} 项议题",
        ),
        Column(
            "attended",
            "出席",
            order="attended",
            right=True,
            cell=lambda row: f"{row.attended} 人出席",
        ),
        Column(
            "sat_in",
            "列席",
            order="sat_in",
            right=True,
            cell=lambda row: f"{row.sat_in} 人列席",
        ),
        Column(
            "decisions",
            "议程和决定事项",
            export=lambda row: "；".join(agenda_text(item) for item in row.agenda.order_by("order")),
            only_export=True,
        ),
    ),
    order="-start_on",
    presets=(Preset("未安排会前学法", "law=none"),),
    empty=Empty("还没有登记会议", "登记会议时写上次数，议程和决定事项就汇总在这里。"),
    actions=(Action("登记会议", "activities:record_activity", "plus", rules.WRITERS),),
)
