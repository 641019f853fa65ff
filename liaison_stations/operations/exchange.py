"""The quarterly meeting of the district with its towns, with what was praised and what was weak (R166)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.models import ActivityKind
from activities.operations.following import restate
from activities.operations.recording import record_activity
from activities.queries import standing_committee
from congress.access.exceptions import Conflict, Denial
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area
from liaison_stations.models import ExchangeMeeting, ExchangeRemark
from liaison_stations.workflow import OFFICE

#: The code of the kind of activity such a meeting is.
KIND = "station_exchange"


@dataclass(frozen=True)
class Remark:
    """What was said of one town."""

    area: Area
    praised: str
    weak: str


class ExchangeFacts(TypedDict):
    """When and where it was held, what went on, what was said of each town."""

    held_on: date
    place: str
    account: str
    remarks: Sequence[Remark]


def require_office(actor: User) -> None:
    """403 for anybody but the congress office."""
    if not actor.has_role(*OFFICE):
        raise PermissionDenied(Denial(OFFICE))


def kind_of(code: str) -> ActivityKind:
    """The kind with this code; 409 where the district took it out of its list."""
    kind = ActivityKind.objects.filter(code=code).first()
    if kind is None:
        raise Conflict("工作记录的类别里没有这一类，请办公室在类别里加上")
    return kind


@transaction.atomic
def hold_exchange(*, year: int, quarter: int, actor: User, **facts: Unpack[ExchangeFacts]) -> ExchangeMeeting:
    """Record the meeting of a quarter, in the log as well.

    Raises ``ValidationError`` for a day ahead or outside the quarter, ``Conflict`` when it was recorded already.
    """
    require_office(actor)
    row = ExchangeMeeting(year=year, quarter=quarter)
    _take(row, facts)
    if ExchangeMeeting.objects.filter(year=year, quarter=quarter).exists():
        raise Conflict(f"{row}刚才有人登记了，请重新打开")
    kind, body = kind_of(KIND), standing_committee()
    row.activity = record_activity(
        actor=actor,
        start_on=row.held_on,
        kind=kind,
        headline=f"{body}召开{row}",
        organiser=body,
        place=row.place,
        text=row.account,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict(f"{row}刚才有人登记了，请重新打开") from None
    _remark(row, facts["remarks"])
    audit.record(actor=actor, verb="liaison_stations:hold_exchange", obj=row, after=exchange_facts(row))
    return row


@transaction.atomic
def change_exchange(
    *, meeting: ExchangeMeeting, version: int, actor: User, **facts: Unpack[ExchangeFacts]
) -> ExchangeMeeting:
    """Correct it. Raises as :func:`hold_exchange`, and ``StaleVersion``."""
    require_office(actor)
    rows = ExchangeMeeting.objects.select_for_update(of=("self",)).select_related("activity__kind")
    row = rows.get(pk=meeting.pk)
    before = exchange_facts(row)
    check_version(row, version, before)
    _take(row, facts)
    _remark(row, facts["remarks"])
    old, new = audit.changed(before, exchange_facts(row))
    if new:
        row.version += 1
        row.save()
        restate(
            activity=row.activity,
            actor=actor,
            days=(row.held_on, row.held_on),
            kind=row.activity.kind,
            headline=row.activity.headline,
            place=row.place,
            text=row.account,
        )
        audit.record(actor=actor, verb="liaison_stations:change_exchange", obj=row, before=old, after=new)
    return row


def exchange_facts(row: ExchangeMeeting) -> dict[str, Any]:
    """What stands in a meeting, for the audit trail."""
    said = row.remarks.select_related("area")
    return {
        "held_on": row.held_on,
        "place": row.place,
        "account": row.account,
        "praised": [f"{one.area}：{one.praised}" for one in said if one.praised],
        "weak": [f"{one.area}：{one.weak}" for one in said if one.weak],
    }


def _take(row: ExchangeMeeting, facts: ExchangeFacts) -> None:
    row.held_on, row.place, row.account = facts["held_on"], facts["place"], facts["account"]
    if row.held_on > timezone.localdate():
        raise ValidationError({"held_on": "开过以后再登记，日期不能晚于今天"})
    row.full_clean(exclude=["activity"], validate_unique=False, validate_constraints=False)


def _remark(row: ExchangeMeeting, remarks: Sequence[Remark]) -> None:
    row.remarks.all().delete()
    ExchangeRemark.objects.bulk_create(
        ExchangeRemark(meeting=row, area=one.area, praised=one.praised, weak=one.weak)
        for one in remarks
        if one.praised or one.weak
    )
