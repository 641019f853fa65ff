"""Works at sites are entered, corrected and withdrawn (R144)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.dates import full_day
from liaison_stations import rules
from liaison_stations.enums import WorkKind
from liaison_stations.models import SiteWork, Station
from liaison_stations.operations.stations import locked_station

WORK_FIELDS = ("kind", "done_on", "cost", "result")


def facts_of(row: SiteWork) -> dict[str, Any]:
    """What stands in the record."""
    return {name: getattr(row, name) for name in WORK_FIELDS}


@transaction.atomic
def record_work(
    *, station: Station, actor: User, kind: str, done_on: date, result: str, cost: Decimal | None = None
) -> SiteWork:
    """Enter what was built. Raises ``ValidationError`` for a day to come or a second 新建, ``PermissionDenied``."""
    place = locked_station(station)
    require_rule(actor, rules.manage_station, place)
    row = SiteWork(station=place, kind=kind, done_on=done_on, cost=cost, result=result.strip())
    _check(row)
    row.save()
    audit.record(actor=actor, verb="liaison_stations:record_work", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_work(*, work: SiteWork, actor: User, version: int, **values: Any) -> SiteWork:
    """Correct it. Raises ``StaleVersion``, ``ValidationError``, ``Conflict`` for one that was withdrawn."""
    row = _locked(work, actor)
    before = facts_of(row)
    check_version(row, version, before)
    for name, value in values.items():
        setattr(row, name, value)
    old, new = audit.changed(before, facts_of(row))
    if new:
        _check(row)
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_work", obj=row, before=old, after=new)
    return row


@transaction.atomic
def withdraw_work(*, work: SiteWork, actor: User, version: int, withdrawn_reason: str) -> SiteWork:
    """Take it out of the list, with the reason. Raises ``StaleVersion``, ``ValidationError`` without a reason."""
    row = _locked(work, actor)
    check_version(row, version, facts_of(row))
    if not withdrawn_reason.strip():
        raise ValidationError({"withdrawn_reason": "写明为什么撤回"})
    row.withdrawn_reason = withdrawn_reason.strip()
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:withdraw_work",
        obj=row,
        after={"withdrawn_reason": row.withdrawn_reason},
    )
    return row


def _locked(work: SiteWork, actor: User) -> SiteWork:
    row = SiteWork.objects.select_for_update(of=("self",)).select_related("station").get(pk=work.pk)
    require_rule(actor, rules.keep_work, row)
    if row.withdrawn_reason:
        raise Conflict("这条建设记录已撤回")
    return row


def _check(row: SiteWork) -> None:
    """What the fields cannot say by themselves."""
    row.full_clean()
    opened = row.station.opened_on
    if row.done_on > timezone.localdate():
        raise ValidationError({"done_on": "完成日期还没有到，建好以后再登记"})
    if row.kind == WorkKind.UPGRADE and row.done_on < opened:
        raise ValidationError({"done_on": f"{row.station}{full_day(opened)}设立，提档升级不能早于这一天"})
