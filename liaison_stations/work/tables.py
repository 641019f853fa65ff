"""The activities of stations as a list."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from liaison_stations import rules
from liaison_stations.models import StationActivity, StationActivityQuerySet
from liaison_stations.work.filters import WorkFilter


def _rows(user: User) -> StationActivityQuerySet:
    rows = StationActivity.objects.visible_to(user).recorded()
    return rows.select_related("station", "activity__kind", "subject")


def _load_functions(rows: Any) -> None:
    """The functions of many records at once."""
    links = StationActivity.functions.through.objects.filter(stationactivity__in=[row.pk for row in rows])
    found: dict[int, list[str]] = {}
    for key, name in links.order_by("stationfunction__order").values_list(
        "stationactivity_id", "stationfunction__name"
    ):
        found.setdefault(key, []).append(name)
    for row in rows:
        row.function_names = "、".join(found.get(row.pk, []))


def _headline(row: StationActivity) -> SafeString:
    return title(
        record_url("station_work:detail", row.pk), row.activity.headline, below=row.activity.kind.name
    )


WORK = ListPage(
    key="station_work",
    title="联络站活动",
    unit="次",
    rows=_rows,
    filterset=WorkFilter,
    name_of=lambda row: row.activity.headline,
    columns=(
        Column(
            "day",
            "日期",
            order="activity__start_on",
            export="activity.start_on",
            cell=lambda row: dates.period(row.activity.start_on, row.activity.end_on),
            css="is-inline rd-num",
        ),
        Column(
            "headline",
            "活动",
            order="activity__headline",
            fixed=True,
            css="",
            export="activity.headline",
            cell=_headline,
        ),
        Column("station", "联络站", order="station__name", export="station.name"),
        Column("functions", "功能", export="function_names", load=_load_functions),
        Column("subject", "重点工作", order="subject__order", export="subject.name"),
        Column("kind", "类别", only_export=True, export="activity.kind.name"),
        Column("place", "地点", export="activity.place", shown=False),
        Column("topics", "议题", export="topics", only_export=True),
        Column("opinions", "意见建议", export="opinions", only_export=True),
    ),
    order="-activity__start_on",
    presets=(
        Preset("走访", "book=visits"),
        Preset("会议", "book=meetings"),
        Preset("学习培训", "book=study"),
        Preset("没有注明功能", "function=none"),
    ),
    empty=Empty(
        "还没有联络站活动", "打开联络站，点“登记本站活动”；活动登记里组织单位写联络站名称的，也自动列在这里。"
    ),
    actions=(
        Action("每月走访", "station_work:visits", "checklist", rules.READERS, primary=False),
        Action("功能和重点工作", "station_work:functions", "chart-bar", rules.READERS, primary=False),
        Action("代表工作交流会", "station_work:exchanges", "messages", rules.COVERAGE_READERS, primary=False),
        Action(
            "一月一乡镇一主题",
            "station_work:show_rounds",
            "calendar-star",
            rules.COVERAGE_READERS,
            primary=False,
        ),
        Action("一镇一特色", "station_work:town_features", "award", rules.COVERAGE_READERS, primary=False),
        Action("组成人员接待走访", "station_work:members", "users", rules.COVERAGE_READERS, primary=False),
    ),
)
