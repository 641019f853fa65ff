"""Checks from their start to the notice of findings, and the corrections that follow (R058–R060)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.access.workflow import Transition
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Area
from congress.web.dates import full_day
from deputies.checks import rules
from deputies.checks.drawing import draw, new_seed
from deputies.checks.enums import CIRCULATED, CheckKind, CheckState
from deputies.checks.queries import elected_in, groups_checked, leaders_of, sampled_from
from deputies.checks.workflow import CHECK_WORKFLOW, OFFICE
from deputies.models import CheckFinding, DeputyGroup, DutyCheck


@dataclass(frozen=True)
class Found:
    """What was found at one line; an answer that is missing leaves the line waiting."""

    finding: CheckFinding
    in_place: bool | None = None
    well_kept: bool | None = None
    remarks: str = ""
    correct_by: date | None = None


@transaction.atomic
def start_quarter(*, area: Area, actor: User, year: int, number: int) -> DutyCheck:
    """A town begins its check of a quarter: every register of the deputies elected there is a line (R058).

    Raises ``ValidationError`` when the quarter has one already or nobody was elected there.
    """
    check = DutyCheck(kind=CheckKind.QUARTER, area=area, year=year, number=number, started_by=actor)
    _require_starter(actor, area)
    on = min(check.period_ends, timezone.localdate())
    keys = list(elected_in(area, on).values_list("pk", flat=True))
    if not keys:
        raise ValidationError({"area": f"{area}没有在任的代表，不用检查"})
    _begin(check, actor)
    CheckFinding.objects.bulk_create(CheckFinding(check_of=check, deputyship_id=key) for key in keys)
    return check


@transaction.atomic
def draw_sample(*, actor: User, year: int, number: int, size: int, seed: str = "") -> DutyCheck:
    """Draw the registers of a half-year; seed and population are kept, so that the draw can be made again (R059).

    Raises ``ValidationError`` when the half-year has a sample already, or more are asked for than there are.
    """
    _require_starter(actor, None)
    population = sorted(sampled_from(timezone.localdate()).values_list("pk", flat=True))
    if not 1 <= size <= len(population):
        raise ValidationError({"size": f"在任代表 {len(population)} 名，抽查人数填 1 到 {len(population)}"})
    check = DutyCheck(
        kind=CheckKind.SAMPLE,
        year=year,
        number=number,
        seed=seed or new_seed(),
        size=size,
        population=population,
        started_by=actor,
    )
    _begin(check, actor)
    drawn = draw(population, check.seed, size)
    CheckFinding.objects.bulk_create(CheckFinding(check_of=check, deputyship_id=key) for key in sorted(drawn))
    return check


@transaction.atomic
def start_groups(*, actor: User, year: int, number: int) -> DutyCheck:
    """Begin the inspection of a half-year: every group is a line, none is left out (R060)."""
    _require_starter(actor, None)
    check = DutyCheck(kind=CheckKind.GROUPS, year=year, number=number, started_by=actor)
    on = min(check.period_ends, timezone.localdate())
    keys = list(groups_checked(on).values_list("pk", flat=True))
    if not keys:
        raise ValidationError({"kind": "还没有代表小组，不用督查"})
    _begin(check, actor)
    CheckFinding.objects.bulk_create(CheckFinding(check_of=check, group_id=key) for key in keys)
    return check


@transaction.atomic
def write_findings(
    *,
    check: DutyCheck,
    actor: User,
    version: int,
    findings: Iterable[Found],
    checked_on: date | None = None,
    checked_by: str = "",
    summary: str = "",
) -> DutyCheck:
    """Write down what was found, of all lines or of some; lines can wait. Raises ``StaleVersion``.

    Raises ``ValidationError``: a day to come, a fault without words, a day to correct by before the check.
    """
    row, _transition = _step(check, "write_findings", actor)
    check_version(row, version, {"summary": row.summary, "checked_on": row.checked_on})
    if checked_on is not None and checked_on > timezone.localdate():
        raise ValidationError({"checked_on": f"{full_day(checked_on)}还没有到，检查之后再登记"})
    row.checked_on, row.checked_by, row.summary = checked_on, checked_by.strip(), summary.strip()
    lines = {line.pk: line for line in row.findings.select_related("deputyship__person", "group")}
    changed = [_take(lines[one.finding.pk], one, row) for one in findings]
    CheckFinding.objects.bulk_update(changed, ["in_place", "well_kept", "remarks", "correct_by"])
    row.version += 1
    row.full_clean(exclude=["population"])
    row.save()
    after = {"checked_on": row.checked_on, "written": sum(line.is_found for line in changed)}
    audit.record(actor=actor, verb="deputies:write_findings", obj=row, after=after)
    return row


@transaction.atomic
def finish_check(*, check: DutyCheck, actor: User) -> DutyCheck:
    """Close a check: every line has its finding. Deputies and leaders hear what is to be corrected, of a quarter's.

    What a sample or an inspection found they hear with its notice. Raises ``Conflict`` while a line waits.
    """
    row, transition = _step(check, "finish_check", actor)
    waiting = list(row.findings.waiting().select_related("deputyship__person", "group")[:4])
    if waiting:
        named = "、".join(one.whose for one in waiting[:3])
        more = "等" if len(waiting) > 3 else ""
        raise Conflict(f"{named}{more}还没有检查情况，都登记了再点查完")
    row.checked_on = row.checked_on or timezone.localdate()
    _move(row, transition, actor)
    if row.kind == CheckKind.QUARTER:
        _tell_faults(row)
    return row


@transaction.atomic
def reopen_check(*, check: DutyCheck, actor: User) -> DutyCheck:
    """Take a finished check up again, to correct a finding; one that was circulated stays as it is."""
    row, transition = _step(check, "reopen_check", actor)
    _move(row, transition, actor)
    return row


@transaction.atomic
def issue_check(*, check: DutyCheck, actor: User, issued_on: date, document_no: str = "") -> DutyCheck:
    """Circulate what a sample or an inspection found: towns and group leaders get the 通报 (R059).

    Refused with ``Conflict`` for a town's own check and while there are no findings.
    """
    row, transition = _step(check, "issue_check", actor)
    if row.kind not in CIRCULATED:
        raise Conflict("乡镇、街道每季度的检查不发通报")
    if not row.findings.found().exists() or row.findings.waiting().exists():
        raise Conflict("还有没登记的检查情况，不能发通报")
    if issued_on > timezone.localdate() or (row.checked_on and issued_on < row.checked_on):
        raise ValidationError({"issued_on": "通报日期不能早于检查，也不能晚于今天"})
    row.issued_on, row.document_no = issued_on, document_no.strip()
    _move(row, transition, actor)
    keepers = Assignment.objects.in_force().filter(role=Role.TOWN)
    towns = User.objects.filter(pk__in=keepers.values("user_id"), is_active=True)
    notices.send(
        to={*towns, *leaders_of(groups_checked(issued_on), issued_on)},
        title=f"通报：{row}",
        text=row.summary[:200],
        url=reverse("duty_checks:detail", args=[row.pk]),
        key=f"duty_check:{row.pk}",
    )
    _tell_faults(row)
    return row


@transaction.atomic
def mark_corrected(*, finding: CheckFinding, actor: User, corrected_on: date, note: str) -> CheckFinding:
    """Note that what was found was put right, and how. Raises ``Conflict`` when nothing was to be corrected."""
    row = CheckFinding.objects.select_for_update(of=("self",)).select_related("check_of").get(pk=finding.pk)
    require_rule(actor, rules.keep_finding, row)
    if row.correct_by is None or row.check_of.state == CheckState.OPEN:
        raise Conflict("这一条不用改正，或者检查还没有查完")
    if row.corrected_on is not None:
        raise Conflict("这一条已登记改正")
    if corrected_on > timezone.localdate():
        raise ValidationError({"corrected_on": f"{full_day(corrected_on)}还没有到，改正之后再登记"})
    row.corrected_on, row.corrected_note = corrected_on, note.strip()
    row.full_clean()
    row.save()
    after = {"whose": row.whose, "corrected_on": corrected_on, "note": row.corrected_note}
    audit.record(actor=actor, verb="deputies:mark_corrected", obj=row.check_of, after=after)
    return row


def _require_starter(actor: User, area: Area | None) -> None:
    """The district's office starts any check, a town that of its own area."""
    own = area is not None and any(
        one.role == Role.TOWN and one.area is not None and area.path.startswith(one.area.path)
        for one in actor.assignments_today
    )
    if not own and not actor.has_role(*OFFICE):
        raise PermissionDenied(Denial(OFFICE))


