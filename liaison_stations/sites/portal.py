"""What the register of stations plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from activities.campaigns.seams import register_taggable
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched, search_q
from congress.search.initials import by_initials
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from deputies.records import register_section
from liaison_stations import demo, rules
from liaison_stations.models import Station
from liaison_stations.sites.person import stations_of
from liaison_stations.sites.tables import STATIONS
from liaison_stations.sites.tagged import TAGGABLE
from liaison_stations.sites.todos import todos

_LIST = "liaison_stations:index"


def find_stations(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Stations by name, address, theme or the initials of the name."""
    rows = Station.objects.visible_to(user)
    keys = by_initials(rows, text, "name")
    rows = rows.filter(Q(pk__in=keys) if keys else search_q(text)).select_related("kind", "area")
    rows = rows.only("name", "kind__name", "area__name")
    for row in rows[:limit]:
        yield SearchHit(
            row.name, f"{row.kind}　{row.area}", reverse("liaison_stations:detail", args=[row.pk])
        )


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.COLLECT, STATIONS.title, _LIST, "building-community", rules.READERS, order=30)
    )
    register_todos(todos)
    register_section(stations_of)
    register_search(
        SearchProvider(
            "联络站", 30, find_stations, rules.READERS, _LIST, tables=(Searched(Station),), by_letters=True
        )
    )
    register_verbs(
        {
            "liaison_stations:load": "录入联络站",
            "liaison_stations:register_station": "登记站点",
            "liaison_stations:change_station": "修改站点",
            "liaison_stations:close_station": "撤销站点",
            "liaison_stations:reopen_station": "恢复站点",
            "liaison_stations:appoint": "登记站务人员",
            "liaison_stations:end_post": "站务人员离任",
            "liaison_stations:record_training": "登记培训",
            "liaison_stations:join": "代表进站",
            "liaison_stations:leave": "代表离站",
            "liaison_stations:make_main": "改主站",
            "liaison_stations:change_policy": "修改联络站要求",
            "liaison_stations:add_line": "增加设置",
            "liaison_stations:change_line": "修改设置",
        }
    )
    register_facts("liaison_stations", {"title": "内容", "stations": "站点数"})
    register_taggable(TAGGABLE)
    register_demo(52, "联络站", demo.load)
