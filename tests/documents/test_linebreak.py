"""Rules of line breaking."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from congress.documents.pdf.linebreak import (
    BLANK_AFTER,
    NEVER_FIRST,
    NEVER_LAST,
    PAIRED,
    WORD,
    Measured,
    may_break,
    may_stretch,
)

EM = 10.0


def measured(text: str) -> Measured:
    return Measured(list(text), [EM / 2 if char.isascii() else EM for char in text], EM)


def cut(text: str, characters: float) -> list[str]:
    paragraph, start, lines = measured(text), 0, []
    while start < len(text):
        line = paragraph.break_line(start, characters * EM)
        assert line.width <= characters * EM + 0.011 or line.end == start + 1
        lines.append(text[start : line.end])
        start = line.resume
    return lines


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("区", "人", True),
        ("区", "，", False),
        ("（", "区", False),
        ("区", "（", True),
        ("—", "—", False),
        ("…", "…", False),
        ("1", "6", False),
        ("5", "%", False),
        ("3", "月", True),
        ("月", "3", True),
        (" ", "区", True),
        ("区", " ", False),
        ("”", "，", False),
    ],
)
def test_where_a_line_may_end(before: str, after: str, allowed: bool) -> None:
    assert may_break(before, after) is allowed


@pytest.mark.parametrize(
    ("before", "after", "widens"),
    [
        ("区", "人", True),
        ("1", "6", False),
        ("—", "—", False),
        ("，", "区", False),
        ("区", "“", False),
        ("区", "1", True),
    ],
)
def test_where_justification_may_widen(before: str, after: str, widens: bool) -> None:
    assert may_stretch(before, after) is widens


def test_a_mark_is_pushed_in_by_squeezing_others() -> None:
    assert cut("甲乙，丙丁，戊己庚辛。壬癸", 10) == ["甲乙，丙丁，戊己庚辛。", "壬癸"]


def test_a_mark_takes_a_character_with_it_when_nothing_can_be_squeezed() -> None:
    assert cut("甲乙丙丁戊己庚辛壬癸。子丑", 10) == ["甲乙丙丁戊己庚辛壬", "癸。子丑"]


def test_numbers_are_not_split() -> None:
    assert cut("甲乙丙丁戊己庚辛壬1600余人次", 10) == ["甲乙丙丁戊己庚辛壬", "1600余人次"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert "".join(cut("x" * 50, 10)) == "x" * 50


def test_without_room_the_first_word_is_returned_for_the_caller_to_break_earlier() -> None:
    line = measured("，甲乙").break_line(0, 0.0, at_line_start=False)
    assert line.end == 1


TEXT = st.text(alphabet="区人大代表，。、；：“”（）《》——……1234567890.%abc ", min_size=1, max_size=200).map(
    str.strip
)


@example("0000000000 00000———————————— ）", 21)
@given(TEXT, st.integers(8, 30))
def test_no_text_is_lost_and_no_rule_broken(text: str, characters: int) -> None:
    lines = cut(text, characters) if text else []
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line, following in itertools.pairwise(lines):
        forced = len(_unbreakable_tail(line + following)) >= characters / 2 or len(line) <= 1
        if not forced:
            assert following[0] not in NEVER_FIRST or line[-1] == " " or _all_glued(line)
            assert line[-1] not in NEVER_LAST or _all_glued(line)
            assert not (line[-1] == following[0] and line[-1] in PAIRED) or _all_glued(line)


def _unbreakable_tail(text: str) -> str:
    longest, run = "", ""
    for char in text:
        run = run + char if char in WORD else ""
        longest = max(longest, run, key=len)
    return longest


def _all_glued(line: str) -> bool:
    """A line in which no break is allowed at all has to be cut somewhere."""
    return not any(may_break(before, after) for before, after in itertools.pairwise(line))


def test_blank_halves_are_those_of_marks() -> None:
    assert BLANK_AFTER <= NEVER_FIRST
