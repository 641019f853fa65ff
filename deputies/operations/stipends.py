"""Stipend lists of a quarter: drawn, reviewed, paid, signed for (R033)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from congress.web.dates import full_day
from deputies.models import Deputyship, StipendLine, StipendList, StipendRule
from deputies.services import rules
from deputies.services.enums import Share
from deputies.services.workflow import STIPEND_WORKFLOW

VERBS = {f"deputy_services:{step.step}": step.label for step in STIPEND_WORKFLOW} | {
    "deputy_services:draw_list": "编制补贴表",
    "deputy_services:sign_line": "签收补贴",
}
_CENT = Decimal("0.01")


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    last = quarter * 3
    return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])


def rule_for(year: int, quarter: int) -> StipendRule | None:
    """The rule in force in a quarter: the newest that began by then."""
    begun = Q(year__lt=year) | Q(year=year, quarter__lte=quarter)
    return StipendRule.objects.filter(begun).order_by("-year", "-quarter").first()


def share_of(rule: StipendRule, row: Deputyship, first: date, last: date) -> tuple[int, Decimal]:
    """The days somebody served in a quarter and what they get for it, half up to the cent.

    Who left and who joined are treated as the rule says; who did both, by the harder of the two.
    """
    since, until = max(row.starts_on, first), min(row.ends_on or last, last)
    days, all_days = (until - since).days + 1, (last - first).days + 1
    kinds = [rule.joiners] if row.starts_on > first else []
    kinds += [rule.leavers] if row.ends_on is not None and row.ends_on < last else []
    if Share.NONE in kinds:
        return days, Decimal(0)
    if Share.BY_DAY in kinds:
        return days, (rule.amount * days / all_days).quantize(_CENT, ROUND_HALF_UP)
    return days, rule.amount


@transaction.atomic
def draw_list(*, actor: User, year: int, quarter: int) -> StipendList:
    """Draw up the list of a quarter: every deputy of the district who served in it, once.

    Raises ``ValidationError`` before the quarter began, without a rule, and for a list that is there already.
    """
    first, _last = quarter_days(year, quarter)
    if first > timezone.localdate():
        raise ValidationError({"quarter": f"这一季度{full_day(first)}才开始"})
    rule = rule_for(year, quarter)
    if rule is None:
        raise ValidationError({"quarter": "这一季度还没有补贴标准，请先在“补贴标准”里填写"})
    if StipendList.objects.filter(year=year, quarter=quarter).exists():
        raise ValidationError({"quarter": "这一季度的补贴表已经编制，请在清单里打开"})
    row = StipendList(year=year, quarter=quarter, rule=rule, amount=rule.amount, drawn_by=actor)
    require_rule(actor, rules.keep_service, row)
    row.full_clean(exclude=["reviewed_by"])
    row.save()
    _write_lines(row, rule)
    audit.record(actor=actor, verb="deputy_services:draw_list", obj=row, after=_told(row))
    return row


def _write_lines(row: StipendList, rule: StipendRule) -> None:
    first, last = quarter_days(row.year, row.quarter)
    served = Deputyship.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first), level=CongressLevel.DISTRICT, starts_on__lte=last
    )
    lines = []
    for holder in served.order_by("pk"):
        days, amount = share_of(rule, holder, first, last)
        all_days = (last - first).days + 1
        line = StipendLine(paid_list=row, deputyship=holder, days=days, all_days=all_days, amount=amount)
        lines.append(line)
    StipendLine.objects.bulk_create(lines)


def _told(row: StipendList) -> dict[str, object]:
    amounts = list(row.lines.values_list("amount", flat=True))
    return {"title": str(row), "count": len(amounts), "total": str(sum(amounts, Decimal(0)))}


def _locked(row: StipendList, step: str, actor: User) -> StipendList:
    found = StipendList.objects.select_for_update(of=("self",)).select_related("rule").get(pk=row.pk)
    require_rule(actor, rules.keep_service, found)
    require(actor, STIPEND_WORKFLOW[step], found.state)
    return found


def _saved(row: StipendList, step: str, actor: User, **after: object) -> StipendList:
    row.state = STIPEND_WORKFLOW[step].target
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=f"deputy_services:{step}", obj=row, after={**_told(row), **after})
    return row


@transaction.atomic
def redraw_list(*, stipend_list: StipendList, actor: User) -> StipendList:
    """Draw it up anew, by the rule in force and who served, before it is reviewed."""
    row = _locked(stipend_list, "redraw_list", actor)
    row.rule = rule_for(row.year, row.quarter) or row.rule
    row.amount, row.drawn_by = row.rule.amount, actor
    row.lines.all().delete()
    _write_lines(row, row.rule)
    return _saved(row, "redraw_list", actor)


@transaction.atomic
def review_list(*, stipend_list: StipendList, actor: User) -> StipendList:
    """Review it. Raises ``Conflict`` for whoever drew it up: nobody reviews their own."""
    row = _locked(stipend_list, "review_list", actor)
    if row.drawn_by_id == actor.pk:
        raise Conflict("这张补贴表是您编制的，请另一位同志审核")
    row.reviewed_by = actor
    return _saved(row, "review_list", actor)


@transaction.atomic
def send_back_list(*, stipend_list: StipendList, actor: User, reason: str) -> StipendList:
    """Send it back to be drawn up anew."""
    row = _locked(stipend_list, "send_back_list", actor)
    row.reviewed_by = None
    return _saved(row, "send_back_list", actor, note=reason.strip())


@transaction.atomic
def pay_list(*, stipend_list: StipendList, actor: User, paid_on: date) -> StipendList:
    """Write down that it was paid; deputies see their own lines from now on and sign for them."""
    row = _locked(stipend_list, "pay_list", actor)
    if paid_on > timezone.localdate():
        raise ValidationError({"paid_on": f"{full_day(paid_on)}还没有到，请改成实际日期"})
    row.paid_on = paid_on
    return _saved(row, "pay_list", actor, paid_on=paid_on)


@transaction.atomic
def sign_line(*, line: StipendLine, actor: User) -> StipendLine:
    """Sign for a line: the deputy on the phone, or the office for a signature on paper.

    Raises ``Conflict`` before it was paid and for a second signature, ``PermissionDenied`` for somebody else's.
    """
    rows = StipendLine.objects.select_for_update(of=("self",)).select_related("paid_list")
    row = rows.get(pk=line.pk)
    if not rules.see_line.allows(actor, row) or not actor.has_role(*rules.keep_service.roles, *rules.OWNERS):
        raise PermissionDenied
    if row.paid_list.paid_on is None:
        raise Conflict("这一季度的补贴还没有发放")
    if row.signed_at is not None:
        raise Conflict("已经签收过了")
    row.signed_at, row.signed_by = timezone.now(), actor
    row.save()
    audit.record(actor=actor, verb="deputy_services:sign_line", obj=row, after={"amount": str(row.amount)})
    return row
