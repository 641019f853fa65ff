"""A report as it is read: sections with their numerals, words and figures in turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bulletins.models import Report, ReportFigure
from bulletins.models.reports import SectionBase
from bulletins.reports.placeholders import Slot, pieces
from congress.documents.prose import paragraphs

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Piece:
    """Words, or a figure; ``gap`` marks a placeholder that has no figure."""

    text: str
    figure: ReportFigure | None = None
    url: str = ""
    gap: bool = False


@dataclass(frozen=True)
class Shown:
    """A section as it is read. ``numeral`` is empty for the opening words."""

    section: SectionBase
    numeral: str
    paragraphs: list[list[Piece]]

    @property
    def heading(self) -> str:
        """一、注重强基固本."""
        return f"{self.numeral}{self.section.heading}"


def numeral(number: int) -> str:
    """一、 … 十九、, from 1."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return f"{_NUMERALS[number - 1]}、"
    return f"{_NUMERALS[tens - 1] if tens > 1 else ''}十{_NUMERALS[ones - 1] if ones else ''}、"


def shown_sections(
    sections: Iterable[SectionBase], figures: Iterable[ReportFigure], urls: Mapping[int, str]
) -> list[Shown]:
    """Sections in order, every placeholder in its place."""
    known = {Slot(row.name, row.span): row for row in figures}
    shown, headed = [], 0
    for section in sections:
        headed += bool(section.heading)
        told = [_pieces(text, known, urls) for text in paragraphs(section.prose)]
        shown.append(Shown(section, numeral(headed) if section.heading else "", told))
    return shown


def _pieces(text: str, known: Mapping[Slot, ReportFigure], urls: Mapping[int, str]) -> list[Piece]:
    """Blanks that set a placeholder off while it is written are not the office's style around a number."""
    found = list(pieces(text))
    told = []
    for n, piece in enumerate(found):
        if isinstance(piece, str):
            words = piece.lstrip(" ") if n else piece
            told.append(Piece(words.rstrip(" ") if n < len(found) - 1 else words))
        elif (row := known.get(piece)) is not None:
            told.append(Piece(row.shown, row, urls.get(row.pk, "")))
        else:
            told.append(Piece(str(piece), gap=True))
    return told


def shown_report(report: Report) -> tuple[list[Shown], list[ReportFigure]]:
    """Sections and figures of a report, without links (2 queries)."""
    figures = list(report.figures.select_related("changed_by"))
    return shown_sections(report.sections.all(), figures, {}), figures
