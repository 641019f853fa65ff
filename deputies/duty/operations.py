"""Declaring, confirming, reviewing and taking back duties; locking registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import Rule, require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Photo, saving
from congress.notices import operations as notices
from congress.web.dates import full_day
from deputies.duty import rules
from deputies.duty.enums import DutyState
from deputies.duty.facts import facts_of
from deputies.duty.queries import is_in_session, locked_registers
from deputies.duty.workflow import DUTY_WORKFLOW
from deputies.models import Deputyship, DutyKind, DutyPolicy, DutyRecord, Register
from deputies.points.operations import require_open, settle

#: What a step fills in by itself.
_NOT_TYPED = ("recorded_by", "confirmed_by", "confirmed_at", "reviewed_by", "reviewed_at")


class Declared(TypedDict):
    """What a deputy declares."""

    kind: DutyKind
    day: date
    title: str
    place: str
    account: str
    hours: Decimal | None


@transaction.atomic
def declare(
    *,
    deputyship: Deputyship,
    actor: User,
    token: UUID | None = None,
    photos: Sequence[Photo] = (),
    **facts: object,
) -> DutyRecord:
    """Enter what a deputy did; it waits for the group (R057). Only the deputy writes in the own register.

    ``token`` names one submission: sent twice, it gives the duty of the first time. Raises ``ValidationError`` at the
    field, ``Conflict`` when the register is locked or the year frozen, ``StorageFailed`` when a photo cannot be saved.
    """
    if deputyship.person.user_id != actor.pk:
        raise PermissionDenied(Denial(rules.own_duty.roles))
    earlier = DutyRecord.objects.filter(token=token, recorded_by=actor).first() if token else None
    if earlier is not None:
        return earlier
    row = DutyRecord(deputyship=deputyship, recorded_by=actor, token=token)
    _take(row, facts)
    _require_unlocked([row])
    require_open(row.day.year)
    if row.kind.needs_photo and not photos:
        raise ValidationError({"photos": f"“{row.kind}”须附照片"})
    row.save()
    _add_photos(row, photos, actor)
    audit.record(actor=actor, verb="deputies:declare_duty", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def declare_again(
    *, record: DutyRecord, actor: User, version: int, photos: Sequence[Photo] = (), **facts: object
) -> DutyRecord:
    """Correct a declared duty that waits or was returned; it waits for the group again.

    Raises as :func:`declare`, and ``StaleVersion``.
    """
    row = _locked(record)
    before = facts_of(row)
    require_rule(actor, rules.own_duty, row)
    check_version(row, version, before)
    if not row.was_declared:
        raise Conflict("这一条来自工作记录，请在那里改正")
    if row.state not in {DutyState.PENDING, DutyState.RETURNED}:
        raise Conflict("小组已经确认，不能再改；需要改请联系代表工作机构")
    _require_unlocked([row])
    _take(row, facts)
    _require_unlocked([row])
    require_open(row.day.year)
    row.state, row.reason = DutyState.PENDING, ""
    row.version += 1
    row.save()
    _add_photos(row, photos, actor)
    old, new = audit.changed(before, facts_of(row))
    audit.record(actor=actor, verb="deputies:declare_duty_again", obj=row, before=old, after=new)
    return row


@transaction.atomic
def confirm(*, records: Collection[DutyRecord], actor: User) -> int:
    """The group confirms duties; those that need no review count at once. Gives how many were confirmed.

    What somebody else settled meanwhile is left out. Nobody confirms their own: 403. Raises ``Conflict`` for a locked
    register.
    """
    rows = _locked_all(records, DutyState.PENDING)
    _require_rule_for_all(actor, rules.confirm_duty, rows)
    for row in rows:
        require(actor, DUTY_WORKFLOW["confirm"], row.state)
    _require_unlocked(rows)
    review_all = DutyPolicy.current().review_all
    for row in rows:
        before = facts_of(row)
        row.confirmed_by, row.confirmed_at = actor, timezone.now()
        row.state = DutyState.CONFIRMED if row.was_declared or review_all else DutyState.COUNTED
        _save(row, "confirm", before, actor)
    _settle(rows, actor)
    return len(rows)


@transaction.atomic
def review(*, records: Collection[DutyRecord], actor: User) -> int:
    """The office reviews confirmed duties: they count, and score. Gives how many; refuses as :func:`confirm`."""
    rows = _locked_all(records, DutyState.CONFIRMED)
    _require_rule_for_all(actor, rules.review_duty, rows)
    for row in rows:
        require(actor, DUTY_WORKFLOW["review"], row.state)
    _require_unlocked(rows)
    for row in rows:
        before = facts_of(row)
        row.reviewed_by, row.reviewed_at = actor, timezone.now()
        row.state = DutyState.COUNTED
        _save(row, "review", before, actor)
    _settle(rows, actor)
    return len(rows)


@transaction.atomic
def send_back(*, record: DutyRecord, actor: User, reason: str) -> DutyRecord:
    """Return a duty to the deputy with what is to be mended; the text stays the deputy's own."""
    row = _undo(record, actor, "send_back", reason, rules.confirm_duty)
    _tell(row, "履职被退回，请改好再报")
    return row


@transaction.atomic
def take_back(*, record: DutyRecord, actor: User) -> DutyRecord:
    """The deputy takes back what was declared and is not confirmed yet."""
    if not record.was_declared:
        raise Conflict("这一条来自工作记录，不能在这里撤回")
    return _undo(record, actor, "take_back", "本人撤回", rules.own_duty)


@transaction.atomic
def strike_out(*, record: DutyRecord, actor: User, reason: str) -> DutyRecord:
    """The office takes a duty out, with the opposite lines in the ledger. Refused in a frozen year."""
    require_open(record.year)
    row = _undo(record, actor, "strike_out", reason, rules.review_duty)
    _tell(row, "履职被撤销")
    return row


