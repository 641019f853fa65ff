"""The end of the year: appraisals written down, the year frozen, the notice issued (R061, R064, R074)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.web.dates import full_day
from deputies.models import (
    Appraisal,
    AppraisalNotice,
    AppraisalYear,
    DeputyGroup,
    GroupAppraisal,
    Objection,
    PointsAccount,
    PointsPublication,
    PointsScheme,
)
from deputies.points import rules
from deputies.points.evidence import Evidence, evidence_of
from deputies.points.grades import Grading, served_enough
from deputies.points.operations.ledger import locked_year, settle_under
from deputies.points.schemes import schemes_in_force, scored_by


@transaction.atomic
def appraise(
    *, account: PointsAccount, actor: User, comment: str, appraised_on: date, version: int = 0
) -> Appraisal:
    """Write down what the appraiser says of a deputy's year (R074). ``Conflict`` once the year is frozen."""
    if locked_year(account.year).is_frozen:
        raise Conflict(f"{account.year}年度考核已冻结，不能再改")
    require_rule(actor, rules.keep_account, account)
    row = Appraisal.objects.select_for_update().filter(account=account).first() or Appraisal(
        account=account, version=0
    )
    before = {"comment": row.comment, "appraised_on": row.appraised_on}
    check_version(row, version, before)
    row.comment, row.appraised_on, row.appraiser = comment.strip(), appraised_on, actor
    row.version += 1
    row.full_clean()
    row.save()
    old, new = audit.changed(before, {"comment": row.comment, "appraised_on": row.appraised_on})
    audit.record(actor=actor, verb="points:appraise", obj=row, before=old, after=new)
    return row


@transaction.atomic
def appraise_group(
    *, group: DeputyGroup, year: int, actor: User, grade: str, comment: str, appraised_on: date
) -> GroupAppraisal:
    """Write down the grade of a group (R061). ``Conflict`` once the notice is issued."""
    if AppraisalNotice.objects.filter(year=year).exists():
        raise Conflict(f"{year}年度考核已通报，小组的等次不能再改")
    row = GroupAppraisal.objects.select_for_update().filter(group=group, year=year).first()
    row = row or GroupAppraisal(group=group, year=year, version=0)
    before = {"grade": row.grade, "comment": row.comment}
    row.grade, row.comment, row.appraised_on, row.appraiser = grade, comment.strip(), appraised_on, actor
    row.version += 1
    row.full_clean()
    row.save()
    old, new = audit.changed(before, {"grade": row.grade, "comment": row.comment})
    audit.record(actor=actor, verb="points:appraise_group", obj=row, before=old, after=new)
    return row


def require_freezable(year: int, today: date) -> None:
    """Raise ``Conflict`` with what still stands in the way of freezing a year."""
    if not schemes_in_force(year):
        raise Conflict(f"{year}年还没有施行的积分办法")
    closing = PointsPublication.objects.filter(year=year).aggregate(n=Max("objections_until"))["n"]
    if closing is None:
        raise Conflict(f"{year}年还没有亮分；亮分、异议期满以后再冻结")
    if closing >= today:
        raise Conflict(f"异议{full_day(closing)}截止，过了这一天再冻结")
    waiting = Objection.objects.open().filter(account__year=year).count()
    if waiting:
        raise Conflict(f"还有 {waiting} 条异议没有答复，答复以后再冻结")


@transaction.atomic
def freeze_year(*, year: int, actor: User | None, today: date | None = None) -> AppraisalYear:
    """Close a year for good: settle everybody, write down points, grade and evidence of each deputy.

    Nothing that happens afterwards changes them. Raises ``Conflict`` for a frozen year, without a publication, before
    the closing date, and while objections wait.
    """
    row = locked_year(year)
    if row.is_frozen:
        raise Conflict(f"{year}年度考核已经冻结")
    require_freezable(year, today or timezone.localdate())
    at = timezone.now()
    graded = sum(_freeze_under(scheme, at, actor) for scheme in schemes_in_force(year))
    row.frozen_at, row.frozen_by = at, actor
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="points:freeze_year", obj=row, after={"year": year, "deputies": graded})
    return row


def _freeze_under(scheme: PointsScheme, at: datetime, actor: User | None) -> int:
    keys = list(scored_by(scheme).values_list("pk", flat=True))
    settle_under(scheme=scheme, deputyships=keys, actor=actor)
    rows = PointsAccount.objects.filter(area=scheme.area, year=scheme.year, deputyship__in=keys)
    accounts = list(rows.select_related("deputyship").order_by("pk"))
    known = {row.account_id: row for row in Appraisal.objects.filter(account__in=accounts)}
    grading, evidence = Grading(scheme), evidence_of(scheme, keys)
    frozen = [
        _grade(known.get(one.pk) or Appraisal(account=one), one, grading, evidence[one.deputyship_id], at)
        for one in accounts
    ]
    fields = ["points", "tier", "grade", "evidence", "frozen_at", "version"]
    Appraisal.objects.bulk_update([row for row in frozen if row.pk], fields, batch_size=500)
    Appraisal.objects.bulk_create([row for row in frozen if not row.pk], batch_size=500)
    return len(frozen)


def _grade(
    row: Appraisal, account: PointsAccount, grading: Grading, evidence: Sequence[Evidence], at: datetime
) -> Appraisal:
    row.points, row.evidence, row.frozen_at = account.points, list(evidence), at
    if served_enough(grading.scheme, account.deputyship):
        row.tier, row.grade = grading.tier(account.points), grading.word(account.points)
    else:
        row.tier, row.grade = None, grading.scheme.unsettled
    row.version += 1
    return row


@transaction.atomic
def issue_notice(
    *, year: int, actor: User, title: str, number: str, text: str, issued_on: date
) -> AppraisalNotice:
    """Issue the 通报 of a frozen year, once, and tell towns and leaders of groups.

    Raises ``Conflict`` before the freeze and when it is issued, ``ValidationError`` for a day before the freeze.
    """
    appraisal = locked_year(year)
    if appraisal.frozen_at is None:
        raise Conflict(f"{year}年度考核还没有冻结，冻结以后再通报")
    if AppraisalNotice.objects.filter(year=year).exists():
        raise Conflict(f"{year}年度考核已经通报")
    if issued_on < timezone.localdate(appraisal.frozen_at):
        raise ValidationError({"issued_on": "印发日期不能早于冻结的日期"})
    row = AppraisalNotice(
        year=year, title=title, number=number, text=text, issued_on=issued_on, issued_by=actor
    )
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="points:issue_notice", obj=row, after={"title": title})
    readers = Assignment.objects.filter(role__in=[Role.TOWN, Role.GROUP_LEADER]).select_related("user")
    notices.send(
        to={one.user for one in readers if one.user.is_active},
        title=title,
        text=f"{year}年度代表履职考核结果已通报",
        url=reverse("points:year", args=[year]),
        key=f"appraisal_notice:{row.pk}",
    )
    return row
