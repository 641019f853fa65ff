"""Personal data is found however it is written, and nothing else is lost."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.web.masking import Hidden, Secret, found, leaks, pieces, public

MOBILE = re.compile(r"1[3-9]\d{9}")
IDENTITY = re.compile(r"\d{17}[\dXx]")

mobiles = st.from_regex(re.compile(r"1[3-9]\d{9}", re.ASCII), fullmatch=True)
identities = st.from_regex(
    re.compile(r"[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d)\d{3}[\dX]", re.ASCII), fullmatch=True
)
words = st.text(alphabet="王李联系电话号码居民在路上，。（）：0123456789年月日-. xX\n", max_size=30)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("13800138000", Secret.MOBILE),
        ("138 0013 8000", Secret.MOBILE),
        ("138-0013-8000", Secret.MOBILE),
        ("138.0013.8000", Secret.MOBILE),
        ("１３８００１３８０００", Secret.MOBILE),
        ("1 3 8 0 0 1 3 8 0 0 0", Secret.MOBILE),
        ("138\u200b0013\u200b8000", Secret.MOBILE),
        ("+86 13800138000", Secret.MOBILE),
        ("一三八零零一三八零零零", Secret.MOBILE),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", Secret.MOBILE),
        ("0511-12345678", Secret.LANDLINE),
        ("（0000）2610021", Secret.LANDLINE),
        ("0000-261 0021", Secret.LANDLINE),
        ("0511-12345678转806", Secret.LANDLINE),
        ("321102198001011234", Secret.IDENTITY),
        ("32110219800101123X", Secret.IDENTITY),
        ("321102 19800101 1234", Secret.IDENTITY),
        ("321102800101123", Secret.IDENTITY),
        ("6222021001123456789", Secret.CARD),
        ("6222 0210 0112 3456 789", Secret.CARD),
        ("苏L·12345", Secret.PLATE),
        ("苏LD12345", Secret.PLATE),
        ("苏L1234警", Secret.PLATE),
        ("wang.gl@example.com", Secret.EMAIL),
        ("12幢3单元502室", Secret.HOME),
        ("8号楼1203室", Secret.HOME),
        ("三单元402", Secret.HOME),
        ("1203室", Secret.HOME),
    ],
)
def test_it_is_found_in_a_sentence_and_nothing_beside_it(text: str, secret: Secret) -> None:
    sentence = f"居民王桂兰（{text}）反映，路灯坏了。"
    assert found(sentence) == [(text, secret)]
    shown = public(pieces(sentence))
    assert shown.startswith("居民王桂兰（（")
    assert shown.endswith("略））反映，路灯坏了。")
    assert text not in shown


def test_a_local_number_is_known_by_the_words_before_it() -> None:
    assert found("联系电话：2610021，每天8:30") == [("2610021", Secret.LANDLINE)]
    assert found("微信号：wang_gl88") == [("wang_gl88", Secret.ACCOUNT)]
    assert found("全区共有2610021平方米") == []


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月2日，全区36个社区，投入1,380,013,800元。",
        "13—15日，2026-03-02至2026-03-20，公交112路早高峰间隔由15分钟缩短到8分钟。",
        "拨打12345热线，第 2026-057 号建议，复〔2026〕12号。",
        "三室两厅；办公室、教室；1.5公里；4、5、6、7、8、9、10、11、12、13月",
        "桥南路12号柳桥街道30户居民，沪宁线G7001次列车",
        "统计到2026年，投资15,123,456,789元，3000/4000/5000/6000元四档。",
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert found(text) == []
    assert leaks(text) == []
    assert public(pieces(text)) == text


@given(st.lists(st.one_of(words, mobiles, identities), max_size=8))
def test_no_number_survives_and_nothing_else_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    cut = pieces(text)
    shown = public(cut)
    assert "".join(piece.old for piece in cut) == text
    assert not MOBILE.search(shown)
    assert not IDENTITY.search(shown)
    assert all(re.search(r"[\d零一二三四五六七八九A-Za-z]", piece.old) for piece in cut if piece.secret)


@given(st.text(alphabet="的在不了有和人这中大为上国我们到室单元号楼电话微信，。：（）“”\n ", max_size=60))
def test_a_text_without_numbers_is_left_alone(text: str) -> None:
    assert public(pieces(text)) == text


@given(words, mobiles, words, st.sampled_from(["", " ", "-", ".", "　", "\u200b"]))
def test_a_number_taken_apart_is_gone_too(before: str, number: str, after: str, gap: str) -> None:
    """Unless the digits beside it make another number of it."""
    text = f"{before}，{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}，{after}"
    shown = public(pieces(text))
    assert number not in re.sub(r"[\s.\u200b-]", "", shown)


def test_the_words_a_clerk_marks_are_hidden_everywhere_and_can_become_others() -> None:
    text = "王桂兰、王桂兰的邻居王桂兰芳"
    assert public(pieces(text, [Hidden("王桂兰")])) == "某某、某某的邻居某某芳"
    both = [Hidden("王桂兰"), Hidden("王桂兰芳", "另一位居民")]
    assert public(pieces(text, both)) == "某某、某某的邻居另一位居民"


def test_words_over_a_number_hide_all_of_it() -> None:
    shown = public(pieces("找王桂兰13800138000谈", [Hidden("王桂兰138", "一位居民")]))
    assert shown == "找一位居民谈"


def test_what_is_left_stays_but_never_a_telephone() -> None:
    text = "车牌苏L12345，电话13800138000"
    assert public(pieces(text, left={"苏L12345", "13800138000"})) == "车牌苏L12345，电话（电话略）"


@pytest.mark.parametrize("text", ["138/0013/8000", "138*0013*8000", "138（0013）8000", "138，0013，8000"])
def test_the_gate_sees_through_what_stands_between_digits(text: str) -> None:
    assert leaks(f"找老王，{text}。")
    assert "手机号码" in leaks(f"找老王，{text}。")[0]


@pytest.mark.parametrize("text", ["a", "1", "一", "12 ", "1号楼 ", "13-1", "电话", "138(", "@a."])
def test_a_text_of_the_greatest_length_takes_no_time(text: str) -> None:
    """No pattern may go over the text again from each of its places."""
    whole = (text * 20_000)[:20_000]
    began = time.perf_counter()
    leaks(public(pieces(whole)))
    assert time.perf_counter() - began < 5
