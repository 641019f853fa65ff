"""Certificates: issued, returned, void (R024)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.dates import full_day
from deputies.models import Certificate, Deputyship
from deputies.services import rules

VERBS = {
    "deputy_services:issue_certificate": "发代表证",
    "deputy_services:issue_many": "整批发代表证",
    "deputy_services:return_certificate": "收回代表证",
    "deputy_services:void_certificate": "代表证作废",
}


@transaction.atomic
def issue_certificate(*, deputyship: Deputyship, actor: User, number: str, issued_on: date) -> Certificate:
    """Give a deputy a certificate. Raises ``ValidationError`` for a number in use, a second one, a former deputy."""
    holder = Deputyship.objects.select_for_update(of=("self",)).select_related("person").get(pk=deputyship.pk)
    require_rule(actor, rules.keep_service, holder)
    if holder.ends_on is not None and holder.ends_on < issued_on:
        raise ValidationError({"deputyship": f"{holder.person}{full_day(holder.ends_on)}起不再是代表"})
    row = Certificate(number=number.strip(), deputyship=holder, issued_on=issued_on)
    row.full_clean()
    row.save()
    after = {"holder": str(holder.person), "number": row.number, "issued_on": issued_on}
    audit.record(actor=actor, verb="deputy_services:issue_certificate", obj=row, after=after)
    return row


@transaction.atomic
def issue_many(
    *, deputyships: Sequence[Deputyship], actor: User, lead: str, first: int, digits: int, issued_on: date
) -> int:
    """Number the certificates of many deputies on, in the order given; returns how many.

    Raises ``ValidationError`` when a number is in use, and issues none then.
    """
    require_rule(actor, rules.keep_service, Deputyship())
    rows = [
        Certificate(number=f"{lead}{first + n:0{digits}}", deputyship=one, issued_on=issued_on)
        for n, one in enumerate(deputyships)
    ]
    numbers = [row.number for row in rows]
    if taken := list(Certificate.objects.filter(number__in=numbers).values_list("number", flat=True)[:3]):
        raise ValidationError({"first": f"证号 {'、'.join(taken)} 已经用过，请换一个起始号"})
    Certificate.objects.bulk_create(rows)
    if rows:
        after = {"from": numbers[0], "to": numbers[-1], "count": len(rows), "issued_on": issued_on}
        audit.record(actor=actor, verb="deputy_services:issue_many", obj=rows[0], after=after)
    return len(rows)


def _open(certificate: Certificate, actor: User, on: date) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("deputyship__person")
    row = rows.get(pk=certificate.pk)
    require_rule(actor, rules.keep_service, row)
    if not row.is_out:
        raise Conflict("这本代表证已经收回或者作废")
    if on > timezone.localdate():
        raise ValidationError({"on": f"{full_day(on)}还没有到，请改成实际日期"})
    return row


@transaction.atomic
def return_certificate(*, certificate: Certificate, actor: User, on: date) -> Certificate:
    """The deputy handed it back. Raises ``ValidationError`` for a day before it was issued."""
    row = _open(certificate, actor, on)
    if on < row.issued_on:
        raise ValidationError({"on": f"发证日期是{full_day(row.issued_on)}，收回不能比它早"})
    row.returned_on = on
    return _saved(row, "return_certificate", actor, {"returned_on": on})


@transaction.atomic
def void_certificate(*, certificate: Certificate, actor: User, on: date, reason: str) -> Certificate:
    """Declare it void: lost, damaged, wrongly issued. Another one may be issued then."""
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})
    row = _open(certificate, actor, on)
    row.voided_on, row.reason = on, reason.strip()
    return _saved(row, "void_certificate", actor, {"voided_on": on, "note": row.reason})


def _saved(row: Certificate, verb: str, actor: User, after: dict[str, object]) -> Certificate:
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=f"deputy_services:{verb}", obj=row, after=after)
    return row
