"""Reads of the register of people, the roster of deputies and the groups."""

from deputies.queries.groups import (
    ComingBack,
    LevelReport,
    Makeup,
    Share,
    group_roster,
    level_report,
    makeup,
    vacant_posts,
    what_comes_back,
    with_posts,
    with_vacancies,
)
from deputies.queries.people import matching, named, standing_of, title_of, with_posts_on
from deputies.queries.seats import ConstituencySeats, Seats, seats_of, vacancies, vacant_seats

__all__ = [
    "ComingBack",
    "ConstituencySeats",
    "LevelReport",
    "Makeup",
    "Seats",
    "Share",
    "group_roster",
    "level_report",
    "makeup",
    "matching",
    "named",
    "seats_of",
    "standing_of",
    "title_of",
    "vacancies",
    "vacant_posts",
    "vacant_seats",
    "what_comes_back",
    "with_posts",
    "with_posts_on",
    "with_vacancies",
]
