"""One-time passwords on slips of paper, ten on a side, to be cut out and handed over."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from congress.accounts.bulk import Slip
from congress.district.queries import profile

#: Slips on a side.
_A_SIDE = 10
#: What printers put where a character is missing.
_ABSENT = "〓"


def print_slips(slips: Iterable[Slip], *, address: str) -> bytes:
    """The slips as PDF; ``address`` is typed into the browser. Raises what render_pdf raises."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.renderer import MissingGlyphs, render_pdf  # noqa: PLC0415

    said = profile()
    call = f"有问题请找{said.support}" + (f"，电话 {said.support_number}" if said.support_number else "")
    parts = [_slip(slip, portal=said.portal, address=address, call=call) for slip in slips]
    # Each side is a grid of its own: the time and memory a grid takes grow with the square of its cells.
    sides = "".join(
        f"<main>{''.join(parts[first : first + _A_SIDE])}</main>" for first in range(0, len(parts), _A_SIDE)
    )
    html = f'<html lang="zh-CN"><head><title>登录凭条</title></head><body>{sides}</body></html>'
    stylesheet = (Path(__file__).parent / "slips.css").read_text(encoding="utf-8")
    try:
        return render_pdf(html, stylesheet=stylesheet, title="登录凭条").bytes
    except MissingGlyphs as missing:
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=stylesheet, title="登录凭条").bytes


def _slip(slip: Slip, *, portal: str, address: str, call: str) -> str:
    rows = (
        ("姓名", f"<b>{escape(slip.name)}</b>"),
        ("网址", f"<u>{escape(address)}</u>"),
        ("用户名", _typed(slip.username)),
        ("密码", _typed(slip.password)),
    )
    facts = "".join(f"<div><i>{label}</i>{text}</div>" for label, text in rows)
    return (
        f"<section><h1>{escape(portal)}　登录凭条</h1>{facts}"
        f"<p>用电脑或手机的浏览器打开网址登录，第一次登录时设自己的密码，凭条随即作废。"
        f"请当面交给本人，不要拍照转发。{escape(call)}。</p></section>"
    )


def _typed(text: str) -> str:
    """What is typed letter by letter: every sign as wide as the others, as no font of the portal has it."""
    return "".join(f"<s>{escape(sign)}</s>" for sign in text)
