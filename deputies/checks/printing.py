"""The notice of what a sample or an inspection found (通报, R059)."""

from __future__ import annotations

from deputies.checks.queries import Tally, lines_of, tally
from deputies.checks.showing import faults, unit_of
from deputies.models import CheckFinding, DutyCheck
from deputies.papers import Paper, PaperSection, Table


def notice_of(check: DutyCheck) -> Paper:
    """How it was checked, what it came to, every line with a fault and until when it is to be corrected."""
    lines, sums = lines_of(check), tally(check)
    what = "代表小组督查" if check.of_groups else "代表履职登记册抽查"
    sections = [
        PaperSection("基本情况", _basics(check, sums)),
        PaperSection("存在问题", tables=[_faulty(check, lines)]),
        PaperSection("检查名单", tables=[_all(check, lines)]),
    ]
    if check.summary:
        sections.insert(1, PaperSection("总体评价", check.summary))
    return Paper(
        title=f"关于{check.year}年{check.period}{what}情况的通报",
        of=check.document_no,
        sections=sections,
        signed_on=check.issued_on,
    )


def _basics(check: DutyCheck, sums: Tally) -> str:
    unit = unit_of(check)
    drawn = (
        f"从在任代表{len(check.population)}名中随机抽取{check.size}名，抽样种子为{check.seed}。"
        if check.seed
        else ""
    )
    work, papers = ("工作", "台账") if check.of_groups else ("履职", "填写")
    return (
        f"{drawn}共检查{sums.found}{unit}，其中{work}到位、{papers}规范的{sums.good}{unit}，"
        f"{work}不到位的{sums.not_in_place}{unit}，{papers}不规范的{sums.not_well_kept}{unit}。"
    )


def _whose(check: DutyCheck, line: CheckFinding) -> str:
    return (
        line.whose
        if check.of_groups or line.deputyship is None
        else f"{line.whose}（{line.deputyship.title}）"
    )


def _faulty(check: DutyCheck, lines: list[CheckFinding]) -> Table:
    rows = [
        (
            _whose(check, line),
            faults(line),
            line.remarks,
            f"{line.correct_by.month}月{line.correct_by.day}日" if line.correct_by else "",
        )
        for line in lines
        if line.is_faulty
    ]
    return Table(("代表小组" if check.of_groups else "代表", "问题", "情况", "改正期限"), rows)


def _all(check: DutyCheck, lines: list[CheckFinding]) -> Table:
    rows = [(_whose(check, line), faults(line) or "到位、规范", line.remarks) for line in lines]
    return Table(("代表小组" if check.of_groups else "代表", "结果", "情况"), rows)