def _begin(check: DutyCheck, actor: User) -> None:
    if check.period_begins > timezone.localdate():
        raise ValidationError({"number": f"{check.year}年{check.period}还没有到"})
    check.full_clean(exclude=["population"])
    try:
        with transaction.atomic():
            check.save()
    except IntegrityError:  # somebody else began the same one in this moment
        check.validate_constraints()
        raise
    after = {"check": str(check), "seed": check.seed, "size": check.size}
    audit.record(actor=actor, verb="deputies:start_check", obj=check, after=after)


def _step(check: DutyCheck, step: str, actor: User) -> tuple[DutyCheck, Transition]:
    row = DutyCheck.objects.select_for_update(of=("self",)).select_related("area").get(pk=check.pk)
    require_rule(actor, rules.keep_check, row)
    transition = CHECK_WORKFLOW[step]
    require(actor, transition, row.state)
    return row, transition


def _move(row: DutyCheck, transition: Transition, actor: User) -> None:
    before, row.state = row.state, transition.target
    row.version += 1
    row.full_clean(exclude=["population"])
    row.save()
    audit.record(
        actor=actor,
        verb=f"deputies:{transition.step}",
        obj=row,
        before={"state": before},
        after={"state": row.state, "document_no": row.document_no},
    )


def _take(line: CheckFinding, found: Found, check: DutyCheck) -> CheckFinding:
    line.in_place, line.well_kept = found.in_place, found.well_kept
    line.remarks = found.remarks.strip()
    line.correct_by = found.correct_by if line.is_faulty else None
    if line.is_faulty and not line.remarks:
        raise ValidationError({f"remarks_{line.pk}": f"{line.whose}：写明哪里不到位、不规范"})
    if line.correct_by and check.checked_on and line.correct_by < check.checked_on:
        raise ValidationError({f"correct_by_{line.pk}": f"{line.whose}：改正期限不能早于检查日期"})
    return line


def _tell_faults(row: DutyCheck) -> None:
    """Deputies and leaders of groups hear what is to be corrected, and until when."""
    rows = row.findings.faulty().select_related("deputyship__person__user", "group")
    for line in rows:
        due = f"请在{full_day(line.correct_by)}以前改正。" if line.correct_by else ""
        to = _who_mends(line)
        if to:
            notices.send(
                to=to,
                title=f"登记册检查：{line.whose}",
                text=f"{row.year}年{row.period}检查：{line.remarks}。{due}".replace("。。", "。"),
                key=f"finding:{line.pk}",
            )


def _who_mends(line: CheckFinding) -> list[User]:
    if line.deputyship is not None:
        user = line.deputyship.person.user
        return [user] if user is not None else []
    groups = DeputyGroup.objects.filter(findings=line)
    return list(leaders_of(groups, timezone.localdate()))
