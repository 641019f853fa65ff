"""What is printed of a report, and nothing else: equal data prints equal bytes as PDF and as DOCX."""

from __future__ import annotations

from dataclasses import dataclass

from bulletins.models import Report, ReportFigure
from bulletins.reports.enums import ReportKind, ReportState
from bulletins.reports.forms import office_name
from bulletins.reports.reading import Piece, Shown, shown_report
from congress.district.queries import district_name
from congress.web.dates import full_day

#: Heads of the table of sources.
SOURCE_HEADS = ("指标", "统计期间", "统计数", "由来")


@dataclass(frozen=True)
class PaperSection:
    """A heading with its numeral, empty for the opening words, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class ReportPaper:
    """A report as it is printed. ``head`` is the red head of a circular, empty for other kinds."""

    title: str
    head: str
    number: str
    under: str
    addressee: str
    sections: tuple[PaperSection, ...]
    signature: str
    date: str
    note: str
    sources: tuple[tuple[str, ...], ...]


def paper_of(report: Report, *, marks: bool = False, sources: bool = False) -> ReportPaper:
    """The report as it stands (2 queries, and the district's name).

    ``marks`` writes the counted number behind one changed by hand; ``sources`` adds the table of figures.
    """
    sections, figures = shown_report(report)
    circular = report.kind == ReportKind.CIRCULAR
    named = report.signature or office_name()
    under = "" if circular else f"（统计期间：{report.period.label}）"
    draft = "（草稿）" if report.state != ReportState.FINAL else ""
    return ReportPaper(
        title=report.title,
        head=named if circular else "",
        number=report.number,
        under=f"{draft}{under}",
        addressee=f"{report.addressee.rstrip('：:')}：" if report.addressee else "",
        sections=tuple(_section(one, marks=marks) for one in sections),
        signature=named if report.issued_on or circular else "",
        date=full_day(report.issued_on) if report.issued_on else "",
        note=_note(report, figures, marks=marks),
        sources=tuple(_source(row) for row in figures) if sources else (),
    )


def file_name(report: Report, suffix: str) -> str:
    """安澜区2026年上半年代表工作总结.docx."""
    return f"{report.title.replace('/', '／')}.{suffix}"


def _section(shown: Shown, *, marks: bool) -> PaperSection:
    texts = ("".join(_words(piece, marks=marks) for piece in told) for told in shown.paragraphs)
    return PaperSection(shown.heading, tuple(texts))


def _words(piece: Piece, *, marks: bool) -> str:
    row = piece.figure
    if marks and row is not None and row.by_hand:
        return f"{piece.text}（手改，统计数{row.value}）"
    return piece.text


def _note(report: Report, figures: list[ReportFigure], *, marks: bool) -> str:
    """The period and cut-off of the numbers; those counted over another are named."""
    if not figures:
        return ""
    told = (
        f"数字说明：统计范围为{district_name()}，期间为{report.period.label}，截至{full_day(report.end_on)}"
    )
    apart: dict[str, list[str]] = {}
    for row in figures:
        if (row.start_on, row.end_on) != (report.start_on, report.end_on):
            apart.setdefault(row.period.label, []).append(row.name)
    told += "".join(f"；{'、'.join(names)}的期间为{label}" for label, names in apart.items())
    hand = [row for row in figures if row.by_hand] if marks else []
    told += f"；手改的数有 {len(hand)} 个，已在正文标出" if hand else ""
    return f"{told}。"


def _source(row: ReportFigure) -> tuple[str, ...]:
    value = f"{row.value}（印作{row.by_hand}：{row.reason}）" if row.by_hand else row.value
    return row.name, row.period.label, value, row.of
