"""Books as PDF: one by itself, or all of a year behind a cover, for the archive (R156)."""

from __future__ import annotations

from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from congress.district.queries import district_name
from congress.documents.pdf.renderer import MissingGlyphs, PdfResult, Progress, render_pdf
from congress.documents.titles import cohesion, title_lines
from congress.web.dates import full_day
from liaison_stations.books.catalogue import BOOKS, Book, Ledger, completeness
from liaison_stations.books.lines import Line
from liaison_stations.books.records import Records
from liaison_stations.models import Station

#: What an empty book prints (R076).
NOTHING = "无记录"
_TITLE_CHARACTERS = 18.0
#: What printers put where a character is missing.
_ABSENT = "〓"


@cache
def stylesheet() -> str:
    """The style of the books, with roles in place of fonts."""
    return (Path(__file__).parent / "books.css").read_text(encoding="utf-8")


def length(records: Records) -> int:
    """How many characters there are to print, to tell a small archive from one that takes its time."""
    return sum(len(cell) for book in BOOKS.values() for line in book.lines(records) for cell in line)


def book_name(records: Records, book: Book) -> str:
    """柳桥街道人大代表联络站2026年度工作计划, …2026年第一季度代表视察调研登记簿."""
    span = str(records.year) if book.paper else records.period.label
    return f"{records.station}{span}{book.title}"


def archive_name(station: Station, year: int) -> str:
    """柳桥街道人大代表联络站2026年度台账."""
    return f"{station}{year}年度台账"


def print_book(records: Records, book: Book, today: date) -> PdfResult:
    """One book as it stands ``today``. Raises what render_pdf raises."""
    title = book_name(records, book)
    return _print(title, _book(records, book, book.lines(records), today), None)


def print_archive(records: Records, today: date, progress: Progress | None = None) -> PdfResult:
    """All books of the year, the two ledgers one after the other. Raises what render_pdf raises."""
    found = {key: book.lines(records) for key, book in BOOKS.items()}
    body = _cover(records, found, today) + "".join(
        _book(records, book, found[key], today) for key, book in BOOKS.items()
    )
    return _print(archive_name(records.station, records.year), body, progress)


def _print(title: str, body: str, progress: Progress | None) -> PdfResult:
    html = f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    try:
        return render_pdf(html, stylesheet=stylesheet(), title=title, progress=progress)
    except MissingGlyphs as missing:
        # Staff write on phones. One picture among the letters must not keep a year from being printed.
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=stylesheet(), title=title, progress=progress)


def _cover(records: Records, found: dict[str, list[Line]], today: date) -> str:
    name = str(records.station)
    spans = "".join(
        f"<span>{escape(line)}</span>" for line in title_lines(name, _TITLE_CHARACTERS, cohesion(name))
    )
    missing = [book for key, book in BOOKS.items() if book.may_be_missing and not found[key]]
    contents = "".join(
        f"<h3>{ledger.label}</h3><table>"
        + "".join(_entry(book, found[book.key]) for book in BOOKS.values() if book.ledger == ledger)
        + "</table>"
        for ledger in Ledger
    )
    return (
        f'<section class="cover"><p class="kind">两本台账</p><p class="year">{records.year} 年度</p>'
        f"<h1>{spans}</h1>{contents}"
        f'<p class="whole">{escape(completeness(missing))}</p>'
        f'<p class="foot">{escape(district_name())}　{full_day(today)}打印</p></section>'
    )


def _entry(book: Book, lines: list[Line]) -> str:
    return (
        f'<tr><td class="w-xs">{book.sort}</td><td><a href="#{book.key}">{book.title}</a></td>'
        f'<td class="n">{shown_count(book, lines)}</td><td class="p"><a class="page" href="#{book.key}"></a></td></tr>'
    )


def shown_count(book: Book, lines: list[Line]) -> str:
    """12 条, 已填写 or 无记录."""
    if not lines:
        return NOTHING
    return "已填写" if book.paper else f"{len(lines)} 条"


def _book(records: Records, book: Book, lines: list[Line], today: date) -> str:
    station, paper = escape(str(records.station)), records.papers.get(book.paper or "")
    title = book_name(records, book).removeprefix(str(records.station))
    kind = "paper" if book.paper else "register"
    written = f"{escape(paper.written_by.name)}　{full_day(paper.written_at)}填写" if paper else ""
    head = f'<p class="of">{station}</p><h2 id="{book.key}">{escape(title)}</h2>'
    foot = f'<p class="sign">{written}</p>' if written else ""
    if not lines:
        body = f'<p class="none">{NOTHING}</p>'
    elif book.paper:
        body = "".join(f"<p>{escape(line[0])}</p>" for line in lines)
    else:
        body = _table(book, lines)
    stamp = f"{book.ledger.label}　{book.sort}　{full_day(today)}打印"
    return f'<section class="{kind}"><p class="stamp">{stamp}</p>{head}{body}{foot}</section>'


def _table(book: Book, lines: list[Line]) -> str:
    heads = "".join(
        f'<th class="w-{column.width}">{column.label}</th>' if column.width else f"<th>{column.label}</th>"
        for column in book.columns
    )
    rows = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in line)}</tr>" for line in lines)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
