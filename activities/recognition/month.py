"""A whole pasted text: one result per activity, with the titles that were printed where the text holds them."""

from __future__ import annotations

from activities.recognition.engine import read_paragraph
from activities.recognition.lexicon import Lexicon
from activities.recognition.plain import squeeze
from activities.recognition.result import Recognised
from activities.recognition.segment import cut

#: Share of a title's character pairs that stand in the paragraph, from which on it is taken for its title.
_ALIKE = 0.6


def recognise(text: str, *, year: int, month: int | None = None, lexicon: Lexicon) -> list[Recognised]:
    """Read a paragraph, or a month of them as it comes out of Word.

    ``year`` and ``month`` are those the text is about; a year in the text wins. Never raises for what a text holds. An
    empty text gives an empty list. Of several paragraphs only those come back that tell of an activity.
    """
    pieces = cut(text)
    found: list[Recognised] = []
    before = None
    for paragraph in pieces.paragraphs:
        one = read_paragraph(paragraph.text, lexicon=lexicon, year=year, month=month, before=before)
        if len(pieces.paragraphs) > 1 and not _tells_of_an_activity(one):
            continue
        one.heading = _best_title(one, [title for title in (paragraph.heading, *pieces.contents) if title])
        before = one.start or before
        found.append(one)
    _left_over(found, pieces.contents)
    for one in found:
        one.title = one.heading or one.title
    return found


def _tells_of_an_activity(one: Recognised) -> bool:
    """A dated paragraph does; another one when somebody with a title, or for a unit, took part in something."""
    if one.date_span and one.date_span.start < 40:
        return True
    named = any(person.title or person.keys for person in one.people)
    return named or any(unit.represented_by for unit in one.units)


def _best_title(one: Recognised, printed: list[str]) -> str:
    """The heading or line of the contents that fits the paragraph best, if any fits.

    One line may stand for several paragraphs (two visits on two days), so it is not used up.
    """
    scored = [(_share(title, one), -number, title) for number, title in enumerate(printed)]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= _ALIKE else ""


def _left_over(found: list[Recognised], contents: list[str]) -> None:
    """A leader's only line left in the contents belongs to that leader's only paragraph left."""
    unused = [title for title in contents if all(one.heading != title for one in found)]
    untitled = [one for one in found if not one.heading and one.people]
    for one in untitled:
        leader = one.people[0].name
        titles = [title for title in unused if leader in title]
        if len(titles) == 1 and sum(other.people[0].name == leader for other in untitled) == 1:
            one.heading = titles[0]


def _share(title: str, one: Recognised) -> float:
    """How much of a title the paragraph says; nothing when its first person is not the one the title names."""
    flat, body = squeeze(title), squeeze(one.text)
    pairs = {flat[i : i + 2] for i in range(len(flat) - 1)}
    if len(pairs) < 3:
        return 0.0
    score = sum(pair in body for pair in pairs) / len(pairs)
    leader = one.people[0].name if one.people else ""
    return score + (0.2 if leader and leader in flat else 0.0)
