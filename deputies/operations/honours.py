"""Honours: registered, released to the public, withdrawn (R053, R079, R081)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.honours import rules
from deputies.models import Candidate, DeputyGroup, Honour, Person
from deputies.operations.facts import facts

HONOUR_FIELDS = ("title", "awarded_by", "level", "year", "deeds")
VERBS = {
    "honours:record_honour": "登记荣誉",
    "honours:change_honour": "修改荣誉",
    "honours:release_honour": "公开荣誉",
    "honours:hide_honour": "撤下荣誉",
    "honours:withdraw_honour": "撤销荣誉",
}


def _locked(honour: Honour) -> Honour:
    rows = Honour.objects.select_for_update(of=("self",))
    return rows.select_related("person", "group").get(pk=honour.pk)


def _kept(honour: Honour, actor: User | None) -> Honour:
    """The row, locked, unless it was withdrawn."""
    row = _locked(honour)
    if actor is not None:
        require_rule(actor, rules.keep_honour, row)
    if row.withdrawn_at is not None:
        raise Conflict(f"这项荣誉已撤销：{row.reason}")
    return row


@transaction.atomic
def record_honour(
    *,
    actor: User | None,
    title: str,
    awarded_by: str,
    level: str,
    year: int,
    person: Person | None = None,
    group: DeputyGroup | None = None,
    deeds: str = "",
    candidate: Candidate | None = None,
) -> Honour:
    """Register an honour of a person or of a group. The public does not read it before it is released.

    Raises ``ValidationError`` for both or neither, and for one that is there already.
    """
    row = Honour(
        person=person,
        group=group,
        title=title.strip(),
        awarded_by=awarded_by.strip(),
        level=level,
        year=year,
        deeds=deeds.strip(),
        candidate=candidate,
    )
    row.full_clean()
    row.save()
    after = {"holder": str(row.holder), **facts(row, HONOUR_FIELDS)}
    audit.record(actor=actor, verb="honours:record_honour", obj=row, after=after)
    return row


@transaction.atomic
def change_honour(
    *,
    honour: Honour,
    actor: User,
    version: int,
    title: str,
    awarded_by: str,
    level: str,
    year: int,
    deeds: str,
) -> Honour:
    """Correct an honour. Raises ``Conflict`` for one that a published selection gave, ``StaleVersion``."""
    row = _kept(honour, actor)
    before = facts(row, HONOUR_FIELDS)
    check_version(row, version, before)
    if row.candidate_id is not None:
        raise Conflict("这项荣誉由评选公布，不能修改；公布错了请撤销那次评选")
    row.title, row.awarded_by, row.level = title.strip(), awarded_by.strip(), level
    row.year, row.deeds = year, deeds.strip()
    old, new = audit.changed(before, facts(row, HONOUR_FIELDS))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="honours:change_honour", obj=row, before=old, after=new)
    return row


@transaction.atomic
def release_honour(*, honour: Honour, actor: User | None) -> Honour:
    """Let everybody read it, on the deputy's public page too."""
    row = _kept(honour, actor)
    if row.released_at is not None:
        raise Conflict("这项荣誉已经公开")
    row.released_at = timezone.now()
    return _saved(row, "release_honour", actor)


@transaction.atomic
def hide_honour(*, honour: Honour, actor: User) -> Honour:
    """Take it from the public pages; the register keeps it."""
    row = _kept(honour, actor)
    if row.released_at is None:
        raise Conflict("这项荣誉没有公开")
    row.released_at = None
    return _saved(row, "hide_honour", actor)


@transaction.atomic
def withdraw_honour(*, honour: Honour, actor: User | None, reason: str) -> Honour:
    """It counts no longer, and no page for the public shows it; the record and the reason stay."""
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})
    row = _kept(honour, actor)
    row.withdrawn_at, row.reason = timezone.now(), reason.strip()
    return _saved(row, "withdraw_honour", actor)


def _saved(row: Honour, verb: str, actor: User | None) -> Honour:
    row.version += 1
    row.save()
    after = {"note": row.reason} if row.reason else {}
    audit.record(actor=actor, verb=f"honours:{verb}", obj=row, after={"title": str(row), **after})
    return row
