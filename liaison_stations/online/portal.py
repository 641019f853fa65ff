"""What the public pages plug into the portal."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web.public.registry import register_public, register_public_actions
from congress.web.registry import register_demo
from congress.web.sections import Action, Line, Plugged, Section
from liaison_stations import rules
from liaison_stations.matters import plugs as matter_plugs
from liaison_stations.models import Matter, Station
from liaison_stations.online import columns, demo
from liaison_stations.online.queries import waiting_at
from liaison_stations.sites import sections as station_sections


def of_station(row: Station, user: User) -> Plugged | None:
    """The public side of a station, for those who keep it (2 queries)."""
    if not rules.keep_station.allows(user, row):
        return None
    waiting, released = waiting_at(row)
    lines = []
    if row.is_online:
        lines.append(Line("网上站页面", "大家看到的样子", reverse("online:station", args=[row.token])))
    if waiting:
        url = f"{reverse('matters:index')}?station={row.pk}&state=received"
        lines.append(Line(f"群众来件待分办 {waiting} 件", "网上站、二维码收到的", url))
    if released:
        lines.append(Line(f"公开的事项 {released} 件"))
    section = Section(
        "网上站",
        lines,
        [Action("二维码和代表公开页", reverse("online:sheet", args=[row.pk]))],
        empty="还没有开通网上站",
    )
    return Plugged(sections=[section])


def of_matter(row: Matter, user: User) -> Plugged | None:
    """Showing a matter to everybody is for the station (R176)."""
    if not rules.keep_matter.allows(user, row):
        return None
    label = "改公开的文字、撤下" if row.is_public else "在网上站公开"
    facts = [("在网上站公开", "是")] if row.is_public else []
    return Plugged(actions=[Action(label, reverse("online:publish", args=[row.pk]))], facts=facts)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_verbs(
        {
            "liaison_stations:publish": "在网上站公开",
            "liaison_stations:withdraw": "从网上站撤下",
            "liaison_stations:open_page": "开通代表公开页",
            "liaison_stations:close_page": "停用代表公开页",
            "liaison_stations:reset_page": "换代表二维码",
            "liaison_stations:set_portrait": "换代表照片",
        }
    )
    register_facts("liaison_stations", {"account": "情况", "answer": "办理结果"})
    station_sections.register_section(of_station)
    matter_plugs.register_section(of_matter)
    register_public(columns.STATIONS, columns.DEPUTIES)
    register_public_actions(*columns.ACTIONS)
    register_demo(66, "网上站", demo.load)
