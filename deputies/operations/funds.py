"""The ledger of activity funds: applied for, granted, spent (R314). Spending over the grant is flagged, not refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.dates import full_day
from deputies.models import DeputyGroup, Fund, FundSpending
from deputies.operations.facts import facts
from deputies.services import rules
from deputies.services.occasions import Occasion

FUND_FIELDS = ("year", "title", "group_id", "applied_to", "applied_on", "applied", "note")
VERBS = {
    "deputy_services:apply_fund": "申请经费",
    "deputy_services:change_fund": "修改经费",
    "deputy_services:grant_fund": "登记批复",
    "deputy_services:spend": "登记支出",
    "deputy_services:link_spending": "支出对上活动",
    "deputy_services:withdraw_spending": "冲销支出",
}


def _plain(row: Fund) -> dict[str, object]:
    """What the audit trail keeps; amounts as they are written."""
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in facts(row, FUND_FIELDS).items()
    }


def _not_ahead(on: date, field: str) -> None:
    if on > timezone.localdate():
        raise ValidationError({field: f"{full_day(on)}还没有到，请改成实际日期"})


def _locked(fund: Fund, actor: User) -> Fund:
    row = Fund.objects.select_for_update().get(pk=fund.pk)
    require_rule(actor, rules.keep_service, row)
    return row


@transaction.atomic
def apply_fund(
    *,
    actor: User,
    year: int,
    title: str,
    applied_to: str,
    applied_on: date,
    applied: Decimal,
    group: DeputyGroup | None = None,
    note: str = "",
) -> Fund:
    """Write down an application for money."""
    row = Fund(
        year=year,
        title=title.strip(),
        applied_to=applied_to.strip(),
        applied_on=applied_on,
        applied=applied,
        group=group,
        note=note.strip(),
    )
    require_rule(actor, rules.keep_service, row)
    _not_ahead(applied_on, "applied_on")
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="deputy_services:apply_fund", obj=row, after=_plain(row))
    return row


@transaction.atomic
def change_fund(
    *,
    fund: Fund,
    actor: User,
    version: int,
    year: int,
    title: str,
    applied_to: str,
    applied_on: date,
    applied: Decimal,
    group: DeputyGroup | None = None,
    note: str = "",
) -> Fund:
    """Correct an application. Raises ``StaleVersion``, ``Conflict`` once it was answered."""
    row = _locked(fund, actor)
    before = _plain(row)
    check_version(row, version, facts(row, FUND_FIELDS))
    if row.granted is not None:
        raise Conflict("已有批复，申请不能再改；批复变了可以重新登记批复")
    row.year, row.title, row.applied_to = year, title.strip(), applied_to.strip()
    row.applied_on, row.applied, row.group, row.note = applied_on, applied, group, note.strip()
    old, new = audit.changed(before, _plain(row))
    if new:
        _not_ahead(applied_on, "applied_on")
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="deputy_services:change_fund", obj=row, before=old, after=new)
    return row


@transaction.atomic
def grant_fund(*, fund: Fund, actor: User, granted: Decimal, granted_on: date) -> Fund:
    """Write down what was granted, or anew when it was changed. Raises ``ValidationError`` before the application."""
    row = _locked(fund, actor)
    _not_ahead(granted_on, "granted_on")
    if granted_on < row.applied_on:
        raise ValidationError({"granted_on": f"申请日期是{full_day(row.applied_on)}，批复不能比它早"})
    before = {"granted": None if row.granted is None else str(row.granted)}
    row.granted, row.granted_on = granted, granted_on
    row.version += 1
    row.full_clean()
    row.save()
    after = {"granted": str(granted), "granted_on": granted_on}
    audit.record(actor=actor, verb="deputy_services:grant_fund", obj=row, before=before, after=after)
    return row


@transaction.atomic
def spend(
    *,
    fund: Fund,
    actor: User,
    on: date,
    amount: Decimal,
    purpose: str,
    group: DeputyGroup | None = None,
    voucher: str = "",
) -> FundSpending:
    """Add a line to the ledger. Raises ``Conflict`` before anything was granted."""
    row = _locked(fund, actor)
    if row.granted is None:
        raise Conflict("还没有批复，先登记批复再登记支出")
    _not_ahead(on, "on")
    line = FundSpending(
        fund=row,
        on=on,
        amount=amount,
        purpose=purpose.strip(),
        group=group or row.group,
        voucher=voucher.strip(),
    )
    line.full_clean()
    line.save()
    after = {"title": line.purpose, "amount": str(amount), "on": on, "note": str(line)}
    audit.record(actor=actor, verb="deputy_services:spend", obj=row, after=after)
    return line


def _line(spending: FundSpending, actor: User) -> FundSpending:
    _locked(spending.fund, actor)
    row = FundSpending.objects.select_for_update(of=("self",)).select_related("fund").get(pk=spending.pk)
    if row.withdrawn_at is not None:
        raise Conflict("这一笔已经冲销")
    return row


@transaction.atomic
def link_spending(*, spending: FundSpending, actor: User, occasion: Occasion) -> FundSpending:
    """Say which activity the money was spent on."""
    row = _line(spending, actor)
    row.occasion, row.occasion_title = occasion.key, occasion.title[:120]
    row.save()
    after = {"title": row.occasion_title, "note": f"{row.purpose}：{row.occasion_title}"}
    audit.record(actor=actor, verb="deputy_services:link_spending", obj=row.fund, after=after)
    return row


@transaction.atomic
def withdraw_spending(*, spending: FundSpending, actor: User, reason: str) -> FundSpending:
    """Strike a line that was entered wrongly; it stays in the ledger and counts no longer."""
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})
    row = _line(spending, actor)
    row.withdrawn_at, row.reason = timezone.now(), reason.strip()
    row.save()
    after = {"title": row.purpose, "note": f"{row}，{row.reason}"}
    audit.record(actor=actor, verb="deputy_services:withdraw_spending", obj=row.fund, after=after)
    return row
