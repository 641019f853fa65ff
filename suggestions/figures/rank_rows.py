"""The rows of the ranking of units as HTML: a template would ask every question again for each of 300 units."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from congress.web import marks
from congress.web.escaping import html, joined
from suggestions.figures.measuring import Cell, RateCell
from suggestions.figures.pages import Ranked

_ROW = (
    '<tr><td class="rd-dim r">{}</td><th scope="row">{}{}</th>'
    '<td class="w-bar"><svg role="img" aria-label="办结率 {}"{}>'
    '<rect class="track" width="100%" height="100%" rx="2"/>'
    '<rect class="val" width="{}%" height="100%" rx="2"/></svg></td>\n'
    '<td class="r rd-num"><b>{}</b> {}</td>\n<td class="r rd-num">{} {}</td>\n<td class="r">{}</td></tr>\n'
)
_OF = '<span class="of"><a href="{}">{}</a>／<a href="{}">{}</a></span>'
_PROPOSED = joined((SafeString(" "), marks.tag("建议调度", "late")))
_LOW = SafeString(' class="low"')
_NOTHING = SafeString("")


def rank_rows(units: Iterable[Ranked], *, show_proposed: bool) -> SafeString:
    """The rows; with ``show_proposed`` those below the line for 调度 say so."""
    return joined(_row(unit, show_proposed) for unit in units)


def _row(unit: Ranked, show_proposed: bool) -> SafeString:
    finished, satisfied = unit.finished, unit.satisfied
    return html(
        _ROW,
        unit.place,
        unit.line.label,
        _PROPOSED if unit.proposed and show_proposed else _NOTHING,
        finished.rate,
        _LOW if unit.proposed else _NOTHING,
        finished.rate.value,
        finished.rate,
        _of(finished),
        satisfied.rate,
        _of(satisfied),
        _late(unit.late),
    )


def _of(cell: RateCell) -> SafeString:
    """What the rate was counted from, each leading to its list."""
    part, whole = cell.part, cell.whole
    return html(_OF, part.url, f"{part.count:,}", whole.url, f"{whole.count:,}")


def _late(cell: Cell) -> SafeString:
    return html('<a href="{}">{} 件</a>', cell.url, f"{cell.count:,}") if cell.count else marks.dim("0 件")
