"""What the charts of the overview are drawn from; the same numbers stand in the table behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from congress.web.escaping import html, joined

_LINK = SafeString('<a class="rd-quiet" href="{}">{}</a>')


@dataclass(frozen=True)
class Number:
    """A counted number; ``url`` is the list of exactly so many records."""

    value: int
    unit: str
    url: str = ""

    @property
    def shown(self) -> SafeString:
        """As a table writes it: a link where there is something to list."""
        told = f"{self.value:,} {self.unit}"
        if self.value and self.url:
            return html(_LINK, self.url, told)
        return html("<span>{}</span>" if self.value else '<span class="rd-dim">{}</span>', told)

    @property
    def cell(self) -> SafeString:
        """The same in a cell of its own."""
        return html('<td class="r rd-num">{}</td>', self.shown)


_NOTHING = SafeString('<td class="r rd-num"></td>')


@dataclass(frozen=True)
class Bar:
    """One bar. ``before`` is the same a period earlier, ``late`` what is past its time limit, ``url`` its record."""

    label: str
    now: Number
    before: Number | None = None
    late: Number | None = None
    #: Words beside the number in the table: a share, a denominator.
    note: str = ""
    url: str = ""
    #: What the chart calls it where the label is long.
    short: str = ""
    #: Drawn red and hatched: the lowest, the silent.
    low: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars, drawn by ``static/js/charts.js`` and written as a table.

    ``heads`` name the columns of the table: label, number, and those of before, late and note where the bars have
    them. ``told`` says the chart in words; ``zero`` what stands beside an empty bar.
    """

    key: str
    bars: Sequence[Bar]
    heads: Sequence[str]
    told: str
    zero: str = ""
    #: Every line of the table, where more than the drawn ones.
    every: Sequence[Bar] = ()

    @property
    def lines(self) -> Sequence[Bar]:
        """The lines of the table."""
        return self.every or self.bars

    @property
    def rows(self) -> SafeString:
        """The body of the table: of hundreds of lines a template would ask every question again."""
        before, note, late = self.has_before, self.has_note, self.has_late
        return joined(self._row(bar, before=before, note=note, late=late) for bar in self.lines)

    @staticmethod
    def _row(bar: Bar, *, before: bool, note: bool, late: bool) -> SafeString:
        label = html(_LINK, bar.url, bar.label) if bar.url else bar.label
        cells = [bar.now.cell]
        if before:
            cells.append(bar.before.cell if bar.before else _NOTHING)
        if note:
            cells.append(html('<td class="r rd-num">{}</td>', bar.note))
        if late:
            cells.append(bar.late.cell if bar.late else _NOTHING)
        return html('<tr><th scope="row">{}</th>{}</tr>\n', label, joined(cells))

    @property
    def json_id(self) -> str:
        """Where the script finds the numbers."""
        return f"data-{self.key}"

    @property
    def has_before(self) -> bool:
        """Whether the bars have a number of an earlier period."""
        return any(bar.before for bar in self.lines)

    @property
    def has_late(self) -> bool:
        """Whether something of the bars can be late."""
        return any(bar.late for bar in self.lines)

    @property
    def has_note(self) -> bool:
        """Whether words stand beside the numbers."""
        return any(bar.note for bar in self.lines)

    @property
    def size(self) -> str:
        """How high the chart is: few, some or many bars."""
        return "few" if len(self.bars) <= 3 else "some" if len(self.bars) <= 7 else "many"

    @property
    def data(self) -> dict[str, Any]:
        """For the script."""
        return {
            "unit": self.bars[0].now.unit if self.bars else "",
            "zero": self.zero,
            "heads": list(self.heads),
            "labels": [bar.short or bar.label for bar in self.bars],
            "now": [bar.now.value for bar in self.bars],
            "urls": [bar.now.url or bar.url for bar in self.bars],
            "low": [bar.low for bar in self.bars],
            "before": [bar.before.value if bar.before else 0 for bar in self.bars]
            if self.has_before
            else None,
            "late": [bar.late.value if bar.late else 0 for bar in self.bars] if self.has_late else None,
        }
