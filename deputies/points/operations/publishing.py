"""Showing scores at the end of a quarter, and what deputies object to (季度亮分, R074)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Area
from congress.web.dates import full_day
from deputies.models import (
    DutyRecord,
    Objection,
    PointsAccount,
    PointsPublication,
    PointsScheme,
    PublishedScore,
)
from deputies.points import rules
from deputies.points.enums import ObjectionState
from deputies.points.operations.ledger import require_open
from deputies.points.reading import places
from deputies.points.words import shown


@transaction.atomic
def publish(
    *,
    area: Area,
    year: int,
    quarter: int,
    objections_until: date,
    actor: User | None,
    today: date | None = None,
) -> PointsPublication:
    """Write the scores of an area down as they stand, and show each deputy the own one.

    Raises ``ValidationError`` when there is nothing to show, the quarter is published or the day is past; ``Conflict``
    for a frozen year.
    """
    require_open(year)
    on = today or timezone.localdate()
    if not PointsScheme.objects.in_force(year).filter(area=area).exists():
        raise ValidationError({"year": f"{area.name}{year}年还没有施行的积分办法"})
    row = PointsPublication(
        area=area,
        year=year,
        quarter=quarter,
        published_on=on,
        published_by=actor,
        objections_until=objections_until,
    )
    row.full_clean(exclude=["published_by"])
    row.save()
    if actor is not None:
        require_rule(actor, rules.keep_publication, row)
    accounts = list(
        PointsAccount.objects.filter(area=area, year=year).select_related("deputyship__person__user")
    )
    place = places(area.pk, year)
    PublishedScore.objects.bulk_create(
        PublishedScore(publication=row, account=one, points=one.points, place=place[one.points])
        for one in accounts
    )
    for one in accounts:
        _tell_score(row, one)
    audit.record(
        actor=actor, verb="points:publish", obj=row, after={"publication": str(row), "scores": len(accounts)}
    )
    return row


def _tell_score(publication: PointsPublication, account: PointsAccount) -> None:
    reader = account.deputyship.person.user
    if reader is not None:
        notices.send(
            to=[reader],
            title=f"{publication}：您的积分是 {shown(account.points)} 分",
            text=f"有不同意见的，在{full_day(publication.objections_until)}以前提出异议",
            url=reverse("points:account", args=[account.pk]),
            key=f"publication:{publication.pk}:{account.pk}",
        )


def open_until(account: PointsAccount, on: date) -> date | None:
    """Until when this account's deputy may object; none when no objections are taken on the day (1 query)."""
    rows = PointsPublication.objects.taking_objections(account.area, account.year, on)
    found = rows.order_by("-objections_until").values_list("objections_until", flat=True).first()
    return found


@transaction.atomic
def object_to(
    *,
    account: PointsAccount,
    actor: User,
    text: str,
    record: DutyRecord | None = None,
    token: UUID | None = None,
    today: date | None = None,
) -> Objection:
    """Say what is wrong with one's own points, or with one duty among them.

    Raises ``PermissionDenied`` for somebody else's points, ``Conflict`` after the closing date or the freeze and while
    an objection to the same waits, ``ValidationError`` without words.
    """
    earlier = Objection.objects.filter(token=token, made_by=actor).first() if token else None
    if earlier is not None:
        return earlier
    row = PointsAccount.objects.select_for_update(of=("self",)).select_related("area").get(pk=account.pk)
    require_rule(actor, rules.own_account, row)
    require_open(row.year)
    if open_until(row, today or timezone.localdate()) is None:
        raise Conflict("现在不在异议期内。亮分以后、截止日期以前可以提出异议")
    if record is not None and record.deputyship_id != row.deputyship_id:
        raise PermissionDenied(Denial(rules.own_account.roles))
    if row.objections.open().filter(record=record).exists():
        raise Conflict("同一件事已经提过异议，正在等候答复")
    objection = Objection(account=row, record=record, text=text.strip(), made_by=actor, token=token)
    objection.full_clean(exclude=["record", "answered_by", "answered_at"])
    objection.save()
    audit.record(actor=actor, verb="points:object_to", obj=objection, after={"text": objection.text})
    return objection


@transaction.atomic
def take_back_objection(*, objection: Objection, actor: User) -> Objection:
    """The deputy takes back what was not answered yet."""
    row = _waiting(objection)
    require_rule(actor, rules.own_objection, row)
    row.state = ObjectionState.WITHDRAWN
    row.save()
    audit.record(actor=actor, verb="points:take_back_objection", obj=row)
    return row


@transaction.atomic
def answer_objection(*, objection: Objection, actor: User, upheld: bool, answer: str) -> Objection:
    """Answer an objection; what is upheld is mended at the duty itself. Nobody answers their own: 403."""
    row = _waiting(objection)
    require_rule(actor, rules.answer_objection, row)
    if not answer.strip():
        raise ValidationError({"answer": "请写答复"})
    row.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    row.answer, row.answered_by, row.answered_at = answer.strip(), actor, timezone.now()
    row.full_clean(exclude=["record"])
    row.save()
    audit.record(
        actor=actor,
        verb="points:answer_objection",
        obj=row,
        after={"state": row.get_state_display(), "answer": row.answer},
    )
    notices.send(
        to=[row.made_by],
        title=f"您的积分异议已答复：{row.get_state_display()}",
        text=row.answer[:200],
        url=reverse("points:account", args=[row.account_id]),
        key=f"objection:{row.pk}",
    )
    return row


def _waiting(objection: Objection) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",)).select_related("made_by", "account__area")
    row = rows.get(pk=objection.pk)
    if row.state != ObjectionState.OPEN:
        raise Conflict(f"这条异议{row.get_state_display()}，不用再办")
    return row
