"""Who runs a station (R154), and who was trained for it (R100)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.dates import full_day
from deputies.models import Person
from liaison_stations import rules
from liaison_stations.enums import StaffRole
from liaison_stations.models import StaffPost, Station, StationPolicy
from liaison_stations.operations.stations import managed


@transaction.atomic
def appoint(
    *,
    station: Station,
    person: Person,
    role: str,
    actor: User | None,
    starts_on: date | None = None,
    account: User | None = None,
) -> StaffPost:
    """Give somebody a post at a station, from today when no day is given; ``account`` is the one they sign in with.

    Raises ``ValidationError`` for more heads or deputy heads than a station has on any day from then on, for a post
    somebody holds already, for a day before the station opened, and for an account that is somebody else's.
    """
    day = starts_on or timezone.localdate()
    row = managed(station, actor)
    if day < row.opened_on:
        raise ValidationError({"starts_on": f"早于设立日期（{full_day(row.opened_on)}）"})
    label = StaffRole(role).label
    later = row.staff.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), role=role)
    if later.filter(person=person).exists():
        raise ValidationError({"name": f"{person}已是{row}{label}"})
    most = StationPolicy.current().staff_numbers[role][1]
    held = list(later.select_related("person").order_by("starts_on"))
    if most is not None and (names := _too_many(held, day, most)):
        raise ValidationError({"role": f"{row}已有{label}{names}，最多 {most} 名；请先登记离任"})
    if account is not None:
        _link(person, account)
    post = StaffPost(station=row, person=person, role=role, starts_on=day)
    post.full_clean()
    post.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:appoint",
        obj=row,
        after={"title": f"{person}任{label}", "starts_on": day},
    )
    return post


def _too_many(held: list[StaffPost], day: date, most: int) -> str:
    """Who fills every place on some day from ``day`` on, by name; nothing while there is room."""
    for on in sorted({day, *(post.starts_on for post in held if post.starts_on > day)}):
        then = [p for p in held if p.starts_on <= on and (p.ends_on is None or p.ends_on >= on)]
        if len(then) >= most:
            return "、".join(post.person.name for post in then)
    return ""


def _link(person: Person, account: User) -> None:
    if not account.has_role(Role.STATION):
        raise ValidationError({"account": "这不是联络站人员的帐号，请选别的"})
    holder = Person.objects.filter(user=account).exclude(pk=person.pk).first()
    if holder is not None:
        raise ValidationError({"account": f"这个帐号已是{holder}的，请选别的"})
    if person.user_id not in (None, account.pk):
        raise ValidationError({"account": f"{person}已有帐号，请留空"})
    Person.objects.filter(pk=person.pk).update(user=account)


@transaction.atomic
def end_post(*, post: StaffPost, actor: User | None, ends_on: date) -> StaffPost:
    """Set the last day of a post.

    Raises ``Conflict`` when it has one, ``ValidationError`` for a day before it began.
    """
    station = managed(post.station, actor)
    row = StaffPost.objects.select_for_update(of=("self",)).select_related("person").get(pk=post.pk)
    if row.ends_on is not None:
        raise Conflict(f"{row.person}已于{full_day(row.ends_on)}离任")
    row.ends_on = ends_on
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:end_post",
        obj=station,
        before={"ends_on": None},
        after={"title": f"{row.person}不再任{row.get_role_display()}", "ends_on": ends_on},
    )
    return row


@transaction.atomic
def record_training(*, posts: Iterable[StaffPost], actor: User, trained_on: date) -> int:
    """Note that these people were trained that day (R100); returns how many. A later training is not overwritten.

    Raises ``ValidationError`` for a day to come.
    """
    if trained_on > timezone.localdate():
        raise ValidationError({"trained_on": "培训日期还没有到，培训之后再登记"})
    keys = [post.pk for post in posts]
    rows = StaffPost.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    count = 0
    for row in rows.select_related("station", "person"):
        require_rule(actor, rules.keep_station, row.station)
        if row.trained_on is None or row.trained_on < trained_on:
            row.trained_on = trained_on
            row.save(update_fields=["trained_on"])
            audit.record(
                actor=actor,
                verb="liaison_stations:record_training",
                obj=row.station,
                after={"title": f"{row.person}参加培训", "trained_on": trained_on},
            )
            count += 1
    return count
