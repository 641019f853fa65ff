"""What may be missing at stations."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.quality.registry import Check, Fault, register_check
from congress.web.dates import full_day
from deputies.models import Deputyship
from liaison_stations.enums import StaffRole
from liaison_stations.models import Station, StationPolicy, WallSheet
from liaison_stations.sites.queries.standing import staff_on, without_station
from liaison_stations.wall.standing import out_of_date
from liaison_stations.workflow import KEEPERS


def deputies_without_station(user: User) -> QuerySet[Deputyship]:
    """Deputies of district and town in no station, with ``near``: a station of the place that elected them."""
    today = timezone.localdate()
    place = Q(area=OuterRef("constituency__area")) | Q(area=OuterRef("constituency__area__parent"))
    stations = Station.objects.in_service(today).filter(place, kind__is_station=True).order_by("pk")
    rows = without_station(user, today).annotate(near=Subquery(stations.values("pk")[:1]))
    return rows.select_related("person", "term__area", "constituency").order_by("person__pinyin", "pk")


def _unassigned(row: Any) -> Fault:
    url = reverse("liaison_stations:unassigned")
    if row.near:
        url = f"{reverse('liaison_stations:join', args=[row.near])}?deputy={row.pk}"
    return Fault(row.person.name, f"{row.title}　{row.constituency or '没有选区'}", url)


def stations_without_staff(user: User) -> QuerySet[Station]:
    """Stations that lack a head, a deputy head or a liaison officer the policy asks for, with ``staff_now``."""
    today = timezone.localdate()
    lacking = Q(pk__in=[])
    for role in _asked():
        lacking |= Q(~Exists(staff_on(today).filter(station=OuterRef("pk"), role=role)))
    rows = Station.objects.kept_by(user).in_service(today).filter(lacking, kind__is_station=True)
    rows = rows.select_related("area__parent", "kind").defer("introduction", "search_text")
    return rows.prefetch_related(Prefetch("staff", staff_on(today), to_attr="staff_now"))


def _asked() -> list[StaffRole]:
    numbers = StationPolicy.current().staff_numbers
    return [role for role in StaffRole if numbers[role][0]]


def _short_of_staff(row: Any) -> Fault:
    held = {post.role for post in row.staff_now}
    missing = [role for role in StaffRole if role not in held]
    url = f"{reverse('liaison_stations:appoint', args=[row.pk])}?role={missing[0]}"
    return Fault(row.name, f"没有{'、'.join(str(role.label) for role in missing)}　{row.whereabouts}", url)


def stale_sheets(user: User) -> QuerySet[WallSheet]:
    """Sheets on the walls that say what is no longer so, or hang too long."""
    kept = Station.objects.kept_by(user).in_service()
    rows = WallSheet.objects.filter(out_of_date(timezone.localdate()), station__in=kept)
    return rows.select_related("station").order_by("printed_on", "pk")


def _sheet(row: WallSheet) -> Fault:
    changed = f"　{full_day(row.changed_on)}起内容有变" if row.changed_on else ""
    note = f"{full_day(row.printed_on)}上墙{changed}"
    return Fault(
        f"{row.station}：{row.get_kind_display()}",
        note,
        reverse("station_wall:station", args=[row.station_id]),
    )


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_check(
        Check(
            "deputies-without-station",
            "代表没有进站",
            "区、乡镇代表按选区全部进站",
            deputies_without_station,
            _unassigned,
            "去安排",
            "个",
            KEEPERS,
            11,
        )
    )
    register_check(
        Check(
            "stations-without-staff",
            "联络站站务人员不齐",
            "一个站要有站长、副站长和联络员",
            stations_without_staff,
            _short_of_staff,
            "去登记",
            "个",
            KEEPERS,
            40,
        )
    )
    register_check(
        Check(
            "stale-wall-sheets",
            "上墙材料过期",
            "墙上写的和现在的不一样，群众会找错人、走错时间",
            stale_sheets,
            _sheet,
            "去更新",
            "张",
            KEEPERS,
            42,
        )
    )
