"""Who sits in which group, from when to when (R002, R003, R010)."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import DeputyGroup, Deputyship, GroupMembership
from deputies.operations.deputyships import end_posts_of, locked_deputyship
from deputies.operations.facts import facts
from deputies.operations.groups import locked_group

_FIELDS = ("deputyship_id", "starts_on", "ends_on", "wish")


def _open_on(on: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on)


@transaction.atomic
def join_group(
    *,
    deputyship: Deputyship,
    group: DeputyGroup,
    actor: User | None,
    starts_on: date | None = None,
    wish: str = "",
) -> GroupMembership:
    """Seat a deputy in a group, from today when no day is given.

    Raises ``ValidationError`` when the group takes no deputies of the level, the deputyship is not in force
    that day, or the deputy sits in another territorial group.
    """
    day = starts_on or timezone.localdate()
    row = locked_deputyship(deputyship)
    to = locked_group(group)
    _check_seat(row, to, day)
    membership = GroupMembership(
        deputyship=row, group=to, is_main=to.is_main, starts_on=day, wish=wish.strip()
    )
    membership.full_clean()
    membership.save()
    audit.record(
        actor=actor,
        verb="deputies:join_group",
        obj=to,
        after={"title": row.person.name, **facts(membership, _FIELDS)},
    )
    return membership


def _check_seat(row: Deputyship, group: DeputyGroup, day: date) -> None:
    if row.level not in group.levels:
        takes = "、".join(group.level_labels)
        raise ValidationError({"deputyship": f"{group}只编{takes}代表，{row.person}是{row.title}"})
    if row.ends_on is not None and row.ends_on < day:
        raise ValidationError({"deputyship": f"{row.person}这一天已不是{row.title}"})
    if day < row.starts_on:
        raise ValidationError({"starts_on": f"{row.person}从{row.starts_on:%Y年%-m月%-d日}起才是{row.title}"})
    others = row.memberships.filter(_open_on(day)).select_related("group")
    if group.is_main and (other := others.filter(is_main=True).first()):
        raise ValidationError({"deputyship": f"{row.person}已编入{other.group}，请用“调整小组”"})
    if others.filter(group=group).exists():
        raise ValidationError({"deputyship": f"{row.person}已在{group}"})


def _locked(membership: GroupMembership) -> GroupMembership:
    locked_deputyship(membership.deputyship)
    rows = GroupMembership.objects.select_for_update(of=("self",))
    return rows.select_related("deputyship__person", "group").get(pk=membership.pk)


@transaction.atomic
def leave_group(
    *, membership: GroupMembership, actor: User | None, version: int, ends_on: date
) -> GroupMembership:
    """Take a deputy out of a group after ``ends_on``; posts in that group end too.

    Raises ``Conflict`` when the seat has ended, ``ValidationError`` for a day before it began.
    """
    row = _locked(membership)
    check_version(row, version, facts(row, _FIELDS))
    if row.ends_on is not None:
        raise Conflict(f"{row.deputyship.person}已调出{row.group}")
    row.ends_on = ends_on
    row.version += 1
    row.full_clean()
    row.save()
    end_posts_of(row.deputyship.person, row, ends_on)
    audit.record(
        actor=actor,
        verb="deputies:leave_group",
        obj=row.group,
        before={"ends_on": None},
        after={"title": row.deputyship.person.name, "ends_on": ends_on},
    )
    return row


@transaction.atomic
def move_member(
    *,
    membership: GroupMembership,
    group: DeputyGroup,
    actor: User | None,
    version: int,
    starts_on: date,
    wish: str = "",
) -> GroupMembership:
    """Move a deputy to another group from ``starts_on`` on; the day before is the last one in the old group."""
    if group.pk == membership.group_id:
        raise ValidationError({"group": f"{membership.deputyship.person}已在{group}"})
    leave_group(membership=membership, actor=actor, version=version, ends_on=starts_on - timedelta(days=1))
    return join_group(
        deputyship=membership.deputyship, group=group, actor=actor, starts_on=starts_on, wish=wish
    )


@transaction.atomic
def change_wish(
    *, membership: GroupMembership, actor: User | None, version: int, wish: str
) -> GroupMembership:
    """Note which group the deputy asked for, so that the office can see why somebody sits there (R003)."""
    row = _locked(membership)
    before = facts(row, _FIELDS)
    check_version(row, version, before)
    row.wish = wish.strip()
    old, new = audit.changed(before, facts(row, _FIELDS))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(
            actor=actor,
            verb="deputies:change_wish",
            obj=row.group,
            before=old,
            after={"title": row.deputyship.person.name, **new},
        )
    return row
