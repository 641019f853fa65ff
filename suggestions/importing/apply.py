"""Writing a session's suggestions inside the one transaction of their import, step by step as the office would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.documents.imports import Row
from suggestions import operations
from suggestions.enums import CosignState, Occasion, Signing, Source
from suggestions.importing.parsers import in_parts
from suggestions.importing.plan import Entry
from suggestions.models import Suggestion
from suggestions.operations import UnitPart
from suggestions.operations.entering import moment_on
from suggestions.operations.numbers import take_number
from suggestions.operations.shared import locked, one_notice_each

#: What stands where the table does not give a part; every suggestion has both.
ON_PAPER, SEE_ABOVE = "全文见纸质件。", "见“情况”。"


def apply(rows: Sequence[Row], actor: User) -> None:
    """Write the rows that are new, and hand over those that waited; each person is told once of all.

    Whatever is refused refuses the whole file: raises ``Conflict`` with the row and the reason.
    """
    with one_notice_each():
        for row in rows:
            entry: Entry = row.record
            try:
                _write(entry, actor)
            except (ValidationError, Conflict) as error:
                why = "；".join(error.messages) if isinstance(error, ValidationError) else str(error)
                raise Conflict(f"第 {row.number} 行没有写进去：{why}。整个文件都没有写入") from error


def _write(entry: Entry, actor: User) -> None:
    assigned = moment_on(entry.assigned_on or timezone.localdate())
    suggestion = entry.known or _register(entry, actor, assigned)
    if entry.units:
        units = [UnitPart(organ, part) for organ, part in entry.units]
        operations.assign(suggestion=suggestion, actor=actor, units=units, at=assigned)


def _register(entry: Entry, actor: User, assigned: datetime) -> Suggestion:
    """Submitted on the last day of the session, and through the gate with the number it bears."""
    values: Any = entry.row.values
    situation, proposal = in_parts(values["text"] or "")
    submitted = min(moment_on(entry.session.ends_on), assigned)
    row = operations.draft(
        actor=actor,
        lead=entry.lead,
        title=values["title"],
        situation=situation or ON_PAPER,
        proposal=proposal or SEE_ABOVE,
        kind=entry.kind,
        occasion=Occasion.SESSION,
        session=entry.session,
        signing=Signing.JOINT if entry.signers else Signing.INDIVIDUAL,
        source=Source.MEETING,
        source_note="政府办转来的表",
    )
    for signer in entry.signers:
        row.cosigners.create(deputyship=signer, state=CosignState.CONFIRMED, answered_at=submitted)
    row = operations.submit(suggestion=row, actor=actor, at=submitted)
    fresh = locked(row)
    take_number(fresh, entry.number, entry.session.ends_on)
    fresh.save()
    assert entry.category is not None  # noqa: S101 - a row without one is refused before
    return operations.register(suggestion=fresh, actor=actor, category=entry.category, at=assigned)
