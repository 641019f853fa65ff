"""Works at sites as a list."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from liaison_stations import rules
from liaison_stations.models import SiteWork, SiteWorkQuerySet
from liaison_stations.standards.filters import WorkFilter


def _rows(user: User) -> SiteWorkQuerySet:
    rows = SiteWork.objects.visible_to(user)
    return rows.select_related("station__kind", "station__area__parent__parent").defer(
        "station__introduction"
    )


def _station(row: SiteWork) -> SafeString:
    page = reverse("station_standards:station", args=[row.station_id])
    return title(page, row.station.name, below=row.result)


def _cost(row: SiteWork) -> str:
    return f"{row.money} 万元" if row.money else ""


WORKS = ListPage(
    key="site_works",
    title="新建、提档升级",
    unit="项",
    subtitle="站点新建和提档升级的记录",
    rows=_rows,
    filterset=WorkFilter,
    columns=(
        Column("station", "站点", export="station.name", fixed=True, css="", cell=_station),
        Column("kind", "建设类型", order="kind", export="get_kind_display"),
        Column(
            "done_on",
            "完成",
            order="done_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.done_on),
        ),
        Column("cost", "投入", export="cost", cell=_cost, right=True, css="is-inline rd-num"),
        Column("town", "所在", export="station.whereabouts"),
        Column("site", "站点类型", export="station.kind.name", shown=False),
        Column("result", "做了什么、结果怎样", only_export=True),
    ),
    order="-done_on",
    presets=(Preset("新建", "kind=new"), Preset("提档升级", "kind=upgrade")),
    empty=Empty("还没有建设记录", "打开一个站点，点“规范化建设”，再点“登记建设”。"),
    actions=(Action("规范化建设", "station_standards:index", "checklist", rules.READERS, primary=False),),
)
