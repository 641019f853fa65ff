"""Records that are entered, corrected at a version, and withdrawn with a reason, each step in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import Rule, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit

R = TypeVar("R", bound=Model)


def facts_of(row: Model, names: Mapping[str, object]) -> dict[str, Any]:
    """What stands in a record by these names: records by their keys, long texts by their length."""
    return {name: _told(row.serializable_value(name)) for name in names}


def _told(value: Any) -> Any:
    return f"{len(value)} 字" if isinstance(value, str) and len(value) > 200 else value


def _as_given(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def not_to_come(field: str, day: date) -> None:
    """``ValidationError`` at the field when the day is still to come."""
    if day > timezone.localdate():
        raise ValidationError({field: "日期还没有到"})


def checked(row: Model) -> None:
    """As ``full_clean``, without the fields that nobody is asked for: an operation fills them in its time."""
    row.full_clean(exclude=[field.name for field in row._meta.fields if field.null and not field.blank])


def enter(row: R, *, actor: User | None, verb: str, rule: Rule, facts: Mapping[str, Any]) -> R:
    """Save a new record. Raises ``ValidationError``; 403 when it lies outside what the actor keeps."""
    for name, value in facts.items():
        setattr(row, name, _as_given(value))
    checked(row)
    row.save()
    if actor is not None:
        require_rule(actor, rule, row)
    audit.record(actor=actor, verb=verb, obj=row, after=facts_of(row, facts))
    return row


def locked(row: R, actor: User | None, rule: Rule) -> R:
    """The record, locked; 403 outside the rule, ``Conflict`` once it is withdrawn."""
    kept = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if actor is not None:
        require_rule(actor, rule, kept)
    if getattr(kept, "withdrawn_reason", ""):
        raise Conflict("这条记录已撤回，不能再改")
    return kept


def correct(
    row: R, *, actor: User, verb: str, rule: Rule, version: int, facts: Mapping[str, Any]
) -> tuple[R, bool]:
    """Write what changed; tells whether anything did.

    Raises ``StaleVersion``, ``ValidationError``; ``Conflict`` once it is withdrawn.
    """
    kept: Any = locked(row, actor, rule)
    before = {name: kept.serializable_value(name) for name in facts}
    told = facts_of(kept, facts)
    check_version(kept, version, before)
    for name, value in facts.items():
        setattr(kept, name, _as_given(value))
    if {name: kept.serializable_value(name) for name in facts} == before:
        return kept, False
    checked(kept)
    kept.version += 1
    kept.save()
    require_rule(actor, rule, kept)
    old, new = audit.changed(told, facts_of(kept, facts))
    audit.record(actor=actor, verb=verb, obj=kept, before=old, after=new)
    return kept, True


def advance(row: R, to: str, *, actor: User | None, verb: str, **after: Any) -> R:
    """Into the state a step leads to, written down; without an actor the result of a ballot took the step."""
    kept: Any = row
    before, kept.state = kept.state, to
    kept.version += 1
    checked(kept)
    kept.save()
    after = {"state": kept.state, **after}
    audit.record(actor=actor, verb=verb, obj=kept, before={"state": before}, after=after)
    return row


def withdraw(row: R, *, actor: User, verb: str, rule: Rule, reason: str) -> R:
    """It counts no longer, and stays readable with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    kept: Any = locked(row, actor, rule)
    kept.withdrawn_reason = reason.strip()
    kept.version += 1
    kept.save()
    audit.record(actor=actor, verb=verb, obj=kept, after={"note": kept.withdrawn_reason})
    result: R = kept
    return result
