"""Papers about the work of deputies as PDF: a title, sections of words and tables, who signs.

Used by the notices of checks, the evidence sheet and the year report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from congress.district.queries import profile
from congress.documents.prose import paragraphs
from congress.documents.titles import cohesion, title_lines
from congress.web.dates import full_day

if TYPE_CHECKING:
    from congress.documents.pdf.renderer import PdfResult

_TITLE_CHARACTERS = 18.0
#: Characters a cell may have to stay on one line.
_SHORT = 7
_NUMERALS = "一二三四五六七八九十"
#: What printers put where a character is missing.
_ABSENT = "〓"


@dataclass(frozen=True)
class Table:
    """A table: heads of its columns and its rows; without rows it says 无记录."""

    heads: Sequence[str]
    rows: Sequence[Sequence[object]] = ()


@dataclass(frozen=True)
class PaperSection:
    """A numbered section: words, then tables."""

    title: str
    text: str = ""
    tables: Sequence[Table] = ()


@dataclass(frozen=True)
class Paper:
    """A paper; ``of`` stands under the title (a document number, whom it is about)."""

    title: str
    sections: Sequence[PaperSection]
    of: str = ""
    preamble: str = ""
    signed_on: date | None = None
    signature: str = field(default="")


@cache
def stylesheet() -> str:
    """The style of the page, with roles in place of fonts."""
    return (Path(__file__).parent / "papers.css").read_text(encoding="utf-8")


def committee_office() -> str:
    """Who signs: the office of the district's standing committee."""
    return profile().office


def contact_line() -> str:
    """Where the office is reached, below its signature; nothing when nobody wrote it down."""
    contact = profile().contact
    return f'<p class="contact">{escape(contact)}</p>' if contact else ""


def print_paper(paper: Paper) -> PdfResult:
    """The paper as PDF. Raises what render_pdf raises."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.renderer import MissingGlyphs, render_pdf  # noqa: PLC0415

    lines = title_lines(paper.title, _TITLE_CHARACTERS, cohesion(paper.title))
    parts = [f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in lines)}</h1>"]
    parts += [f'<p class="of">{escape(paper.of)}</p>'] if paper.of else []
    parts += [_words(paper.preamble)]
    parts += [_section(number, section) for number, section in enumerate(paper.sections)]
    if paper.signed_on is not None:
        who = escape(paper.signature or committee_office())
        parts.append(f'<p class="sign">{who}</p><p class="sign day">{full_day(paper.signed_on)}</p>')
        parts += [contact_line()] if not paper.signature else []
    html = (
        f'<html lang="zh-CN"><head><title>{escape(paper.title)}</title></head>'
        f"<body>{''.join(parts)}</body></html>"
    )
    try:
        return render_pdf(html, stylesheet=stylesheet(), title=paper.title)
    except MissingGlyphs as missing:
        # A rare character in one name must not keep the paper from being printed.
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=stylesheet(), title=paper.title)


def paper_answer(request: HttpRequest, make: Callable[[], Paper], back: str) -> HttpResponse:
    """The paper as a PDF to be shown; where it cannot be printed, back to ``back`` with the reason."""
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415  # as above

    paper = make()
    try:
        data = print_paper(paper).bytes
    except SubsetterMissing as error:
        messages.error(request, str(error))
        return redirect(back)
    headers = {"Content-Disposition": content_disposition_header(False, f"{paper.title}.pdf") or "inline"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _words(text: str) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in paragraphs(text))


def _section(number: int, section: PaperSection) -> str:
    numeral = f"{_NUMERALS[number]}、" if number < len(_NUMERALS) else ""
    tables = "".join(_table(one) for one in section.tables)
    return f"<h2>{numeral}{escape(section.title)}</h2>{_words(section.text)}{tables}"


def _table(table: Table) -> str:
    if not table.rows:
        return "<p>无记录。</p>"
    heads = "".join(f"<th>{escape(head)}</th>" for head in table.heads)
    rows = "".join(f"<tr>{''.join(_cell(str(cell)) for cell in row)}</tr>" for row in table.rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(text: str) -> str:
    """A cell; a short one (2026年, 7月15日, 到位、规范) stays on one line."""
    return f'<td class="s">{escape(text)}</td>' if len(text) <= _SHORT else f"<td>{escape(text)}</td>"
