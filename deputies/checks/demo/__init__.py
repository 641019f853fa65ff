"""Checks of the demo district. All invented: quarters of towns, three of them missing, a sample, an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.audit import operations as audit
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.checks.drawing import draw
from deputies.checks.enums import PERIODS, CheckKind, CheckState
from deputies.checks.queries import elected_in, groups_checked, sampled_from, towns_with_deputies
from deputies.models import CheckFinding, DutyCheck

#: What the sample of each half-year is drawn from, so that the demo is the same every time.
_SEEDS = {1: "20260618", 2: "20261116"}
_SIZE = 12
#: Every so many lines have a fault.
_EVERY = 7


@transaction.atomic
def load() -> None:
    """Enter the checks, unless there are some already."""
    root, today = district(), timezone.localdate()
    if root is None or DutyCheck.objects.exists():
        return
    told = read_table(__file__, "checks.json")
    for town in towns_with_deputies(today):
        keys = list(elected_in(town, today).order_by("pk").values_list("pk", flat=True))
        for number in range(1, PERIODS[CheckKind.QUARTER] + 1):
            check = DutyCheck(kind=CheckKind.QUARTER, area=town, year=today.year, number=number)
            if check.period_ends < today and number not in told["missing"].get(town.name, ()):
                _finished(check, told, told["quarter"])
                _lines(
                    check, [CheckFinding(check_of=check, deputyship_id=key) for key in keys], told["faults"]
                )
    for number in (1, 2):
        _sample(number, today, told)
    groups = DutyCheck(kind=CheckKind.GROUPS, year=today.year, number=1)
    if groups.period_ends < today:
        _finished(groups, told, told["groups"], issued=True)
        keys = list(groups_checked(today).order_by("pk").values_list("pk", flat=True))
        _lines(groups, [CheckFinding(check_of=groups, group_id=key) for key in keys], told["group_faults"])
    after = {"checks": DutyCheck.objects.count()}
    audit.record(actor=None, verb="duty_checks:load", obj=root, after=after)


def _sample(number: int, today: date, told: Any) -> None:
    population = sorted(sampled_from(today).values_list("pk", flat=True))
    check = DutyCheck(
        kind=CheckKind.SAMPLE,
        year=today.year,
        number=number,
        seed=_SEEDS[number],
        size=min(_SIZE, len(population)),
        population=population,
    )
    if check.period_begins > today or not population:
        return
    drawn = sorted(draw(population, check.seed, _SIZE))
    lines = [CheckFinding(check_of=check, deputyship_id=key) for key in drawn]
    if check.period_ends < today:
        _finished(check, told, told["sample"], issued=True)
        _lines(check, lines, told["faults"])
    else:
        check.save()
        CheckFinding.objects.bulk_create(lines)


def _finished(check: DutyCheck, told: Any, summary: str, *, issued: bool = False) -> None:
    check.state = CheckState.ISSUED if issued else CheckState.DONE
    check.checked_on = check.period_ends - timedelta(days=9)
    check.issued_on = check.period_ends - timedelta(days=2) if issued else None
    check.document_no = f"安人办〔{check.year}〕{10 + check.number}号" if issued else ""
    check.checked_by, check.summary = told["by"], summary
    check.save()


def _lines(check: DutyCheck, lines: Sequence[CheckFinding], faults: Sequence[dict[str, Any]]) -> None:
    for number, line in enumerate(lines):
        line.in_place = line.well_kept = True
        if number % _EVERY == 3:
            _fault(line, faults[number // _EVERY % len(faults)], check)
    CheckFinding.objects.bulk_create(lines)


def _fault(line: CheckFinding, fault: dict[str, Any], check: DutyCheck) -> None:
    line.in_place, line.well_kept, line.remarks = fault["in_place"], fault["well_kept"], fault["remarks"]
    line.correct_by = check.period_ends + timedelta(days=15)
    if fault.get("corrected"):
        line.corrected_on = check.period_ends + timedelta(days=10)
        line.corrected_note = fault["corrected"]
