"""Reads across the log."""

from activities.queries.log import (
    FACT_LABELS,
    agenda_text,
    by_manner,
    facts_of,
    group_text,
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
    standing_committee,
    writable_areas,
)
from activities.queries.people import PersonOption, contexts_of, people_options

__all__ = [
    "FACT_LABELS",
    "GROUP_NAMES",
    "REPRESENTATIVES",
    "PersonOption",
    "agenda_text",
    "by_manner",
    "contexts_of",
    "facts_of",
    "group_text",
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
    "standing_committee",
    "unit_text",
    "writable_areas",
]
