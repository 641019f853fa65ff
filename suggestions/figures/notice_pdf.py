"""A 通报 as PDF in the official style, from its frozen figures."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from congress.district.queries import profile
from congress.documents.pdf.renderer import PdfResult, render_pdf
from congress.documents.prose import paragraphs
from congress.web.dates import full_day, period
from deputies.papers import contact_line
from suggestions.models import UnitNotice
from suggestions.queries.scopes import SERIES


@cache
def stylesheet() -> str:
    """The style of the page, with roles in place of fonts."""
    return (Path(__file__).parent / "notice.css").read_text(encoding="utf-8")


def notice_pdf(notice: UnitNotice) -> PdfResult:
    """Title, words, the table of units with period and cut-off, signature and day."""
    office = profile().office
    rows = "".join(
        f"<tr><td>{escape(line['unit'])}</td><td>{line['received']}</td><td>{line['finished']}</td>"
        f"<td>{escape(line['rate'])}</td><td>{line['late']}</td></tr>"
        for line in notice.lines
    )
    spoken = period(notice.start_on, notice.cut_off, today=notice.start_on.min)
    body = (
        f"<h1>{escape(notice.title)}</h1>"
        + "".join(f"<p>{escape(text)}</p>" for text in paragraphs(notice.text))
        + "<table><thead><tr><th>承办单位</th><th>承办（件）</th><th>办结（件）</th><th>办结率</th>"
        f"<th>逾期答复（件）</th></tr></thead><tbody>{rows}</tbody></table>"
        f'<p class="note">统计范围：{SERIES[notice.series]}，{escape(spoken)}，'
        f"截至{full_day(notice.cut_off)}；承办 {notice.minimum} 件以上的单位参加排名，"
        f"调度线为办结率 {notice.threshold}%。</p>"
        f'<p class="sign">{escape(office)}</p><p class="sign day">{full_day(notice.issued_on)}</p>{contact_line()}'
    )
    html = f'<html lang="zh-CN"><head><title>{escape(notice.title)}</title></head><body>{body}</body></html>'
    return render_pdf(html, stylesheet=stylesheet(), title=notice.title)
