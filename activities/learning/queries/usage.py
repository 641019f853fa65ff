"""How the portal is used, by group and by town (R038): sign-ins, and what deputies entered themselves."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone

from activities.models import SignInDay
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.organs.models import Area
from deputies.models import DeputyGroup, Deputyship, GroupMembership

#: What somebody does with the own account is no entry.
_ACCOUNT = "accounts:"


def groups_with_usage(user: User) -> QuerySet[DeputyGroup]:
    """Groups of today in scope, with the usage of this year by their members."""
    today = timezone.localdate()
    seats = GroupMembership.objects.in_force(today)
    rows = DeputyGroup.objects.visible_to(user).in_force(today).select_related("area", "term")
    return _with_usage(rows, seats, {"group": "pk"}, "deputyship__person", today)


def towns_with_usage(user: User) -> QuerySet[Area]:
    """Towns in scope, with the usage of this year by the deputies elected there."""
    today = timezone.localdate()
    held = Deputyship.objects.in_force(today)
    rows = Area.objects.towns().filter(_in_scope(user))
    return _with_usage(rows, held, {"constituency__area__path__startswith": "path"}, "person", today)


def _in_scope(user: User) -> Q:
    """The towns of the areas this user works in; all for who works in the district."""
    inside = Q(pk__in=[])
    for assignment in user.assignments_today:
        if assignment.area is None or assignment.area.parent_id is None:
            return Q()
        inside |= Q(path__startswith=assignment.area.path)
    return inside


def _with_usage(
    rows: QuerySet[Any], people: QuerySet[Any], of: dict[str, str], person: str, today: date
) -> QuerySet[Any]:
    """Annotates ``deputies``, ``never`` (signed in), ``sign_ins``, ``entries`` and ``entries_each``.

    ``people`` are rows that lead to a ``person``; ``of`` says which belong to the row outside.
    """
    here = people.filter(**{name: OuterRef(field) for name, field in of.items()})
    accounts = people.filter(**{name: OuterRef(OuterRef(field)) for name, field in of.items()})
    accounts = accounts.filter(**{f"{person}__user__isnull": False}).order_by().values(f"{person}__user")
    unknown = Q(**{f"{person}__user__isnull": True}) | Q(**{f"{person}__user__last_login__isnull": True})
    first = date(today.year, 1, 1)
    days = SignInDay.objects.filter(on__gte=first, user__in=accounts)
    since = timezone.make_aware(datetime.combine(first, time.min))
    events = AuditEvent.objects.filter(at__gte=since, actor__in=accounts).exclude(verb__startswith=_ACCOUNT)
    counted = rows.annotate(
        deputies=_in_all(here, Count(person, distinct=True)),
        never=_in_all(here.filter(unknown), Count(person, distinct=True)),
        sign_ins=_in_all(days, Sum("times")),
        entries=_in_all(events, Count("pk")),
    )
    each = Cast(F("entries"), FloatField()) / NullIf(Cast(F("deputies"), FloatField()), Value(0.0))
    told: QuerySet[Any] = counted.annotate(entries_each=each)
    return told


def _in_all(rows: QuerySet[Any], number: Any) -> Coalesce:
    """One number over rows of the outer record; nothing found is 0."""
    whole = rows.order_by().annotate(whole=Value(1)).values("whole").annotate(n=number).values("n")
    return Coalesce(Subquery(whole, output_field=IntegerField()), 0)
