"""Suggestions of a campaign by the level of the deputies who put them (R051)."""

from __future__ import annotations

import pytest

from activities.operations import add_campaign
from congress.accounts.enums import Role
from congress.organs.enums import CongressLevel
from suggestions.enums import State
from suggestions.figures.campaigns import by_level
from tests.factories import make_user
from tests.suggestions.cast import make_cast, make_suggestion

pytestmark = pytest.mark.django_db


def test_five_levels_add_up_to_all_and_each_leads_to_its_list() -> None:
    cast, campaign = make_cast(), add_campaign(actor=None, name="五级代表在行动")
    for level in (CongressLevel.DISTRICT, CongressLevel.DISTRICT, CongressLevel.CITY):
        row = make_suggestion(cast, State.SUBMITTED)
        row.level = level
        row.save()
        row.campaigns.add(campaign)
    make_suggestion(cast, State.SUBMITTED)
    title, unit, rows = by_level(campaign, make_user(Role.OFFICE))
    assert (title, unit, len(rows)) == ("代表提出的建议 3 件", "件", 5)
    assert {row.label: row.count for row in rows if row.count} == {"区县级": 2, "市级": 1}
    assert all(f"campaign={campaign.pk}&level=" in row.url for row in rows)
