"""What can be done with a group's plan for the year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.enums import ActivityState
from activities.models import Activity, GroupPlan, PlanItem
from activities.plans.queries import facts_of
from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import DeputyGroup


class Facts(TypedDict):
    """What an item says; ``expected`` is a number of deputies."""

    theme: str
    month: int
    on: NotRequired[date | None]
    place: NotRequired[str]
    organiser: NotRequired[str]
    expected: NotRequired[int | None]


@transaction.atomic
def create(*, actor: User | None, group: DeputyGroup, year: int) -> GroupPlan:
    """Begin a group's plan for a year; the one there is when it was begun before."""
    plan, is_new = GroupPlan.objects.get_or_create(group=group, year=year, defaults={"created_by": actor})
    if is_new:
        audit.record(actor=actor, verb="plans:create", obj=plan, after={"group": str(group), "year": year})
    return plan


@transaction.atomic
def add_item(*, plan: GroupPlan, actor: User | None, **facts: Unpack[Facts]) -> PlanItem:
    """Put something into the plan. The same theme in the same month is the item that stands there already."""
    GroupPlan.objects.select_for_update().get(pk=plan.pk)
    same = (
        PlanItem.objects.kept().filter(plan=plan, theme=facts["theme"].strip(), month=facts["month"]).first()
    )
    if same is not None:
        return same
    item = PlanItem(plan=plan)
    _take(item, facts)
    item.save()
    audit.record(actor=actor, verb="plans:add_item", obj=plan, after=facts_of(item))
    return item


@transaction.atomic
def change_item(*, item: PlanItem, actor: User, version: int, **facts: Unpack[Facts]) -> PlanItem:
    """Correct an item. Raises ``StaleVersion`` when somebody saved after ``version``."""
    row = _locked(item)
    before = facts_of(row)
    check_version(row, version, before)
    _take(row, facts)
    old, new = audit.changed(before, facts_of(row))
    if new:
        _save(row, actor, "plans:change_item", {"theme": before["theme"], **old}, new)
    return row


@transaction.atomic
def link_activity(*, item: PlanItem, actor: User, activity: Activity | None) -> PlanItem:
    """Say which activity did what was planned; none takes the link away. Raises ``Conflict`` for a withdrawn one."""
    row = _locked(item)
    if activity is not None and activity.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，请选别的活动")
    if row.activity_id == (activity.pk if activity else None):
        return row
    before = {"theme": row.theme, "activity": row.activity_id}
    row.activity = activity
    _save(row, actor, "plans:link_activity", before, {"activity": row.activity_id})
    return row


@transaction.atomic
def postpone_item(*, item: PlanItem, actor: User, to: date, reason: str) -> PlanItem:
    """Put something off to a later day, with the reason. Raises ``ValidationError`` for a day that is not later."""
    row = _locked(item)
    _require_undone(row)
    if to <= row.due_on:
        raise ValidationError({"to": f"原定{row.due_on.month}月{row.due_on.day}日前，请填更晚的日期"})
    before = {"theme": row.theme, "postponed_to": row.postponed_to, "postponed_reason": row.postponed_reason}
    row.postponed_to, row.postponed_reason = to, reason.strip()
    after = {"postponed_to": to, "postponed_reason": row.postponed_reason}
    _save(row, actor, "plans:postpone_item", before, after)
    return row


@transaction.atomic
def drop_item(*, item: PlanItem, actor: User, reason: str) -> PlanItem:
    """Strike something out of the plan, with the reason; it no longer counts, and stays in the trail."""
    row = _locked(item)
    _require_undone(row)
    row.dropped_reason = reason.strip()
    _save(row, actor, "plans:drop_item", {"theme": row.theme}, {"dropped_reason": row.dropped_reason})
    return row


def _locked(item: PlanItem) -> PlanItem:
    rows = PlanItem.objects.select_for_update(of=("self",)).select_related("plan__group", "activity")
    return rows.get(pk=item.pk)


def _require_undone(row: PlanItem) -> None:
    if row.activity is not None and row.activity.state == ActivityState.RECORDED:
        raise Conflict("这一项已经完成，不能再延期或划去")
    if row.dropped_reason:
        raise Conflict("这一项已经划去")


def _save(
    row: PlanItem, actor: User | None, verb: str, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=verb, obj=row.plan, before=before, after={"theme": row.theme, **after})


def _take(row: PlanItem, facts: Facts) -> None:
    row.theme, row.month = facts["theme"].strip(), facts["month"]
    row.on, row.expected = facts.get("on"), facts.get("expected")
    row.place, row.organiser = facts.get("place", "").strip(), facts.get("organiser", "").strip()
    if row.on is not None and (row.on.year, row.on.month) != (row.plan.year, row.month):
        raise ValidationError({"on": f"日期要在{row.plan.year}年{row.month}月里，或者改月份"})
    row.full_clean(exclude=["plan", "activity"])
