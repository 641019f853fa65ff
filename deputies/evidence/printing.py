"""The evidence sheet as a paper."""

from __future__ import annotations

from datetime import date

from congress.web.dates import full_day
from deputies.checks.showing import faults
from deputies.evidence.facts import HEADS, Evidence
from deputies.papers import Paper, PaperSection, Table


def sheet_name(evidence: Evidence) -> str:
    """陈立新履职情况依据表（第十八届）."""
    holder = evidence.deputyship
    return f"{holder.person.name}履职情况依据表（{holder.term_label}）"


def sheet_of(evidence: Evidence, today: date) -> Paper:
    """For renomination, and for honours: facts of the register, no opinion of its own."""
    holder = evidence.deputyship
    seat = f"，{holder.constituency}" if holder.constituency else ""
    until = full_day(holder.ends_on) if holder.ends_on else "现在"
    sections = [
        PaperSection("逐年履职", tables=[Table(HEADS, [line.cells for line in evidence.years])]),
        PaperSection("检查发现", tables=[_faults(evidence)]),
        *(PaperSection(one.title, tables=[Table(one.heads, one.rows)]) for one in evidence.chapters),
    ]
    return Paper(
        title=sheet_name(evidence),
        of=f"{holder.title}{seat}，{full_day(holder.starts_on)}至{until}",
        preamble=_summary(evidence),
        sections=sections,
        signed_on=today,
    )


def _summary(evidence: Evidence) -> str:
    total = evidence.total
    told = f"本届应到{total.expected}次，实到{total.present}次，请假{total.excused}次，出席率{total.rate}。"
    return told + ("本届已有两个以上年度考核优秀，符合推荐连任的条件。" if evidence.is_recommended else "")


def _faults(evidence: Evidence) -> Table:
    rows = [
        (
            str(row.check_of),
            faults(row),
            row.remarks,
            full_day(row.corrected_on) if row.corrected_on else "没有登记",
        )
        for row in evidence.faults
    ]
    return Table(("检查", "问题", "情况", "改正"), rows)
