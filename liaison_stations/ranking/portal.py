"""What the yearly ranking and the participation of deputies plug into the portal."""

from __future__ import annotations

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_menu
from congress.web.sections import Plugged
from deputies.records import register_section as register_of_person
from liaison_stations import rules
from liaison_stations.models import RankingLine, Station
from liaison_stations.ranking.participation import inspected_with, turns_of
from liaison_stations.sites.sections import register_section

INDEX = "station_ranking:index"


def of_station(station: Station, _user: User) -> Plugged | None:
    """The years in which the station was chosen, among the facts of its page (1 query)."""
    rows = RankingLine.objects.filter(
        station=station, is_chosen=True, ranking__withdrawn_at__isnull=True
    ).select_related("ranking")
    years = "、".join(f"{row.ranking.year}年" for row in rows.order_by("-ranking__year"))
    return Plugged(facts=[("先进站", years)]) if years else None


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            "联络站评先",
            INDEX,
            "trophy",
            rules.RANKING_READERS,
            order=52,
            under="liaison_stations:index",
        )
    )
    register_section(of_station)
    register_of_person(turns_of)
    register_of_person(inspected_with)
    register_verbs(
        {
            "liaison_stations:set_weights": "改评先权重",
            "liaison_stations:freeze_ranking": "评先定榜",
            "liaison_stations:withdraw_ranking": "收回评先定榜",
        }
    )
    register_facts("liaison_stations", {"chosen": "先进站", "year": "年度"})
