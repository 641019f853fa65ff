"""A report as PDF in the official style."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from bulletins.reports.paper import SOURCE_HEADS, PaperSection, ReportPaper
from congress.documents.pdf.renderer import PdfResult, Progress, render_pdf
from congress.documents.titles import cohesion, title_lines, width

#: The width of the type area in points, the largest size of a red head.
AREA_WIDTH, HEAD_SIZE = 156 / 25.4 * 72, 42.0
#: Size of a title, and the characters of it that stand on a line with room at both sides.
TITLE_SIZE, TITLE_CHARACTERS = 22.0, 18.0
#: What begins a heading of the second rank: （一）.
SECOND_RANK = "（"


@cache
def stylesheet() -> str:
    """The style of the page, with roles in place of fonts."""
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def report_pdf(paper: ReportPaper, progress: Progress | None = None) -> PdfResult:
    """Print a report. Raises what render_pdf raises."""
    return render_pdf(_html(paper), stylesheet=stylesheet(), title=paper.title, progress=progress)


def head_size(text: str) -> float:
    """Size of the red head in points, so that it fills at most the width of the type area."""
    return min(HEAD_SIZE, AREA_WIDTH / max(width(text), 1.0))


def second_rank(text: str) -> bool:
    """Whether a paragraph is a short heading of the second rank: （一）建好阵地."""
    return text.startswith(SECOND_RANK) and len(text) <= 30 and "。" not in text


def _html(paper: ReportPaper) -> str:
    words = paper.title + "".join("".join(one.paragraphs) for one in paper.sections)
    lines = title_lines(paper.title, TITLE_CHARACTERS, cohesion(words))
    parts = [
        _head(paper),
        f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in lines)}</h1>",
        f'<p class="under">{escape(paper.under)}</p>' if paper.under else "",
        f'<p class="to">{escape(paper.addressee)}</p>' if paper.addressee else "",
        *(_section(one) for one in paper.sections),
        _end(paper),
        f'<p class="note">{escape(paper.note)}</p>' if paper.note else "",
        _sources(paper),
    ]
    head = f"<head><title>{escape(paper.title)}</title></head>"
    return f'<html lang="zh-CN">{head}<body>{"".join(parts)}</body></html>'


def _head(paper: ReportPaper) -> str:
    if not paper.head:
        return ""
    size = head_size(paper.head)
    return (
        f'<p class="head" style="font-size:{size:.2f}pt">{escape(paper.head)}</p>'
        f'<p class="number">{escape(paper.number)}</p><div class="rule"></div>'
    )


def _section(section: PaperSection) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>" if section.heading else ""
    told = (
        f'<p class="k">{escape(text)}</p>' if second_rank(text) else f"<p>{escape(text)}</p>"
        for text in section.paragraphs
    )
    return heading + "".join(told)


def _end(paper: ReportPaper) -> str:
    if not paper.signature:
        return ""
    return f'<div class="end"><p>{escape(paper.signature)}</p><p class="date">{escape(paper.date)}</p></div>'


def _sources(paper: ReportPaper) -> str:
    if not paper.sources:
        return ""
    heads = "".join(f"<th>{head}</th>" for head in SOURCE_HEADS)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in paper.sources)
    return (
        f"<table><caption>附：数字来源</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
