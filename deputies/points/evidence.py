"""What stands behind a grade: attendance, and how often the duties were done by which it shows (R064)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Count

from deputies.duty.attendance import Attended, attendance_of
from deputies.duty.enums import DutyState
from deputies.models import DutyRecord, GradeTier, PointsScheme

#: One grade's evidence: ``grade``, ``words``, ``counts`` as (kind, times), ``attendance`` as numbers or none.
Evidence = dict[str, Any]


def evidence_of(scheme: PointsScheme, deputyships: Collection[int]) -> dict[int, list[Evidence]]:
    """For each deputy, grade by grade from the lowest: what speaks for it (4 queries and those of attendance)."""
    tiers = list(scheme.tiers.prefetch_related("kinds").order_by("at_least"))
    counts = _counts(scheme.year, deputyships)
    attended = attendance_of(deputyships, date(scheme.year, 1, 1), date(scheme.year, 12, 31))
    return {
        key: [_of_tier(tier, counts.get(key, {}), attended[key]) for tier in tiers] for key in deputyships
    }


def _counts(year: int, deputyships: Collection[int]) -> dict[int, dict[int, int]]:
    rows = DutyRecord.objects.filter(year=year, state=DutyState.COUNTED, deputyship__in=deputyships)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for key, kind, n in rows.order_by().values_list("deputyship", "kind").annotate(n=Count("pk")):
        found[key][kind] = n
    return found


def _of_tier(tier: GradeTier, counts: dict[int, int], attended: Attended) -> Evidence:
    return {
        "grade": tier.name,
        "words": tier.evidence,
        "counts": [[kind.name, counts.get(kind.pk, 0)] for kind in tier.kinds.all()],
        "attendance": {**asdict(attended), "full": attended.is_full} if tier.attendance else None,
    }


def in_words(evidence: Evidence) -> str:
    """应到 8 次，实到 7 次，请假 1 次，满勤；视察调研 3 次."""
    said = []
    attendance = evidence["attendance"]
    if attendance is not None:
        present, excused, absent = (attendance[name] for name in ("present", "excused", "absent"))
        called = present + excused + absent
        parts = [f"应到 {called} 次", f"实到 {present} 次"]
        parts += [f"请假 {excused} 次"] if excused else []
        parts += [f"缺席 {absent} 次"] if absent else []
        parts += ["满勤"] if attendance["full"] else []
        said.append("，".join(parts) if called else "没有点名的活动")
    said += [f"{kind} {n} 次" for kind, n in evidence["counts"]]
    return "；".join(said)
