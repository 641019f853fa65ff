"""Reads across the log."""

from activities.queries.log import (
    FACT_LABELS,
    by_manner,
    facts_of,
    monthly_law_missing,
    months_logged,
    participation_text,
    recorded_between,
    same_meeting,
    unit_text,
)
from activities.queries.offers import (
    GROUP_NAMES,
    REPRESENTATIVES,
    home_area,
    offered_campaigns,
    offered_kinds,
    organ_names,
    writable_areas,
)
from activities.queries.people import PersonOption, contexts_of, people_options

__all__ = [
    "FACT_LABELS",
    "GROUP_NAMES",
    "REPRESENTATIVES",
    "PersonOption",
    "by_manner",
    "contexts_of",
    "facts_of",
    "home_area",
    "monthly_law_missing",
    "months_logged",
    "offered_campaigns",
    "offered_kinds",
    "organ_names",
    "participation_text",
    "people_options",
    "recorded_between",
    "same_meeting",
    "unit_text",
    "writable_areas",
]
