"""Sheets as PDF, on A4 or A3."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from django.db import models

from congress.documents.pdf.renderer import MissingGlyphs, PdfResult, Progress, render_pdf

#: What printers put where a character is missing.
_ABSENT = "〓"
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)u\b")


class Paper(models.TextChoices):
    """The sizes sheets are printed in."""

    A4 = "A4", "A4"
    A3 = "A3", "A3"


#: A3 is larger than A4 by the root of two.
_SCALE = {Paper.A4: 1.0, Paper.A3: 1.4142}


@cache
def stylesheet(paper: Paper) -> str:
    """The style of the sheets on a paper, with roles in place of fonts."""
    text = (Path(__file__).parent / "wall.css").read_text(encoding="utf-8")
    scale = _SCALE[paper]
    grown = _LENGTH.sub(lambda found: f"{float(found[1]) * scale:.2f}mm", text)
    return Template(grown).safe_substitute(paper=paper.value)


def print_sheets(title: str, body: str, paper: Paper, progress: Progress | None = None) -> PdfResult:
    """Sections of :class:`~liaison_stations.wall.layout.Layout` as one PDF. Raises what render_pdf raises."""
    html = f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    style = stylesheet(paper)
    try:
        return render_pdf(html, stylesheet=style, title=title, progress=progress)
    except MissingGlyphs as missing:
        # Staff write on phones. One picture among the letters must not keep a sheet from being printed.
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=style, title=title, progress=progress)
