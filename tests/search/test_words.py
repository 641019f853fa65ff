"""What words, numbers and letters ask for, and what is shown around them."""

import pytest

from congress.search.initials import initials
from congress.search.numbers import Numbered, numbered, together
from congress.search.text import excerpt, spans


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("召开停车现场会", "现场 停车", ["停车", "现场"]),
        ("ＡＢ区", "ab区", ["ＡＢ区"]),
        ("第①期说明", "1期", ["①期"]),
        ("停车场", "停车场 停车", ["停车场"]),
        ("停车停车", "停车", ["停车", "停车"]),
        ("道路", "停车", []),
        ("", "停车", []),
        ("停车", " ", []),
    ],
)
def test_words_are_found_where_they_are_written(text: str, query: str, found: list[str]) -> None:
    assert [text[begin:end] for begin, end in spans(text, query)] == found


def test_an_excerpt_shows_what_stands_around_the_first_word() -> None:
    text = "前" * 100 + "停车" + "后" * 100
    shown = excerpt(text, "停车", 40)
    assert shown.startswith("…前")
    assert "停车后" in shown
    assert shown.endswith("后…")
    assert len(shown) == 42
    assert excerpt("小区\n停车难", "停车") == "小区 停车难"
    assert excerpt(text, "道路") == ""


@pytest.mark.parametrize(
    ("word", "asked"),
    [
        ("第12号", Numbered(12)),
        ("12", Numbered(12)),
        ("2026-041", Numbered(41, "2026-")),
        ("第2026-041号", Numbered(41, "2026-")),
        ("2026年第12号", Numbered(12, "2026-")),
        ("18-5-议003", Numbered(3, "18-5-议")),
        ("总第６２期", Numbered(62, running=True)),
        ("5月8日", None),
        ("13812345678", None),
        ("停车", None),
    ],
)
def test_numbers_as_people_write_them(word: str, asked: Numbered | None) -> None:
    assert numbered(word) == asked


def test_a_number_that_was_written_apart_is_one_word() -> None:
    assert together("第 12 号 道路") == "第12号 道路"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("区交通运输局", "qjtysj"),
        ("柳桥街道人大工委", "lqjdrdgw"),
        ("A区第2小组", "aqd2xz"),
        ("𠮷（村）", "c"),
    ],
)
def test_names_have_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
