"""Reads of the groups' plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from activities.enums import ActivityState
from activities.models import Activity, GroupPlan, PlanItem
from activities.plans import rules
from activities.plans.enums import ItemState
from congress.accounts.models import User
from congress.search.index import search_q
from deputies.models import DeputyGroup, GroupMembership


@dataclass(frozen=True)
class Progress:
    """How far a plan is: 3／4, and the themes still missing (R013)."""

    done: int
    total: int
    missing: list[str]

    @property
    def text(self) -> str:
        """3／4."""
        return f"{self.done}／{self.total}"


def progress_of(items: Iterable[PlanItem]) -> Progress:
    """Counted from the items with their activities."""
    rows = list(items)
    missing = [row.theme for row in rows if row.state != ItemState.DONE]
    return Progress(len(rows) - len(missing), len(rows), missing)


def facts_of(item: PlanItem) -> dict[str, Any]:
    """What an item says, for the audit trail and for comparing two versions."""
    return {
        "theme": item.theme,
        "month": item.month,
        "on": item.on,
        "place": item.place,
        "organiser": item.organiser,
        "expected": item.expected,
    }


def with_items(plans: QuerySet[GroupPlan]) -> QuerySet[GroupPlan]:
    """The plans with their groups and ``kept_items`` with activities (two further queries)."""
    items = PlanItem.objects.kept().select_related("activity", "plan")
    return plans.select_related("group").prefetch_related(Prefetch("items", items, to_attr="kept_items"))


def groups_without_plan(user: User, year: int) -> QuerySet[DeputyGroup]:
    """The groups whose plans the user keeps and that have none for the year."""
    groups = DeputyGroup.objects.filter(rules.lead_group.as_q(user)).in_force(date(year, 12, 31))
    return groups.exclude(plans__year=year)


def candidates(item: PlanItem, limit: int = 50) -> QuerySet[Activity]:
    """The newest activities of the plan's year at which deputies of the group were, or that name it.

    Without those that did another item of the plan, with the one that is linked (two queries).
    """
    year = item.plan.year
    members = GroupMembership.objects.filter(group=item.plan.group).values("deputyship")
    rows = Activity.objects.filter(
        Q(attendances__deputyship__in=members) | search_q(str(item.plan.group)),
        state=ActivityState.RECORDED,
        start_on__year=year,
    )
    taken = PlanItem.objects.filter(plan=item.plan, activity__isnull=False).exclude(pk=item.pk)
    rows = rows.exclude(pk__in=taken.values("activity")).order_by("-start_on", "-pk").distinct()
    keys = list(rows.values_list("pk", flat=True)[:limit])
    if item.activity_id is not None:
        keys.append(item.activity_id)
    return Activity.objects.filter(pk__in=keys, state=ActivityState.RECORDED).order_by("-start_on", "-pk")


def overdue_items(user: User, today: date) -> QuerySet[PlanItem]:
    """Items past their day in the plans this user keeps."""
    plans = GroupPlan.objects.filter(rules.change_plan.as_q(user))
    rows = PlanItem.objects.overdue(today).filter(plan__in=plans)
    return rows.select_related("plan__group").order_by("due_on", "pk")
