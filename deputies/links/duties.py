"""What contacts and visits say that deputies did, for their registers of duty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from congress.accounts.models import User
from deputies.duty.arriving import Duty, sync_duties
from deputies.links.enums import OF_REGISTER
from deputies.links.sides import deputyship_of
from deputies.models import Contact, OrganVisit

CONTACT, VISIT = "link_contact", "organ_visit"


def tell_contact(contact: Contact, actor: User | None) -> None:
    """A contact with the masses, an enterprise or a household is 联系群众 of the deputy; part of the operation."""
    sync_duties(source=CONTACT, source_pk=contact.pk, duties=_of_contact(contact), actor=actor)


def _of_contact(contact: Contact) -> list[Duty]:
    told = contact.links.exclude(tier__lower__in=OF_REGISTER).select_related("tier").order_by("tier__order")
    first = told.first()
    if contact.withdrawn_at or first is None:
        return []
    deputyship = deputyship_of(contact.holder, contact.on, first.tier.level)
    if deputyship is None:
        return []
    title = f"{first.tier}：{contact.channel}"
    return [Duty(deputyship.pk, "contact", contact.on, title, contact.place)]


def tell_visit(visit: OrganVisit, actor: User | None) -> None:
    """A visit to an organ is 联系国家机关 of each deputy who came; part of the operation."""
    came = [] if visit.withdrawn_at else visit.deputies.values_list("pk", flat=True)
    title = f"{visit.group}联系{visit.organ.short_name}"
    duties = [Duty(key, "organ_visit", visit.on, title, visit.place) for key in came]
    sync_duties(source=VISIT, source_pk=visit.pk, duties=duties, actor=actor)


def collect_contacts() -> int:
    """Bring the registers in line with every contact; gives how many there are."""
    rows = Contact.objects.standing().select_related("holder", "channel").order_by("pk")
    return _each(rows, tell_contact)


def collect_visits() -> int:
    """Bring the registers in line with every visit to an organ; gives how many there are."""
    return _each(OrganVisit.objects.standing().select_related("group", "organ").order_by("pk"), tell_visit)


def _each(rows: QuerySet[Any], tell: Callable[[Any, None], None]) -> int:
    told = 0
    for row in rows.iterator():
        tell(row, None)
        told += 1
    return told
