"""Lists of deputies as PDF: certificates, stipends to be signed for, copies that did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from congress.documents.pdf.renderer import MissingGlyphs, PdfResult, render_pdf

#: What printers put where a character is missing.
_ABSENT = "〓"


def print_table(
    title: str, sub: str, heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]
) -> PdfResult:
    """A list under its title. ``heads`` are labels with a width: xs, s, m, l or empty. Raises as render_pdf."""
    head = "".join(f'<th class="w-{width}">{escape(label)}</th>' for label, width in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    html = (
        f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>'
        f'<p class="sub">{escape(sub)}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</body></html>"
    )
    stylesheet = (Path(__file__).parent / "table.css").read_text(encoding="utf-8")
    try:
        return render_pdf(html, stylesheet=stylesheet, title=title)
    except MissingGlyphs as missing:
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=stylesheet, title=title)
