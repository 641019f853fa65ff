"""The year report as a paper."""

from __future__ import annotations

from collections.abc import Sequence

from congress.district.queries import district_name
from congress.web.dates import full_day
from deputies.papers import Paper, PaperSection, Table
from deputies.work_report.facts import Asked, Part


def report_name(year: int) -> str:
    """安澜区2026年度代表工作报告."""
    return f"{district_name()}{year}年度代表工作报告"


def report_of(asked: Asked, parts: Sequence[Part]) -> Paper:
    """The four headings as they stand today."""
    return Paper(
        title=report_name(asked.year),
        of=f"统计截至{full_day(asked.on)}",
        sections=[
            PaperSection(
                part.title, tables=[Table(("项目", "情况"), [(one.label, one.value) for one in part.facts])]
            )
            for part in parts
        ],
        signed_on=asked.today,
    )
