"""Contacts on links: recorded once, corrected, withdrawn; an opinion becomes a suggestion (R036, R131, R134)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.masking import leaks
from deputies.links import rules
from deputies.links.duties import tell_contact
from deputies.links.seams import became, suggesting
from deputies.links.sides import deputyship_of
from deputies.models import Contact, ContactChannel, ContactOpinion, Link, Person, VisitKind
from deputies.models.links import LONGEST_OPINION


class ContactFacts(TypedDict):
    """What is told of a contact beside with whom it was; opinions are one a line."""

    on: date
    channel: ContactChannel
    place: str
    visit_kinds: Collection[VisitKind]
    account: str
    opinions: str


def without_numbers(**texts: str) -> None:
    """Raise ``ValidationError`` where a text holds a phone or identity number: these are kept with the link (R316)."""
    wrong = {
        name: f"请去掉电话、证件号码：{'；'.join(found)}"
        for name, text in texts.items()
        if (found := leaks(text))
    }
    if wrong:
        raise ValidationError(wrong)


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(len(line) > LONGEST_OPINION for line in lines):
        raise ValidationError({"opinions": f"一条意见最多 {LONGEST_OPINION} 个字，请分行写"})
    return lines


def locked_contact(contact: Contact) -> Contact:
    """The contact as it stands now, for this transaction alone."""
    rows = Contact.objects.select_for_update(of=("self",)).select_related("holder", "channel")
    return rows.get(pk=contact.pk)


@transaction.atomic
def record_contact(
    *,
    holder: Person,
    links: Collection[Link],
    actor: User,
    token: UUID | None = None,
    **facts: Unpack[ContactFacts],
) -> Contact:
    """Write down that somebody was in contact with those they are linked with.

    Sent twice under one ``token`` it is one contact. Raises ``ValidationError`` for a day to come, for somebody who
    was not linked with on that day, and for numbers of citizens in the texts.
    """
    Person.objects.select_for_update().get(pk=holder.pk)
    sent = Contact.objects.filter(token=token).first() if token else None
    if sent is not None:
        return sent
    on = facts["on"]
    _check_day(on)
    without_numbers(account=facts["account"], opinions=facts["opinions"], place=facts["place"])
    theirs = Link.objects.in_force(on).filter(holder=holder, pk__in=[one.pk for one in links])
    if not links or theirs.count() != len(set(links)):
        raise ValidationError({"links": "请选择这一天在联系名单里的人"})
    row = Contact(
        holder=holder,
        on=on,
        channel=facts["channel"],
        place=facts["place"].strip(),
        account=facts["account"].strip(),
        token=token,
        entered_by=actor,
    )
    row.full_clean()
    row.save()
    row.links.set(theirs)
    require_rule(actor, rules.keep_contact, row)
    row.visit_kinds.set(facts["visit_kinds"])
    _write_opinions(row, facts["opinions"])
    audit.record(
        actor=actor,
        verb="links:record_contact",
        obj=row,
        after={"on": on, "channel": row.channel.name, "people": len(set(links))},
    )
    tell_contact(row, actor)
    return row


def _check_day(on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"on": "还没到这一天"})


def _write_opinions(row: Contact, text: str) -> None:
    """Keep the opinions as they are written now; one that became a suggestion stays."""
    lines = _lines(text)
    there = {one.text: one for one in row.opinions.all()}
    gone = [one for words, one in there.items() if words not in lines]
    kept = became(gone, row.entered_by)
    ContactOpinion.objects.filter(pk__in=[one.pk for one in gone if one.pk not in kept]).delete()
    ContactOpinion.objects.bulk_create(
        ContactOpinion(contact=row, text=line) for line in dict.fromkeys(lines) if line not in there
    )


@transaction.atomic
def change_contact(*, contact: Contact, actor: User, version: int, **facts: Unpack[ContactFacts]) -> Contact:
    """Correct a contact; with whom it was stays."""
    row = locked_contact(contact)
    require_rule(actor, rules.keep_contact, row)
    check_version(row, version, {"on": row.on, "place": row.place, "account": row.account})
    if row.withdrawn_at:
        raise Conflict("这条联系记录已撤回")
    _check_day(facts["on"])
    without_numbers(account=facts["account"], opinions=facts["opinions"], place=facts["place"])
    if Link.objects.filter(contacts=row).exclude(pk__in=Link.objects.in_force(facts["on"])).exists():
        raise ValidationError({"on": "这一天还没有建立联系，或者联系已经结束"})
    before = {"on": row.on, "channel": row.channel.name, "place": row.place}
    row.on, row.channel = facts["on"], facts["channel"]
    row.place, row.account = facts["place"].strip(), facts["account"].strip()
    row.version += 1
    row.full_clean()
    row.save()
    row.visit_kinds.set(facts["visit_kinds"])
    _write_opinions(row, facts["opinions"])
    old, new = audit.changed(before, {"on": row.on, "channel": row.channel.name, "place": row.place})
    audit.record(actor=actor, verb="links:change_contact", obj=row, before=old, after=new)
    tell_contact(row, actor)
    return row


@transaction.atomic
def withdraw_contact(*, contact: Contact, actor: User, reason: str) -> Contact:
    """It counts no longer."""
    row = locked_contact(contact)
    require_rule(actor, rules.keep_contact, row)
    if row.withdrawn_at:
        raise Conflict("这条联系记录已撤回")
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason.strip()
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="links:withdraw_contact", obj=row, after={"reason": row.withdrawn_reason})
    tell_contact(row, actor)
    return row


@transaction.atomic
def suggest_opinion(*, opinion: ContactOpinion, actor: User) -> None:
    """An opinion becomes a draft suggestion of the deputy who heard it; once.

    Raises ``Conflict`` when it became one, or when who heard it is no deputy.
    """
    contact = locked_contact(opinion.contact)
    require_rule(actor, rules.keep_contact, contact)
    plugged = suggesting()
    if plugged is None or contact.withdrawn_at:
        raise Conflict("这条意见现在不能转为代表建议")
    if became([opinion], actor):
        raise Conflict("这条意见已转为代表建议")
    deputyship = deputyship_of(contact.holder, timezone.localdate())
    if deputyship is None:
        raise Conflict(f"{contact.holder.name}不是在任代表，不能提出建议，请转给代表提出")
    plugged.make(opinion, deputyship, actor)
    audit.record(actor=actor, verb="links:suggest_opinion", obj=contact, after={"opinion": opinion.text})
