"""What the pages of figures show, put together from the tallies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congress.figures.numbers import shares
from suggestions.figures.dimensions import DIMENSIONS, Line, lines
from suggestions.figures.measuring import LATE, RANK, Cell, RateCell, Tally
from suggestions.models import FigureSetting, Suggestion, SuggestionQuerySet
from suggestions.queries.conditions import CONDITIONS
from suggestions.queries.scopes import Asked, Scope

#: The columns of a table: numbers and rates in turn.
COLUMNS = (
    "received",
    "open",
    "finished",
    "finished_rate",
    "answered",
    "solved",
    "solved_rate",
    "rated",
    "satisfied",
    "basically",
    "unsatisfied",
    "unrated",
    "satisfied_rate",
    "satisfied_of_all_rate",
    "in_time_rate",
    "promise_kept_rate",
)
FUNNEL = ("received", "assigned", "answered", "rated", "finished", "closed")
#: So many bars and units fit a page of A4.
SHOWN = 8
MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Bar:
    """A bar with its number; ``length`` is its share of the longest, in whole per cent."""

    label: str
    cell: Cell
    length: int
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars under a heading; the table behind holds every line."""

    title: str
    sub: str
    bars: list[Bar]
    all_bars: list[Bar]
    left_out: int = 0


@dataclass(frozen=True)
class Row:
    """A line of a table with its cells, in the order of :data:`COLUMNS`."""

    label: str
    cells: Sequence[Cell | RateCell]
    depth: int = 0


def row(label: str, tally: Tally, depth: int = 0) -> Row:
    """One line of a table."""
    return Row(label, [tally[name] for name in COLUMNS], depth)


def heads(tally: Tally) -> list[str]:
    """The heads of the columns."""
    return [tally[name].label for name in COLUMNS]


def funnel(tally: Tally) -> Chart:
    """From what was received to what was struck off."""
    cells = tally.cells(FUNNEL)
    whole = max(cells[0].count, 1)
    bars = [Bar(c.label, c, c.count * 100 // whole, _share(c, cells[0])) for c in cells]
    return Chart("办理进度", f"{cells[0].count:,} 件", bars, bars)


def _share(cell: Cell, whole: Cell) -> str:
    return "" if cell is whole else shares([cell.count, whole.count - cell.count])[0]


def bars_of(title: str, sub: str, found: Sequence[Line], shown: int) -> Chart:
    """Lines as bars of what was received, each with how many of it are finished."""
    longest = max((line.tally.count("received") for line in found), default=0) or 1
    bars = [
        Bar(
            line.label,
            line.tally.cell("received"),
            line.tally.count("received") * 100 // longest,
            f"办结 {line.tally.count('finished'):,}",
        )
        for line in found
    ]
    return Chart(title, sub, bars[:shown], bars, max(len(bars) - shown, 0))


@dataclass(frozen=True)
class Ranked:
    """A unit in the ranking; its rates are made when they are shown: of hundreds the overview shows a few."""

    place: int
    line: Line
    #: Percent, below which a unit is proposed for 调度.
    threshold: int

    @property
    def finished(self) -> RateCell:
        """办结率."""
        return self.line.tally.rate("finished")

    @property
    def satisfied(self) -> RateCell:
        """满意率."""
        return self.line.tally.rate("satisfied")

    @property
    def late(self) -> Cell:
        """What is late."""
        return self.line.tally.cell("late")

    @property
    def proposed(self) -> bool:
        """Whether it lies below the line; from whole numbers, so that what rounds up to the line still does."""
        tally = self.line.tally
        return tally.count("finished") * 100 < self.threshold * tally.count("received")

    @property
    def organ(self) -> str:
        """The key of the unit."""
        return self.line.value


@dataclass(frozen=True)
class Ranking:
    """Units by 办结率, and those with too few matters to be ranked (R198)."""

    ranked: list[Ranked]
    too_few: list[Line]
    setting: FigureSetting

    @property
    def proposed(self) -> list[Ranked]:
        """Those below the line."""
        return [unit for unit in self.ranked if unit.proposed]

    @property
    def lowest(self) -> list[Ranked]:
        """As many as fit the overview, from the end."""
        return self.ranked[-SHOWN:]


def ranking(rows: SuggestionQuerySet, scope: Scope, setting: FigureSetting) -> Ranking:
    """Every unit that answers for something in the scope, the best first (2 queries)."""
    return ranked(lines(rows, scope, DIMENSIONS["unit"], RANK, LATE, with_places=setting.places), setting)


def ranked(found: Sequence[Line], setting: FigureSetting) -> Ranking:
    """Units, counted by :data:`RANK` and :data:`LATE`, the best first."""
    enough = [line for line in found if line.tally.count("received") >= setting.minimum]
    too_few = [line for line in found if line.tally.count("received") < setting.minimum]
    enough.sort(key=lambda line: _standing(line.tally), reverse=True)
    units = [Ranked(place, line, setting.threshold) for place, line in enumerate(enough, 1)]
    return Ranking(units, too_few, setting)


def _standing(tally: Tally) -> tuple[float, int]:
    received = tally.count("received")
    return tally.count("finished") / received, received


@dataclass(frozen=True)
class Shared:
    """A line with its share of the whole; the shares of a table add up to 100 %."""

    label: str
    cell: Cell
    share: str


def shared(found: Iterable[tuple[str, Cell]], places: int) -> list[Shared]:
    """Lines with their shares, as published tables have them."""
    pairs = list(found)
    percent = shares([cell.count for _label, cell in pairs], places)
    return [Shared(label, cell, share) for (label, cell), share in zip(pairs, percent, strict=True)]


@dataclass(frozen=True)
class OpenLongest:
    """A kind of priority matters with those open longest (R242)."""

    label: str
    cell: Cell
    oldest: list[Suggestion]


def open_longest(rows: SuggestionQuerySet, scope: Scope, found: Sequence[Line]) -> list[OpenLongest]:
    """For each kind of priority matters the three that have been open longest (a query for each)."""
    from_scope = []
    for line in found:
        narrowed = line.tally.scope
        cell = line.tally.cell("open")
        waiting = Asked(narrowed, CONDITIONS["open"]).rows(rows).order_by("registered_at", "pk")
        from_scope.append(OpenLongest(line.label, cell, list(waiting[:3])))
    return from_scope
