"""Suggestions of a campaign by the level of the deputies who put them (R051)."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse

from activities.campaigns.seams import Row
from activities.models import Campaign
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from suggestions.tables import on_the_desk


def by_level(campaign: Campaign, user: User) -> tuple[str, str, list[Row]]:
    """The suggestions of the campaign that a desk lists, a row for each level that adds up to all (1 query)."""
    rows = on_the_desk(user).filter(campaigns=campaign).order_by()
    counts = dict(rows.values_list("level").annotate(n=Count("pk", distinct=True)))
    url = reverse("suggestions:index")
    lines = [
        Row(str(level.label), counts.get(level, 0), f"{url}?campaign={campaign.pk}&level={level}")
        for level in CongressLevel
    ]
    total = sum(counts.values())
    title = f"代表提出的建议 {total} 件"
    return title, "件", lines if total else []
