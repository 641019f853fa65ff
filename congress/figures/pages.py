"""The page of all figures and its spreadsheet: chapter by chapter, what the portal counts beside earlier numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from congress.accounts.models import User
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.queries import Earlier, earlier
from congress.figures.registry import Measured, measure
from congress.figures.rules import DISTRICT_READERS

HEAD = ("类别", "指标", "数", "单位", "怎样算出", "口径", "历史数据", "和历史数据合计")


@dataclass(frozen=True)
class Line:
    """A figure as the page shows it, with what was counted of the same before the portal."""

    measured: Measured
    before: Earlier = field(default_factory=Earlier)

    @property
    def rate(self) -> Rate | None:
        """Its value, if it is a rate."""
        return self.measured.value if isinstance(self.measured.value, Rate) else None

    @property
    def count(self) -> Count | None:
        """Its value, if it is a whole number."""
        return self.measured.value if isinstance(self.measured.value, Count) else None

    @property
    def together(self) -> Count | None:
        """With what was counted before; approximate if any part of it is (R309)."""
        return self.before.added_to(self.count) if self.count else None


@dataclass(frozen=True)
class Chapter:
    """Figures of one chapter."""

    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Overview:
    """Every figure a user may see, for a period; ``others`` are earlier numbers the portal has no figure for."""

    period: Period
    chapters: list[Chapter]
    others: list[tuple[str, Earlier]]

    def rows(self) -> Iterator[tuple[object, ...]]:
        """As a spreadsheet."""
        for chapter in self.chapters:
            for line in chapter.lines:
                yield _row(chapter.name, line)
        for name, found in self.others:
            for row in found.within:
                yield ("历史数据", name, str(row.count), row.unit, row.source, row.period.label, "", "")
        yield (f"统计期间：{self.period.caption}", *([""] * (len(HEAD) - 1)))


def overview(user: User, period: Period) -> Overview:
    """Measure everything; numbers of before the portal are those of the district, and stand beside its figures only."""
    before = dict(earlier(period)) if user.has_role(*DISTRICT_READERS) else {}
    chapters: dict[str, Chapter] = {}
    for measured in measure(user, period):
        chapter = chapters.setdefault(measured.figure.chapter, Chapter(measured.figure.chapter, []))
        chapter.lines.append(Line(measured, before.pop(measured.figure.name, Earlier())))
    return Overview(period, list(chapters.values()), sorted(before.items()))


def _row(chapter: str, line: Line) -> tuple[object, ...]:
    figure, count, rate = line.measured.figure, line.count, line.rate
    return (
        chapter,
        figure.label,
        count.value if count else str(rate),
        figure.unit if count else "",
        rate.of if rate else "",
        figure.definition,
        "；".join(f"{row.period.label} {row.count}（{row.source}）" for row in line.before.within),
        str(line.together or ""),
    )
