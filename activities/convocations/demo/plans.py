"""The plans of some groups of the demo district."""

from __future__ import annotations

from datetime import date
from typing import Any

from activities.models import Activity, GroupPlan
from activities.plans.operations import add_item, create, link_activity, postpone_item
from congress.accounts.models import User
from deputies.models import DeputyGroup

YEAR = 2026


def load_plans(rows: list[dict[str, Any]], clerk: User) -> None:
    """Write the plans that are not there yet."""
    for row in rows:
        group = DeputyGroup.objects.get(label=row["group"])
        if not GroupPlan.objects.filter(group=group, year=YEAR).exists():
            _load(create(actor=clerk, group=group, year=YEAR), row["items"], clerk)


def _load(plan: GroupPlan, items: list[list[Any]], clerk: User) -> None:
    for theme, month, on, place, expected, more in items:
        item = add_item(
            plan=plan,
            actor=clerk,
            theme=theme,
            month=month,
            on=_day(on) if on else None,
            place=place,
            organiser=str(plan.group),
            expected=expected,
        )
        if "activity" in more:
            start, headline = more["activity"]
            activity = Activity.objects.get(start_on=_day(start), headline=headline)
            link_activity(item=item, actor=clerk, activity=activity)
        if "postponed" in more:
            to, reason = more["postponed"]
            postpone_item(item=item, actor=clerk, to=_day(to), reason=reason)


def _day(text: str) -> date:
    return date.fromisoformat(f"{YEAR}-{text}")
