"""The steps from one term to the next (换届). Deputyships of the old term end by :func:`expire_term`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.organs import operations as organs
from congress.organs.models import Term
from congress.web.dates import full_day
from deputies.models import DeputyGroup, GroupMembership
from deputies.operations.groups import create_group, dissolve_group
from deputies.operations.members import join_group
from deputies.rules import WRITERS
from deputies.terms.queries import groups_to_copy, next_term, reelected


def _writes(actor: User) -> None:
    if not actor.has_role(*WRITERS):
        raise PermissionDenied


@transaction.atomic
def open_term(*, old: Term, actor: User, starts_on: date) -> Term:
    """Begin the term after ``old`` on the day of its first session; the old one ends the day before (代表法 第二条).

    Raises ``Conflict`` when it was begun already, ``ValidationError`` for a day that does not come after the old
    term's first.
    """
    _writes(actor)
    row = Term.objects.select_for_update().get(pk=old.pk)
    if new := next_term(row):
        raise Conflict(f"{new}已经开始登记")
    if starts_on <= row.starts_on:
        raise ValidationError({"starts_on": f"{row}从{full_day(row.starts_on)}开始，新一届要在这以后"})
    congress = {"area": row.area, "level": row.level}
    last = {"number": row.number, "starts_on": row.starts_on, "ends_on": starts_on - timedelta(days=1)}
    organs.edit_term(term=row, actor=actor, version=row.version, **congress, **last)
    return organs.create_term(actor=actor, **congress, number=row.number + 1, starts_on=starts_on)


@transaction.atomic
def close_groups(*, old: Term, actor: User) -> int:
    """Dissolve the groups of a term that is over, on its last day; returns how many. They can be read for ever."""
    _writes(actor)
    row = Term.objects.select_for_update().get(pk=old.pk)
    if row.ends_on is None:
        raise Conflict(f"{row}还没有结束日期，先开始新一届")
    found = list(DeputyGroup.objects.filter(term=row, ends_on=None))
    for group in found:
        last = max(row.ends_on, group.starts_on or row.ends_on)
        dissolve_group(group=group, actor=actor, version=group.version, ends_on=last)
    return len(found)


@transaction.atomic
def copy_groups(*, old: Term, actor: User, groups: Iterable[DeputyGroup], seat: bool) -> int:
    """Set the same groups up in the term after ``old``; with ``seat`` who was re-elected sits in their own again.

    Posts are appointed anew. Returns how many groups. Raises ``Conflict`` before the new term began.
    """
    _writes(actor)
    new = next_term(Term.objects.select_for_update().get(pk=old.pk))
    if new is None:
        raise Conflict("先开始新一届")
    offered = {group.pk: group for group in groups_to_copy(old, new)}
    copies: dict[int, DeputyGroup] = {}
    for group in groups:
        if group.pk not in offered:
            raise ValidationError({"groups": f"{group}不能复制，请重新选择"})
        copies[group.pk] = create_group(
            actor=actor,
            term=new,
            kind=group.kind,
            number=group.number,
            number_style=group.number_style,
            name=group.name,
            levels=group.levels,
            principles=group.principles,
            area=group.area,
            activity_room=group.activity_room,
            duties=group.duties,
            starts_on=new.starts_on,
        )
    if seat:
        _seat_again(old, new, copies, actor)
    return len(copies)


def _seat_again(old: Term, new: Term, copies: dict[int, DeputyGroup], actor: User) -> None:
    """Who was re-elected joins the copy of the group they sat in last."""
    last = GroupMembership.objects.filter(deputyship__term=old, group__in=copies).order_by("ends_on", "pk")
    sat = {row.deputyship.person_id: row.group_id for row in last.select_related("deputyship")}
    waiting = reelected(old, new).exclude(memberships__is_main=True)
    for holder in waiting.filter(person__in=sat):
        group = copies[sat[holder.person_id]]
        join_group(
            deputyship=holder, group=group, actor=actor, starts_on=max(holder.starts_on, new.starts_on)
        )
