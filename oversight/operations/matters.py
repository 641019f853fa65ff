"""A major matter from the list to the report after, each step with its day; the six parts (R264, R265)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import correct, enter, locked, not_to_come
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.web import dates
from oversight.matters import rules
from oversight.matters.enums import MatterState
from oversight.matters.workflow import DAY_OF, MATTER_WORKFLOW
from oversight.models import MajorMatter, MatterPart


@transaction.atomic
def propose_matter(*, actor: User, **facts: Any) -> MajorMatter:
    """Put a matter on the list of a year."""
    return enter(
        MajorMatter(), actor=actor, verb="major_matters:propose_matter", rule=rules.keep, facts=facts
    )


@transaction.atomic
def change_matter(*, matter: MajorMatter, actor: User, version: int, **facts: Any) -> MajorMatter:
    """Correct what it is and where it comes from. Raises ``StaleVersion``."""
    verb = "major_matters:change_matter"
    row, _new = correct(matter, actor=actor, verb=verb, rule=rules.keep, version=version, facts=facts)
    return row


@transaction.atomic
def take_step(*, matter: MajorMatter, actor: User, step: str, on: date, decision: str = "") -> MajorMatter:
    """Take the next step of the table on a day, not before the step before it.

    The plan is out of reach without the day on which 区委 agreed, a decision without the request before it.
    """
    row = locked(matter, actor, rules.keep)
    transition = MATTER_WORKFLOW[step]
    require(actor, transition, row.state)
    not_to_come("on", on)
    names = list(DAY_OF.values())
    earlier = [day for name in names[: names.index(DAY_OF[step])] if (day := getattr(row, name)) is not None]
    if earlier and on < max(earlier):
        raise ValidationError({"on": f"上一步是{dates.full_day(max(earlier))}，日期不能比它早"})
    if step == "decide_matter" and not decision.strip():
        raise ValidationError({"decision": "请写决议、决定的内容"})
    setattr(row, DAY_OF[step], on)
    row.decision = decision.strip() or row.decision
    before, row.state = row.state, MatterState(transition.target)
    row.version += 1
    row.full_clean()
    row.save()
    after = {"state": row.state, "on": on}
    audit.record(actor=actor, verb=f"major_matters:{step}", obj=row, before={"state": before}, after=after)
    return row


@transaction.atomic
def drop_matter(*, matter: MajorMatter, actor: User, reason: str) -> MajorMatter:
    """It does not stay on the list, for a reason."""
    row = locked(matter, actor, rules.keep)
    require(actor, MATTER_WORKFLOW["drop_matter"], row.state)
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row.state, row.dropped_reason = MatterState.DROPPED, reason.strip()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="major_matters:drop_matter", obj=row, after={"note": row.dropped_reason})
    return row


@transaction.atomic
def write_part(
    *,
    matter: MajorMatter,
    actor: User,
    part: str,
    done_on: date,
    note: str,
    attachments: Sequence[Document] = (),
) -> MatterPart:
    """What was done for one of the six parts, with evidence; written again it is corrected."""
    row = MajorMatter.objects.select_for_update().get(pk=matter.pk)
    require_rule(actor, rules.keep_part, row)
    if row.state == MatterState.DROPPED:
        raise Conflict("这件事项不再列入，不能再登记")
    not_to_come("done_on", done_on)
    line = MatterPart.objects.filter(matter=row, part=part).first() or MatterPart(matter=row, part=part)
    line.done_on, line.note = done_on, note.strip()
    line.version += 1 if line.pk else 0
    line.full_clean()
    line.save()
    with saving() as saver, transaction.atomic():
        add_documents(line.files, attachments, actor, saver.save, folder="major-matters")
    after = {"on": done_on, "note": str(line.get_part_display())}
    audit.record(actor=actor, verb="major_matters:write_part", obj=row, after=after)
    return line
