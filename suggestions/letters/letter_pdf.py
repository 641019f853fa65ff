"""A letter of reply as PDF."""

from __future__ import annotations

from collections import Counter
from functools import cache
from html import escape
from pathlib import Path

from congress.documents.pdf.renderer import PdfResult, render_pdf
from congress.documents.titles import cohesion, title_lines, width
from suggestions.letters.letter import Letter

# Lengths in points. The unit's name takes the width it needs, up to that of the type area.
AREA_WIDTH = 156 / 25.4 * 72
HEAD_SIZE, HEAD_GAP = 44.0, 0.08
TITLE_SIZE = 22.0


@cache
def stylesheet() -> str:
    """The style of the printed letter, with roles in place of fonts."""
    return (Path(__file__).parent / "letter.css").read_text(encoding="utf-8")


def letter_pdf(letter: Letter) -> PdfResult:
    """Print a letter. Raises what render_pdf raises."""
    return render_pdf(_html(letter), stylesheet=stylesheet(), title=f"{letter.unit}{letter.title}")


def _html(letter: Letter) -> str:
    size = min(HEAD_SIZE, AREA_WIDTH / (max(width(letter.unit), 1.0) * (1 + HEAD_GAP)))
    parts = [
        f'<p class="mark">{escape(letter.mark)}</p>',
        f'<h1 class="unit" style="font-size:{size:.2f}pt">{escape(letter.unit)}</h1><div class="rule"></div>',
        f'<p class="number">{escape(letter.number)}</p>' if letter.number else "",
        f"<h2>{_title(letter.title, cohesion(''.join(letter.texts())))}</h2>",
        f'<p class="to">{escape(letter.addressee)}</p>',
        *(f"<p>{escape(text)}</p>" for text in letter.body),
        _files(letter.files),
        _end(letter),
    ]
    head = f"<head><title>{escape(letter.title)}</title></head>"
    return f'<html lang="zh-CN">{head}<body>{"".join(parts)}</body></html>'


def _title(title: str, pairs: Counter[str]) -> str:
    lines = title_lines(title, AREA_WIDTH / TITLE_SIZE, pairs)
    return "".join(f"<span>{escape(line)}</span>" for line in lines)


def _end(letter: Letter) -> str:
    """Signature, whom to ask, and 抄送 at the foot of the same side."""
    copies = f'<span class="copies"><span>抄送：{escape("，".join(letter.copies))}。</span></span>'
    lines = [f"<p>{escape(text)}" for text in letter.facts]
    lines[-1] += copies if letter.copies else ""
    return (
        f'<div class="end"><p class="signed">{escape(letter.unit)}</p><p class="date">{escape(letter.date)}</p>'
        f'<div class="facts">{"</p>".join(lines)}</p></div></div>'
    )


def _files(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return f'<p class="files">附件：{escape(names[0])}</p>'
    shown = (f"{'附件：' if n == 1 else '　　　'}{n}. {name}" for n, name in enumerate(names, 1))
    return "".join(f'<p class="files">{escape(text)}</p>' for text in shown)
