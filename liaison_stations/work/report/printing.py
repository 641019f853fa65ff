"""The year report as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from congress.documents.pdf.renderer import MissingGlyphs, PdfResult, render_pdf
from congress.documents.titles import cohesion, title_lines
from congress.web.dates import full_day
from liaison_stations.models import Station
from liaison_stations.work.report.facts import Part
from liaison_stations.work.report.forms import Form

_TITLE_CHARACTERS = 18.0
_NUMERALS = "一二三四"
#: What printers put where a character is missing.
_ABSENT = "〓"


@cache
def stylesheet() -> str:
    """The style of the report, with roles in place of fonts."""
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def report_name(station: Station, year: int) -> str:
    """柳桥街道人大代表联络站2026年度工作报告."""
    return f"{station}{year}年度工作报告"


def print_report(station: Station, year: int, form: Form, parts: Sequence[Part], today: date) -> PdfResult:
    """The report as it stands ``today``. Raises what render_pdf raises."""
    title = report_name(station, year)
    name = str(station)
    lines = [*title_lines(name, _TITLE_CHARACTERS, cohesion(name)), title.removeprefix(name)]
    head = f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in lines)}</h1>"
    body = "".join(_part(number, part) for number, part in enumerate(parts))
    html = (
        f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body>{head}'
        f'<p class="of">{escape(form.title)}</p>{body}<p class="foot">{full_day(today)}</p></body></html>'
    )
    try:
        return render_pdf(html, stylesheet=stylesheet(), title=title)
    except MissingGlyphs as missing:
        # Staff write on phones. One picture among the letters must not keep a year from being printed.
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=stylesheet(), title=title)


def _part(number: int, part: Part) -> str:
    rows = "".join(
        f"<tr><td>{escape(fact.label)}</td><td>{escape(fact.value)}</td></tr>" for fact in part.facts
    )
    told = "".join(f"<p><span>{day}</span>{escape(words)}</p>" for day, words in part.lines)
    listed = f'<div class="lines">{told}</div>' if told else ""
    return (
        f"<section><h2>{_NUMERALS[number]}、{escape(part.title)}</h2><table>{rows}</table>{listed}</section>"
    )
