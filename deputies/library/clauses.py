"""The clauses of a text: paragraphs that begin with 第九条, each up to the next clause or chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLAUSE = re.compile(r"(第[一二三四五六七八九十百零〇\d]+条)[\s　]*")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]+[编章节][\s　]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is read. ``clause`` names the clause it begins, ``heading`` marks a chapter."""

    text: str
    clause: str = ""
    heading: bool = False

    @property
    def anchor(self) -> str:
        """Where a link to the clause leads on the page."""
        return f"c-{self.clause}" if self.clause else ""


def paragraphs(body: str) -> list[Paragraph]:
    """The paragraphs of a body, empty lines left out."""
    found = []
    for line in body.splitlines():
        text = line.strip()
        if not text:
            continue
        start = _CLAUSE.match(text)
        heading = start is None and _CHAPTER.match(f"{text} ") is not None
        found.append(Paragraph(text, start.group(1) if start else "", heading))
    return found


def clause_text(body: str, clause: str) -> str:
    """The whole of a clause with all its paragraphs; empty when there is none of that name."""
    taken: list[str] = []
    inside = False
    for paragraph in paragraphs(body):
        if paragraph.clause or paragraph.heading:
            inside = paragraph.clause == clause
        if inside:
            taken.append(paragraph.text)
    return "\n".join(taken)
