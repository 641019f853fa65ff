"""An exit case from finding to its end (R030). The order of the steps is that of the workflow table."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.dates import full_day
from deputies.exits import rules
from deputies.exits.enums import OPEN
from deputies.exits.workflow import EXIT_WORKFLOW, STEP_WORDS
from deputies.models import Deputyship, ExitCase, ExitGround, ExitStep
from deputies.operations.deputyships import end_deputyship, locked_deputyship
from deputies.operations.facts import facts

CASE_FIELDS = ("ground_id", "basis", "account", "manner", "procedure")


def _locked(case: ExitCase) -> ExitCase:
    rows = ExitCase.objects.select_for_update(of=("self",))
    return rows.select_related("deputyship__person", "deputyship__term__area", "ground").get(pk=case.pk)


@transaction.atomic
def open_case(
    *,
    deputyship: Deputyship,
    actor: User,
    ground: ExitGround,
    account: str,
    manner: str,
    procedure: str,
    found_on: date,
    basis: str = "",
) -> ExitCase:
    """Note conduct that does not go with being a deputy; the basis is that of the ground unless another is given.

    Raises ``ValidationError`` for a day before the deputyship began or to come, ``Conflict`` when it has ended or
    a case of this deputy is open.
    """
    holder = locked_deputyship(deputyship)
    require_rule(actor, rules.keep_case, holder)
    if holder.ends_on is not None:
        raise Conflict(f"{holder.person}的{holder.title}资格已结束，不用再办退出")
    if ExitCase.objects.standing().filter(deputyship=holder).exists():
        raise Conflict(f"{holder.person}已有一件没有办结的退出事项，请在那一件里登记")
    _in_time(found_on, holder.starts_on, "found_on", f"{holder.person}的代表资格开始")
    row = ExitCase(
        deputyship=holder,
        ground=ground,
        basis=basis.strip() or ground.basis,
        account=account.strip(),
        manner=manner,
        procedure=procedure.strip(),
        found_on=found_on,
        last_on=found_on,
    )
    row.full_clean()
    row.save()
    _write_step(row, "open_case", found_on, "", actor)
    after = {"title": holder.person.name, "on": found_on, **facts(row, CASE_FIELDS)}
    audit.record(actor=actor, verb="exits:open_case", obj=row, after=after)
    return row


@transaction.atomic
def change_case(
    *,
    case: ExitCase,
    actor: User,
    version: int,
    ground: ExitGround,
    basis: str,
    account: str,
    manner: str,
    procedure: str,
) -> ExitCase:
    """Correct what is written of an open case. Raises ``StaleVersion``, and ``Conflict`` for a closed one."""
    row = _locked(case)
    require_rule(actor, rules.keep_case, row)
    before = facts(row, CASE_FIELDS)
    check_version(row, version, before)
    if row.state not in OPEN:
        raise Conflict(f"这一件{row.get_state_display()}，不能再修改")
    row.ground, row.basis, row.account = ground, basis.strip() or ground.basis, account.strip()
    row.manner, row.procedure = manner, procedure.strip()
    old, new = audit.changed(before, facts(row, CASE_FIELDS))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="exits:change_case", obj=row, before=old, after=new)
    return row


def remind(*, case: ExitCase, actor: User, on: date, note: str, due_on: date | None = None) -> ExitCase:
    """Remind the deputy, with the day until which they mend their ways; may be done more than once."""
    return _step(case, "remind", actor, on, note, due_on)


def find_corrected(*, case: ExitCase, actor: User, on: date, note: str) -> ExitCase:
    """The deputy mended their ways after the reminder: the case is closed."""
    return _step(case, "find_corrected", actor, on, note)


def find_uncorrected(*, case: ExitCase, actor: User, on: date, note: str) -> ExitCase:
    """The deputy did not mend their ways after the reminder."""
    return _step(case, "find_uncorrected", actor, on, note)


def order_resignation(*, case: ExitCase, actor: User, on: date, note: str) -> ExitCase:
    """Order the deputy to resign; refused without a reminder and a later finding of no correction."""
    return _step(case, "order_resignation", actor, on, note)


def drop_case(*, case: ExitCase, actor: User, on: date, note: str) -> ExitCase:
    """Close the case without going on."""
    return _step(case, "drop_case", actor, on, note)


@transaction.atomic
def end_by_exit(*, case: ExitCase, actor: User, on: date, note: str) -> ExitCase:
    """End the deputyship in the manner of the case; ``on`` is the last day, which may lie before the end of the term.

    Raises what the other steps raise, and what :func:`end_deputyship` raises.
    """
    row = _step(case, "end_by_exit", actor, on, note)
    holder = locked_deputyship(row.deputyship)
    end_deputyship(
        deputyship=holder,
        actor=actor,
        version=holder.version,
        ends_on=on,
        how_ended=row.manner,
        end_note=note.strip()[:200],
    )
    return row


@transaction.atomic
def _step(
    case: ExitCase, step: str, actor: User, on: date, note: str, due_on: date | None = None
) -> ExitCase:
    row = _locked(case)
    require_rule(actor, rules.keep_case, row)
    transition = EXIT_WORKFLOW[step]
    require(actor, transition, row.state)
    if not note.strip():
        raise ValidationError({"note": "还没有写情况"})
    _in_time(on, row.last_on, "on", "上一步")
    if due_on is not None and due_on < on:
        raise ValidationError({"due_on": "改正期限不能早于提醒的日期"})
    before, row.state = row.state, transition.target
    row.last_on, row.due_on = on, due_on if step == "remind" else None
    row.version += 1
    row.save()
    _write_step(row, step, on, note.strip(), actor)
    audit.record(
        actor=actor,
        verb=f"exits:{step}",
        obj=row,
        before={"state": before},
        after={"state": row.state, "on": on, "note": note.strip()},
    )
    return row


def _in_time(on: date, since: date, field: str, what: str) -> None:
    if on > timezone.localdate():
        raise ValidationError({field: f"{full_day(on)}还没有到，请改成实际日期"})
    if on < since:
        raise ValidationError({field: f"{what}是{full_day(since)}，日期不能比它早"})


def _write_step(row: ExitCase, step: str, on: date, note: str, actor: User) -> None:
    ExitStep.objects.create(case=row, step=step, on=on, note=note[:500], by=actor)


VERBS = {f"exits:{step}": word for step, word in STEP_WORDS.items()} | {"exits:change_case": "修改退出事项"}
