"""What the wall plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.jobs.registry import job_kind
from congress.web.registry import MenuGroup, MenuItem, Todo, register_demo, register_menu, register_todos
from congress.web.sections import Action, Line, Plugged, Section
from liaison_stations import rules
from liaison_stations.models import StaffPost, Station
from liaison_stations.rules import held_on
from liaison_stations.sites.sections import register_section
from liaison_stations.wall import demo, jobs
from liaison_stations.wall.regulations import missing_words, regulations_of
from liaison_stations.wall.standing import asking_words, standings_kept
from liaison_stations.workflow import STATION

INDEX = "station_wall:index"


def of_station(station: Station, user: User) -> Plugged:
    """The rules there are, and, for those who keep the station, what this morning found out of date (1 query, or 3)."""
    page = reverse("station_wall:station", args=[station.pk])
    words = missing_words(regulations_of(station))
    facts = [("工作制度", words.removeprefix("制度 "))] if words else []
    if not rules.keep_station.allows(user, station):
        return Plugged(actions=[Action("上墙公示", page)], facts=facts)
    sheets = standings_kept([station], timezone.localdate())[station.pk]
    asking = [sheet for sheet in sheets if sheet.asks]
    lines = [Line(sheet.kind.label, state=sheet.state, url=page) for sheet in asking]
    section = Section(
        "上墙公示",
        lines,
        sub=f"{len(lines)} 张要更新" if lines else "",
        empty="上墙的都是最新的",
        more_label="打印和登记",
        more_url=page,
    )
    return Plugged(sections=[section], actions=[Action("上墙公示", page)], facts=facts)


def todos(user: User) -> Iterator[Todo]:
    """What the staff of a station have to print anew, as this morning found it (3 queries)."""
    if not user.has_role(*STATION):
        return
    today = timezone.localdate()
    mine = StaffPost.objects.filter(held_on(today), person__user=user).order_by().values("station")
    stations = list(Station.objects.in_service(today).filter(pk__in=mine, kind__is_station=True))
    sheets = standings_kept(stations, today) if stations else {}
    for station in stations:
        if words := asking_words(sheets[station.pk]):
            yield Todo(
                f"更新上墙材料：{station}",
                words,
                reverse("station_wall:station", args=[station.pk]),
                "去打印",
                menu=INDEX,
            )


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            "上墙公示",
            INDEX,
            "layout-board",
            rules.READERS,
            order=47,
            under="liaison_stations:index",
        )
    )
    register_section(of_station)
    register_todos(todos)
    job_kind(jobs.KIND)(jobs.print_all)
    register_demo(74, "上墙公示", demo.load)
    register_verbs(
        {
            "liaison_stations:put_up": "登记上墙",
            "liaison_stations:take_back_sheet": "撤回上墙登记",
            "liaison_stations:choose_photos": "选上墙照片",
            "liaison_stations:add_regulation": "增加制度",
            "liaison_stations:change_regulation": "修改制度",
            "liaison_stations:write_regulation": "写本站制度",
        }
    )
    register_facts("liaison_stations", {"printed_on": "更新日期", "photos": "照片张数", "sheets": "上墙材料"})
