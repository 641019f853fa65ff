"""Choosing who is called."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from activities.convocations.enums import ConvocationState
from activities.convocations.operations.shared import (
    invite,
    locked,
    readers,
    require_open,
    tell,
    when_and_where,
)
from activities.models import Callee, Convocation
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Deputyship


@transaction.atomic
def add_callees(*, convocation: Convocation, actor: User | None, deputyships: Sequence[Deputyship]) -> int:
    """Call these deputies; how many are new. Nobody is called twice, at whatever levels they are deputies.

    After the notice was sent, the new ones get it at once.
    """
    row = locked(convocation)
    require_open(row)
    rows = list(row.callees.select_related("deputyship"))
    called = {callee.deputyship.person_id for callee in rows if callee.released_at is None}
    released = {callee.deputyship_id: callee for callee in rows if callee.released_at is not None}
    new: dict[int, str] = {}
    for deputyship in deputyships:
        if deputyship.person_id in called:
            continue
        called.add(deputyship.person_id)
        # Who is called again begins anew, under the old key.
        before = released.get(deputyship.pk)
        callee = Callee(pk=before.pk if before else None, convocation=row, deputyship=deputyship)
        callee.save()
        new[callee.pk] = deputyship.person.name
    if new:
        names = list(new.values())
        audit.record(actor=actor, verb="convocations:add_callees", obj=row, after={"callees": names})
        if row.state == ConvocationState.SENT:
            invite(row, row.callees.filter(pk__in=new), f"call{timezone.now():%Y%m%d%H%M%S%f}")
    return len(new)


@transaction.atomic
def release(*, callee: Callee, actor: User) -> None:
    """No longer call somebody. In a draft the row goes; after sending it stays, and the deputy is told."""
    row = locked(callee.convocation)
    require_open(row)
    copy = (
        Callee.objects.select_for_update(of=("self",)).select_related("deputyship__person").get(pk=callee.pk)
    )
    if copy.released_at is not None:
        return
    name = copy.deputyship.person.name
    audit.record(actor=actor, verb="convocations:release", obj=row, before={"callees": [name]}, after={})
    if row.state == ConvocationState.DRAFT:
        copy.delete()
        return
    copy.released_at = timezone.now()
    copy.save()
    text = f"原定{when_and_where(row)}。您不必参加。"
    to = readers(row.callees.filter(pk=copy.pk))
    occasion = f"out{copy.pk}-{copy.released_at:%Y%m%d%H%M%S}"
    tell(row, to, f"不再召集您：{row.title}", text, occasion, called=False)
