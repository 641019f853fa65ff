"""The register of stations and points as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from liaison_stations import rules
from liaison_stations.enums import StaffRole
from liaison_stations.models import Station
from liaison_stations.models.stations import StationQuerySet
from liaison_stations.sites.filters import StationFilter
from liaison_stations.sites.queries.standing import names_of, seats_on, staff_on, with_size
from liaison_stations.workflow import KEEPERS, OFFICE


def _rows(user: User) -> StationQuerySet:
    rows = Station.objects.visible_to(user)
    return rows.select_related("kind", "area__parent__parent").defer("introduction")


def _load_staff(rows: Sequence[Any]) -> None:
    """On every row ``staff_now``, its posts of today."""
    held: dict[int, list[Any]] = {row.pk: [] for row in rows}
    posts = staff_on(timezone.localdate()).filter(station__in=list(held)).select_related("person")
    for post in posts.order_by("starts_on", "pk"):
        held[post.station_id].append(post)
    for row in rows:
        row.staff_now = held[row.pk]


def _load_size(rows: Sequence[Any]) -> None:
    """On every row ``people``, how many persons belong to it as deputies."""
    found: dict[int, set[int]] = {row.pk: set() for row in rows}
    seats = seats_on(timezone.localdate()).filter(station__in=list(found))
    for key, person in seats.values_list("station_id", "deputyship__person_id"):
        found[key].add(person)
    for row in rows:
        row.people = len(found[row.pk])


def _name(row: Station) -> SafeString:
    tags = [marks.tag("示范站", "key")] if row.is_model else []
    if row.closed_on is not None:
        tags.append(marks.tag("已撤销"))
    return title(record_url("liaison_stations:detail", row.pk), row.name, *tags, below=row.address)


def _staff_column(role: StaffRole, *, shown: bool) -> Column:
    """Who holds the post; where a station lacks it, that is marked."""

    def names(row: Any) -> str:
        return "、".join(names_of(row.staff_now, role))

    def cell(row: Any) -> str:
        lacks = row.kind.is_station and row.closed_on is None
        return names(row) or (marks.tag(f"没有{role.label}", "check") if lacks else "")

    return Column(
        role.value, role.label, export=names, cell=cell, shown=shown, load=_load_staff, labelled=True
    )


def _people(row: Any) -> str:
    return f"{row.people} 人" if row.people else ""


STATIONS = ListPage(
    key="stations",
    title="联络站",
    unit="个",
    rows=_rows,
    filterset=StationFilter,
    columns=(
        Column("name", "名称", order="name", fixed=True, css="", cell=_name),
        Column("kind", "类型", order="kind__order", export="kind.name"),
        Column("place", "所在", order="area__path", export="whereabouts"),
        _staff_column(StaffRole.HEAD, shown=True),
        _staff_column(StaffRole.DEPUTY_HEAD, shown=False),
        _staff_column(StaffRole.LIAISON, shown=True),
        Column(
            "size",
            "进站代表",
            order="size",
            sorts=lambda rows: with_size(rows, timezone.localdate()),
            export=lambda row: row.people,
            cell=_people,
            load=_load_size,
            right=True,
            css="is-inline rd-num",
            labelled=True,
        ),
        Column("parent", "所属联络站", export="parent.name", needs=("parent",), shown=False),
        Column("place_kind", "特色场所", order="place_kind", export="get_place_kind_display", shown=False),
        Column("theme", "特色主题", order="theme", shown=False),
        Column("leader", "包保领导", export="leader.name", needs=("leader",), shown=False, labelled=True),
        Column("equipment", "设备", needs=("equipment",), shown=False),
        Column("opening_hours", "开放时间", shown=False),
        Column("phone", "联系电话", shown=False),
        Column("is_model", "示范站", only_export=True),
        Column("is_online", "网上站", only_export=True),
        Column("address", "地址", only_export=True),
        Column(
            "opened_on",
            "设立日期",
            order="opened_on",
            cell=lambda row: dates.full_day(row.opened_on),
            shown=False,
            css="is-inline rd-num",
        ),
        Column("closed_on", "撤销日期", only_export=True),
    ),
    order="kind__order",
    presets=(
        Preset("联络站", "level=station&state=open"),
        Preset("站点", "level=point&state=open"),
        Preset("示范站", "model=yes&state=open"),
        Preset("没有联络员", "missing=liaison&state=open"),
        Preset("没有进站代表", "missing=deputies&state=open"),
    ),
    empty=Empty("还没有联络站", "先登记乡镇（街道）的联络站，再登记它下面的站点；也可以导入现有的名册。"),
    actions=(
        Action("覆盖情况", "liaison_stations:coverage", "map-2", rules.COVERAGE_READERS, primary=False),
        Action("设置", "liaison_stations:settings", "settings", OFFICE, primary=False),
        Action(
            "导入", "documents:import_start", "upload", frozenset(KEEPERS), primary=False, args=("stations",)
        ),
        Action("登记站点", "liaison_stations:register_station", "plus", frozenset(KEEPERS)),
    ),
)
