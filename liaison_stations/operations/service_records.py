"""What was done at a station beside the reception, each time (R169, R170, R178)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.web import dates
from congress.web.masking import leaks
from liaison_stations import rules
from liaison_stations.enums import BookingState, Origin, ServiceResult
from liaison_stations.models import Booking, Citizen, ServiceRecord, StationService
from liaison_stations.operations.matters import receive

#: What a mediation can come to, and what any other service can.
OF_MEDIATION = (ServiceResult.SETTLED, ServiceResult.UNSETTLED, ServiceResult.PASSED_ON)
OF_OTHERS = (ServiceResult.ANSWERED, ServiceResult.DONE, ServiceResult.PASSED_ON)
RECORD_FIELDS = ("on", "people", "title", "account", "dispute", "mediator", "result")
_TEXTS = {"title": "事项", "account": "经过", "dispute": "争议", "mediator": "调解员"}


@transaction.atomic
def record_service(
    *,
    service: StationService,
    actor: User,
    citizen: Citizen | None = None,
    booking: Booking | None = None,
    photos: Sequence[Photo] = (),
    token: UUID | None = None,
    **facts: Any,
) -> ServiceRecord:
    """Write down one time, each of ``RECORD_FIELDS`` by its name; with 转办 a matter comes of it for the station.

    Sent twice under one ``token``, it is one record. A ``booking`` counts as somebody who came, and its citizen is
    the record's. Raises ``ValidationError`` by field: a day to come, a mediation without a mediator, a result of
    another kind of service, names and numbers in the texts; ``StorageFailed`` when a photo cannot be kept.
    """
    require_rule(actor, rules.keep_service, service)
    earlier = ServiceRecord.objects.filter(token=token).first() if token else None
    if earlier is not None:
        return earlier
    if booking is not None:
        citizen = booking.citizen
    row = ServiceRecord(service=service, entered_by=actor, booking=booking, token=token or uuid4(), **facts)
    _check(row, citizen)
    if citizen is not None:
        if citizen._state.adding:
            citizen.save()
        row.citizen = citizen
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict("这个预约已经登记过，或者刚刚登记过一次，请回到服务页面核对") from None
    if booking is not None and booking.state == BookingState.BOOKED:
        Booking.objects.filter(pk=booking.pk).update(state=BookingState.CAME)
    if row.result == ServiceResult.PASSED_ON:
        _pass_on(row, actor)
    _keep_photos(row, photos, actor)
    audit.record(actor=actor, verb="liaison_stations:record_service", obj=row, after=_facts_of(row))
    return row


@transaction.atomic
def change_record(
    *, record: ServiceRecord, actor: User, version: int, photos: Sequence[Photo] = (), **facts: Any
) -> ServiceRecord:
    """Mend what was written; photos come to those there are.

    Raises ``StaleVersion`` when somebody saved meanwhile, ``Conflict`` for one that was withdrawn.
    """
    row = _kept(record, actor)
    before = _facts_of(row)
    check_version(row, version, before)
    for name, value in facts.items():
        setattr(row, name, value)
    _check(row, row.citizen)
    old, new = audit.changed(before, _facts_of(row))
    if new or photos:
        row.version += 1
        row.save()
        if row.result == ServiceResult.PASSED_ON and row.matter is None:
            _pass_on(row, actor)
        _keep_photos(row, photos, actor)
        audit.record(actor=actor, verb="liaison_stations:change_record", obj=row, before=old, after=new)
    return row


@transaction.atomic
def withdraw_record(*, record: ServiceRecord, actor: User, reason: str) -> ServiceRecord:
    """It counts no longer; it stays with the reason. Its booking can be written down anew, its matter goes on."""
    row = _kept(record, actor)
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason.strip()
    row.booking = None
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:withdraw_record",
        obj=row,
        after={"reason": row.withdrawn_reason},
    )
    return row


@transaction.atomic
def reveal_record(*, record: ServiceRecord, actor: User) -> Citizen | None:
    """Open the citizen's name and phone; each time is written down (R316)."""
    row = ServiceRecord.objects.select_related("citizen").get(pk=record.pk)
    require_rule(actor, rules.keep_service_record, row)
    if row.citizen is not None:
        audit.record(actor=actor, verb="liaison_stations:reveal_record", obj=row)
    return row.citizen


def results_for(service: StationService) -> tuple[ServiceResult, ...]:
    """What this service can come to."""
    return OF_MEDIATION if service.kind.is_mediation else OF_OTHERS


def _kept(record: ServiceRecord, actor: User) -> ServiceRecord:
    rows = ServiceRecord.objects.select_for_update(of=("self",))
    row = rows.select_related("service__kind", "service__station__area", "citizen", "matter").get(
        pk=record.pk
    )
    require_rule(actor, rules.keep_service_record, row)
    if row.withdrawn_at is not None:
        raise Conflict("这次登记已撤回，不能再改")
    return row


def _pass_on(row: ServiceRecord, actor: User) -> None:
    row.matter = receive(
        actor=actor,
        station=row.service.station,
        title=row.title,
        account=row.account or row.title,
        origin=Origin.SERVICE,
        citizen=row.citizen,
    )
    row.save()


def _keep_photos(row: ServiceRecord, photos: Sequence[Photo], actor: User) -> None:
    if photos:
        with saving() as saver, transaction.atomic():
            add_photos(row.photos, photos, actor, saver.save, folder="services")


def _check(row: ServiceRecord, citizen: Citizen | None) -> None:
    wrong: dict[str, str] = {}
    if row.on > timezone.localdate():
        wrong["on"] = f"{dates.day(row.on)}还没有到，做过以后再登记"
    elif row.on < row.service.station.opened_on:
        wrong["on"] = f"早于设站的日期（{dates.full_day(row.service.station.opened_on)}）"
    if row.result not in results_for(row.service):
        wrong["result"] = "请选结果"
    if row.service.kind.is_mediation and not row.mediator.strip():
        wrong["mediator"] = "还没有写调解员"
    name = citizen.name if citizen else ""
    for field, label in _TEXTS.items():
        text = getattr(row, field)
        if left := leaks(text):
            wrong[field] = f"{label}里不写号码，请去掉：{'；'.join(left)}"
        elif len(name) > 1 and name in text:
            wrong[field] = f"{label}里不写群众的姓名，请改成“某某”"
    if wrong:
        raise ValidationError(wrong)


def _facts_of(row: ServiceRecord) -> dict[str, object]:
    return {name: getattr(row, name) for name in RECORD_FIELDS}