@transaction.atomic
def lock_registers(*, deputyships: Iterable[Deputyship], year: int, actor: User) -> int:
    """The group closes registers: nothing in them changes until one is unlocked. Gives how many were locked."""
    locked = 0
    for deputyship in deputyships:
        row = _register(deputyship, year, actor)
        if row.is_locked:
            continue
        row.locked_at, row.locked_by, row.unlock_reason = timezone.now(), actor, ""
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="deputies:lock_register", obj=row, after={"year": year})
        locked += 1
    return locked


@transaction.atomic
def unlock_register(*, deputyship: Deputyship, year: int, actor: User, reason: str) -> Register:
    """Open a locked register again, with a reason. ``ValidationError`` without one, ``Conflict`` when it is open."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么解锁"})
    require_open(year)
    row = _register(deputyship, year, actor)
    if not row.is_locked:
        raise Conflict("这本登记册没有锁定")
    row.locked_at = row.locked_by = None
    row.unlock_reason = reason.strip()
    row.version += 1
    row.save()
    audit.record(
        actor=actor, verb="deputies:unlock_register", obj=row, after={"unlock_reason": row.unlock_reason}
    )
    return row


def _take(row: DutyRecord, facts: dict[str, object]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    today = timezone.localdate()
    problem = _day_problem(row, today)
    if problem:
        raise ValidationError({"day": problem})
    if not row.kind.declarable or not row.kind.in_use:
        raise ValidationError({"kind": f"“{row.kind}”由办公室登记，不用填报"})
    if row.kind.asks_hours and row.hours is None:
        raise ValidationError({"hours": "请填时长"})
    row.year = row.day.year
    row.in_session = is_in_session(row.deputyship, row.day)
    row.full_clean(exclude=_NOT_TYPED, validate_unique=False)


def _day_problem(row: DutyRecord, today: date) -> str:
    if row.day > today:
        return "还没有到这一天，履职之后再填"
    within = DutyPolicy.current().declare_within
    if row.day < today - timedelta(days=within):
        return f"只能填报 {within} 天以内的，请联系小组或代表工作机构"
    if row.day < row.deputyship.starts_on:
        return f"您从{full_day(row.deputyship.starts_on)}起任代表，请核对日期"
    if row.deputyship.ends_on and row.day > row.deputyship.ends_on:
        return f"这一届代表资格到{full_day(row.deputyship.ends_on)}为止，请核对日期"
    return ""


def _locked(record: DutyRecord) -> DutyRecord:
    rows = DutyRecord.objects.select_for_update(of=("self",)).select_related("kind", "deputyship__person")
    return rows.get(pk=record.pk)


def _locked_all(records: Collection[DutyRecord], state: DutyState) -> list[DutyRecord]:
    rows = DutyRecord.objects.select_for_update(of=("self",)).select_related("kind", "deputyship__person")
    return list(rows.filter(pk__in=[row.pk for row in records], state=state).order_by("pk"))


def _require_rule_for_all(actor: User, rule: Rule, rows: Sequence[DutyRecord]) -> None:
    """403 unless the rule allows every one of the records (1 query)."""
    allowed = DutyRecord.objects.filter(rule.as_q(actor), pk__in=[row.pk for row in rows]).count()
    if allowed != len(rows):
        raise PermissionDenied(Denial(rule.roles))


def _require_unlocked(rows: Sequence[DutyRecord]) -> None:
    locked = locked_registers([row.deputyship_id for row in rows], [row.day.year for row in rows])
    for row in rows:
        if (row.deputyship_id, row.day.year) in locked:
            name = row.deputyship.person.name
            raise Conflict(f"{name}{row.day.year}年的登记册已由小组锁定，解锁之后再改")


def _add_photos(row: DutyRecord, photos: Sequence[Photo], actor: User) -> None:
    with saving() as saver, transaction.atomic():
        add_photos(row.photos, photos, actor, saver.save, folder="duties")


def _save(row: DutyRecord, step: str, before: dict[str, object], actor: User) -> None:
    row.version += 1
    row.save()
    old, new = audit.changed(before, facts_of(row))
    audit.record(actor=actor, verb=f"deputies:{step}_duty", obj=row, before=old, after=new)


def _undo(record: DutyRecord, actor: User, step: str, reason: str, rule: Rule) -> DutyRecord:
    row = _locked(record)
    require_rule(actor, rule, row)
    require(actor, DUTY_WORKFLOW[step], row.state)
    _require_unlocked([row])
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    before = facts_of(row)
    row.state, row.reason = DUTY_WORKFLOW[step].target, reason.strip()
    _save(row, step, before, actor)
    _settle([row], actor)
    return row


def _tell(row: DutyRecord, title: str) -> None:
    """Tell the deputy, where there is an account."""
    user = row.deputyship.person.user
    if user is not None:
        url = reverse("duty:detail", args=[row.pk])
        notices.send(to=[user], title=f"{title}：{row.title}", text=row.reason, url=url)


def _settle(rows: Iterable[DutyRecord], actor: User) -> None:
    by_year: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        by_year[row.year].add(row.deputyship_id)
    for year, deputyships in sorted(by_year.items()):
        settle(deputyships=deputyships, year=year, actor=actor)


def _register(deputyship: Deputyship, year: int, actor: User) -> Register:
    row, _is_new = Register.objects.get_or_create(deputyship=deputyship, year=year)
    row = Register.objects.select_for_update(of=("self",)).select_related("deputyship__person").get(pk=row.pk)
    require_rule(actor, rules.keep_register, row)
    return row
