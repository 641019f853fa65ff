"""How a group of deputies is set up, changed and dissolved (R002–R004, R009, R010)."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area, Term
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost
from deputies.operations.facts import facts
from deputies.queries.groups import what_comes_back

GROUP_FIELDS = (
    "term_id",
    "kind",
    "number",
    "number_style",
    "name",
    "levels",
    "principles",
    "area_id",
    "activity_room",
    "duties",
    "starts_on",
    "ends_on",
)


class GroupFacts(TypedDict, total=False):
    """What a group is; what is left out stays as it is, or empty."""

    kind: str
    number: int | None
    number_style: str
    name: str
    levels: list[str]
    principles: list[str]
    area: Area | None
    activity_room: str
    duties: str
    starts_on: date | None


def locked_group(group: DeputyGroup) -> DeputyGroup:
    """The row, locked; raises ``Conflict`` for a group that was dissolved."""
    row = DeputyGroup.objects.select_for_update(of=("self",)).select_related("term__area").get(pk=group.pk)
    if row.ends_on is not None:
        raise Conflict(f"{row}已撤销，只能查看")
    return row


@transaction.atomic
def create_group(*, actor: User | None, term: Term, **values: Unpack[GroupFacts]) -> DeputyGroup:
    """Set a group up in the list of a congress's term; by default it takes deputies of that level only.

    Raises ``ValidationError`` when the term has a group of this name or number.
    """
    known: dict[str, Any] = {"levels": [term.level], **values}
    group = DeputyGroup(term=term, **known)
    group.full_clean()
    group.validate_constraints()
    group.save()
    audit.record(actor=actor, verb="deputies:create_group", obj=group, after=facts(group, GROUP_FIELDS))
    return group


@transaction.atomic
def change_group(
    *, group: DeputyGroup, actor: User | None, version: int, **values: Unpack[GroupFacts]
) -> DeputyGroup:
    """Change what a group is. Members whose level or seat would no longer fit stand in the way.

    Raises ``StaleVersion``, ``Conflict`` for a dissolved group, ``ValidationError``.
    """
    row = locked_group(group)
    before = facts(row, GROUP_FIELDS)
    check_version(row, version, before)
    was_main = row.is_main
    for name, value in values.items():
        setattr(row, name, value)
    old, new = audit.changed(before, facts(row, GROUP_FIELDS))
    if new:
        row.full_clean()
        row.validate_constraints()
        _check_members(row, was_main)
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="deputies:change_group", obj=row, before=old, after=new)
    return row


def _check_members(row: DeputyGroup, was_main: bool) -> None:
    members = row.memberships.filter(ends_on=None)
    if row.is_main != was_main and members.exists():
        raise ValidationError({"kind": "小组有成员时不能改类别，请先调出成员"})
    stranger = members.exclude(deputyship__level__in=row.levels).select_related("deputyship__person").first()
    if stranger is not None:
        level = stranger.deputyship.get_level_display()
        raise ValidationError({"levels": f"{stranger.deputyship.person}是{level}代表，不能去掉这一层级"})


@transaction.atomic
def dissolve_group(*, group: DeputyGroup, actor: User | None, version: int, ends_on: date) -> DeputyGroup:
    """End a group with its seats and posts; what was stays to be read.

    Raises ``ValidationError`` for a day before the group was set up.
    """
    row = locked_group(group)
    before = facts(row, GROUP_FIELDS)
    check_version(row, version, before)
    row.ends_on = ends_on
    row.version += 1
    row.full_clean()
    row.save()
    open_until = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    members = GroupMembership.objects.select_for_update().filter(open_until, group=row)
    for held in [*members, *row.posts.select_for_update().filter(open_until)]:
        held.ends_on = max(ends_on, held.starts_on or ends_on)
        held.version += 1
        held.save()
    audit.record(
        actor=actor,
        verb="deputies:dissolve_group",
        obj=row,
        before={"ends_on": None},
        after={"ends_on": ends_on},
    )
    return row


@transaction.atomic
def restore_group(*, group: DeputyGroup, actor: User | None, version: int) -> DeputyGroup:
    """Take a dissolution back; the seats and posts that ended with the group go on (:func:`what_comes_back`).

    Raises ``StaleVersion``, ``Conflict`` for a group that was not dissolved.
    """
    # In the order in which a deputy is seated: the deputyship first, then the group.
    seated = GroupMembership.objects.filter(group=group).values("deputyship")
    list(Deputyship.objects.select_for_update().filter(pk__in=seated).order_by("pk"))
    row = DeputyGroup.objects.select_for_update(of=("self",)).select_related("term__area").get(pk=group.pk)
    check_version(row, version, facts(row, GROUP_FIELDS))
    last_day = row.ends_on
    if last_day is None:
        raise Conflict(f"{row}没有撤销，不用恢复")
    back = what_comes_back(row)
    row.ends_on = None
    row.version += 1
    row.full_clean()
    row.save()
    going_on: list[GroupMembership | GroupPost] = [*back.seats, *back.posts]
    for held in going_on:
        held.ends_on = None
        held.version += 1
        held.save()
    audit.record(
        actor=actor,
        verb="deputies:restore_group",
        obj=row,
        before={"ends_on": last_day},
        after={
            "ends_on": None,
            "title": f"编回 {len(back.seats)} 人，职务 {len(back.posts)} 个",
            "members": [seat.deputyship.person.name for seat in back.seats],
            "posts": [f"{post.get_kind_display()}{post.person.name}" for post in back.posts],
        },
    )
    return row
