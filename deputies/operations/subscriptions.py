"""Periodicals and material sent to deputies (R042, R043)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from congress.web.dates import full_day
from deputies.models import Deputyship, Publication, Subscription
from deputies.services import rules

VERBS = {
    "deputy_services:subscribe": "订阅刊物、材料",
    "deputy_services:mark_posted": "登记寄出",
    "deputy_services:mark_received": "登记收到",
}


@transaction.atomic
def subscribe(*, publication: Publication, year: int, actor: User) -> int:
    """One row for each deputy of the district in office who has none yet; returns how many were added."""
    require_rule(actor, rules.keep_service, publication)
    today = timezone.localdate()
    known = Subscription.objects.filter(publication=publication, year=year).values("deputyship")
    held = Deputyship.objects.in_force(today).filter(level=CongressLevel.DISTRICT).exclude(pk__in=known)
    rows = [Subscription(publication=publication, year=year, deputyship=one) for one in held.order_by("pk")]
    Subscription.objects.bulk_create(rows)
    after = {"title": str(publication), "year": year, "count": len(rows)}
    audit.record(actor=actor, verb="deputy_services:subscribe", obj=publication, after=after)
    return len(rows)


@transaction.atomic
def mark_posted(*, rows: Iterable[Subscription], actor: User, on: date) -> int:
    """Note the day on which these were posted, of those that have none; returns how many."""
    return _mark(rows, actor, on, "posted_on", "mark_posted")


@transaction.atomic
def mark_received(*, rows: Iterable[Subscription], actor: User, on: date) -> int:
    """Note the day on which these arrived, of those that have none; returns how many.

    What was posted later than that day is left alone.
    """
    return _mark(rows, actor, on, "received_on", "mark_received")


def _mark(rows: Iterable[Subscription], actor: User, on: date, field: str, verb: str) -> int:
    if on > timezone.localdate():
        raise ValidationError({"on": f"{full_day(on)}还没有到，请改成实际日期"})
    keys = [row.pk for row in rows]
    found = Subscription.objects.select_for_update().filter(pk__in=keys, **{f"{field}__isnull": True})
    if field == "received_on":
        found = found.filter(Q(posted_on__isnull=True) | Q(posted_on__lte=on))
    else:
        found = found.filter(Q(received_on__isnull=True) | Q(received_on__gte=on))
    locked = list(found.order_by("pk"))
    if not locked:
        return 0
    require_rule(actor, rules.keep_service, locked[0])
    count = Subscription.objects.filter(pk__in=[row.pk for row in locked]).update(**{field: on})
    after = {"on": on, "count": count}
    audit.record(actor=actor, verb=f"deputy_services:{verb}", obj=locked[0], after=after)
    return count
