"""组长, 副组长 and 联络员 of a group, with history (R005)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.enums import GroupPostKind
from deputies.models import DeputyGroup, GroupMembership, GroupPost, Person
from deputies.operations.facts import facts
from deputies.operations.groups import locked_group

_FIELDS = ("person_id", "kind", "starts_on", "ends_on")
#: Only a deputy of the group can lead it; the liaison may be a clerk.
_DEPUTIES_ONLY = frozenset({GroupPostKind.LEADER, GroupPostKind.DEPUTY_LEADER})


@transaction.atomic
def appoint(
    *,
    group: DeputyGroup,
    person: Person,
    kind: str,
    actor: User | None,
    starts_on: date | None = None,
) -> GroupPost:
    """Give somebody a post of a group, from today when no day is given.

    Raises ``ValidationError`` when a 组长 or 副组长 is no deputy of the group that day, when the group has a
    组长 then, or the person holds the post already.
    """
    day = starts_on or timezone.localdate()
    row = locked_group(group)
    label = GroupPostKind(kind).label
    if kind in _DEPUTIES_ONLY:
        seats = GroupMembership.objects.in_force(day).filter(group=row, deputyship__person=person)
        if not seats.exists():
            raise ValidationError({"person": f"{label}须是本小组的代表，{person}这一天不在{row}"})
    held = row.posts.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), kind=kind)
    if held.filter(person=person).exists():
        raise ValidationError({"person": f"{person}已是{row}{label}"})
    if kind == GroupPostKind.LEADER and (other := held.select_related("person").first()):
        raise ValidationError({"kind": f"{row}已有组长{other.person}，请先登记离任"})
    post = GroupPost(group=row, person=person, kind=kind, starts_on=day)
    post.full_clean()
    post.save()
    audit.record(
        actor=actor,
        verb="deputies:appoint",
        obj=row,
        after={"title": f"{person.name}任{label}", **facts(post, _FIELDS)},
    )
    return post


@transaction.atomic
def end_group_post(*, post: GroupPost, actor: User | None, version: int, ends_on: date) -> GroupPost:
    """Set the last day of a post; who held it stays in the history.

    Raises ``Conflict`` when it has ended, ``ValidationError`` for a day before it began.
    """
    DeputyGroup.objects.select_for_update().get(pk=post.group_id)
    rows = GroupPost.objects.select_for_update(of=("self",))
    row = rows.select_related("group", "person").get(pk=post.pk)
    check_version(row, version, facts(row, _FIELDS))
    if row.ends_on is not None:
        raise Conflict(f"{row.person}的{row.get_kind_display()}已经有离任日期")
    row.ends_on = ends_on
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="deputies:end_group_post",
        obj=row.group,
        before={"ends_on": None},
        after={"title": f"{row.person.name}不再任{row.get_kind_display()}", "ends_on": ends_on},
    )
    return row
