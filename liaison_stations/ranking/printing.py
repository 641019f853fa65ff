"""The frozen ranking as PDF."""

from __future__ import annotations

from html import escape
from pathlib import Path

from congress.district.queries import district_name
from congress.documents.pdf.renderer import PdfResult, render_pdf
from congress.web.dates import full_day
from liaison_stations.ranking.parts import WHOLE
from liaison_stations.ranking.queries import Board, Line


def title_of(board: Board) -> str:
    """安澜区2026年度人大代表联络站评先."""
    return f"{district_name()}{board.year}年度人大代表联络站评先"


def print_ranking(board: Board) -> PdfResult:
    """The board as it stands. Raises what render_pdf raises."""
    title = title_of(board)
    heads = "".join(f"<th>{escape(part.label)}<br/>{board.weights[part.key]} 分</th>" for part in board.parts)
    rows = "".join(_row(line) for line in board.lines)
    body = (
        f"<h1>{escape(title)}</h1><p class='of'>统计截至{full_day(board.period.end)}　满分 {WHOLE} 分</p>"
        f"<table><thead><tr><th class='n'>名次</th><th class='t'>联络站</th><th class='s'>得分</th>{heads}"
        f"<th class='s'>先进站</th></tr></thead><tbody>{rows}</tbody></table>"
        "<p class='foot'>没有可比记录的项不计，其余各项按权重折算到 100 分。</p>"
    )
    html = f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    stylesheet = (Path(__file__).parent / "ranking.css").read_text(encoding="utf-8")
    return render_pdf(html, stylesheet=stylesheet, title=title)


def _row(line: Line) -> str:
    cells = "".join(
        f"<td>{escape(cell.points or '不计')}<br/><small>{escape(cell.words)}</small></td>"
        for cell in line.cells
    )
    chosen = "是" if line.is_chosen else ""
    return (
        f"<tr><td>{line.place}</td><td class='l'>{escape(str(line.station))}</td><td>{line.score}</td>"
        f"{cells}<td>{chosen}</td></tr>"
    )
