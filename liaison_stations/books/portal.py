"""What the books plug into the portal."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.jobs.registry import job_kind
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu
from congress.web.sections import Action, Plugged
from liaison_stations import rules
from liaison_stations.books import demo, jobs
from liaison_stations.models import Station
from liaison_stations.sites.sections import register_section


def of_station(station: Station, user: User) -> Plugged | None:
    """The way to the books, from the page of a station (no query)."""
    return Plugged(actions=[Action("台账", reverse("station_books:station", args=[station.pk]))])


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            "联络站台账",
            "station_books:index",
            "books",
            rules.READERS,
            order=44,
            under="liaison_stations:index",
        )
    )
    register_section(of_station)
    job_kind(jobs.KIND)(jobs.print_archive)
    register_demo(59, "联络站台账", demo.load)
    register_verbs({"liaison_stations:write_paper": "填写年度工作计划、总结"})
    register_facts("liaison_stations", {"papers": "计划、总结"})
