"""A whole pasted text: one result per activity."""

from __future__ import annotations

from activities.recognition.engine import read_paragraph
from activities.recognition.lexicon import Lexicon
from activities.recognition.result import Recognised
from activities.recognition.segment import cut


def recognise(text: str, *, year: int, month: int | None = None, lexicon: Lexicon) -> list[Recognised]:
    """Read a paragraph, or a month of them as it comes out of Word.

    ``year`` and ``month`` are those the text is about; a year in the text wins. Never raises for what a text holds. An
    empty text gives an empty list.
    """
    pieces = cut(text)
    found: list[Recognised] = []
    before = None
    for paragraph in pieces.paragraphs:
        one = read_paragraph(paragraph.text, lexicon=lexicon, year=year, month=month, before=before)
        if len(pieces.paragraphs) > 1 and not _tells_of_an_activity(one):
            continue
        if paragraph.heading:
            one.heading = one.title = paragraph.heading
        before = one.start or before
        found.append(one)
    return found


def _tells_of_an_activity(one: Recognised) -> bool:
    """A dated paragraph does; another one when somebody with a title, or for a unit, took part in something."""
    if one.date_span and one.date_span.start < 40:
        return True
    named = any(person.title or person.keys for person in one.people)
    return named or any(unit.represented_by for unit in one.units)
