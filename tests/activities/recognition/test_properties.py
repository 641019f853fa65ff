"""Whatever the text: nothing raises, nothing is invented, spans are right, time stays in proportion."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.recognition import Lexicon, Recognised, Span, lexicon_from_roster, recognise
from activities.recognition.plain import name_key, squeeze

LEXICON = lexicon_from_roster(
    {
        "roster": [
            {"name": "卓远山", "posts": ["区人大常委会主任", "区人大常委会党组书记"]},
            {"name": "荣耀", "posts": ["区长"]},
            {"name": "张 伟", "posts": ["区人大代表"]},
            {"name": "张伟", "posts": ["区水利局局长"]},
            {"name": "迪丽娜尔·艾尼", "posts": ["区人大常委会副主任"]},
        ],
        "organs": [
            "区水利局",
            {"name": "区住房和城乡建设局", "short_name": "区住建局"},
            "柳桥街道",
            "东塘镇",
        ],
    }
)
#: The pieces that paragraphs are made of, so that mangled text still looks like one.
_PIECES = """
5月8日上午， 12月29日至1月3日， 近日， 同日下午， ５月９日— 2月30日， 区人大常委会 党组书记、主任 副主任 卓远山
荣耀 张伟 等 迪丽娜尔·艾尼 欧阳 带领 率队 部分区人大代表 到 深入 东塘镇卓远山村 柳桥街道 、 ， 。 ； （ ） “ ” 《 》
一行 及 和 与 在 区水利局 区住建局 住建局 负责人 陪同 参加 参加人员：
出席会议并讲话 主持会议
召开2024年第九次会议 以普通党员身份 潘总 某某公司
任命 带领下 调研 视察 走访慰问 防汛工作 ····· # --- 本报讯 通讯员 截至 第 届 次 会议 · 𠮷 é 🙂 " ' ( 【
"""
_BLANKS = ["\n", "\t", " ", "\u3000", "\ufeff", "\x00", "\f", "张 伟", "\t1\n", "\r\n"]
PIECES = st.sampled_from(_PIECES.split() + _BLANKS)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def check(found: Recognised) -> None:
    """Every name, unit, group and place stands in the text, where its span says."""
    flat = squeeze(found.text)
    named: list[tuple[str, Span]] = [(one.name, one.span) for one in found.people]
    named += [(unit.name, unit.span) for unit in found.units]
    named += [(group.name, group.span) for group in found.groups]
    named += [(place.name, place.span) for place in found.places]
    for name, span in named:
        assert name
        assert name in flat
        assert name_key(found.text[span.start : span.end]) == name_key(name)
    for person in found.people:
        assert person.title in flat
        if person.title_span:
            assert squeeze(found.text[person.title_span.start : person.title_span.end]) == person.title
    for unit in found.units:
        assert unit.represented_by in flat
    assert found.organiser in flat
    assert found.topic in flat
    for doubt in found.unsure:
        assert doubt.reason
        assert doubt.text in flat
        if doubt.index is not None:
            assert 0 <= doubt.index < len(getattr(found, doubt.field))
    spans = [*found.spans.values(), *(doubt.span for doubt in found.unsure if doubt.span)]
    assert all(0 <= span.start <= span.end <= len(found.text) for span in spans)
    assert (found.start is None) == (found.end is None)
    assert found.start is None or (found.end is not None and found.start <= found.end)
    assert found.start is not None or any(doubt.field == "date" for doubt in found.unsure)
    assert found.half_day in {"", "am", "pm", "evening"}
    assert found.kind in LEXICON.kinds.values()
    assert set(found.as_json()) == {
        "start", "end", "half_day", "kind", "people", "units", "places", "title", "unsure"
    }  # fmt: skip


@settings(max_examples=400)
@given(text=TEXTS, year=st.integers(1, 9999), month=st.one_of(st.none(), st.integers(1, 12)))
def test_nothing_raises_and_nothing_is_invented(text: str, year: int, month: int | None) -> None:
    for found in recognise(text, year=year, month=month, lexicon=LEXICON):
        check(found)


@settings(max_examples=150)
@given(text=TEXTS)
def test_without_roster_and_register(text: str) -> None:
    for found in recognise(text, year=2024, month=5, lexicon=Lexicon()):
        check(found)
        assert all(not person.keys for person in found.people)


@settings(max_examples=100)
@given(
    start=st.dates(date(2023, 1, 1), date(2026, 12, 1)),
    days=st.integers(0, 25),
    half=st.sampled_from([("", ""), ("上午", "am"), ("下午", "pm"), ("晚上", "evening")]),
)
def test_any_day_is_read_exactly(start: date, days: int, half: tuple[str, str]) -> None:
    end = date.fromordinal(start.toordinal() + days)
    words = f"{start.month}月{start.day}日"
    if days:
        second = "" if (end.year, end.month) == (start.year, start.month) else f"{end.month}月"
        words += f"至{second}{end.day}日"
    else:
        words += half[0]
    text = f"{words}，区人大常委会主任卓远山调研防汛工作。"
    (found,) = recognise(text, year=start.year, month=start.month, lexicon=LEXICON)
    assert (found.start, found.end) == (start, end)
    assert found.half_day == ("" if days else half[1])


LONG = {
    "one sentence": "区人大常委会主任卓远山、" * 8000,
    "no marks": "人大代表视察工作情况" * 10_000,
    "titles": "主任副主任书记局长" * 11_000,
    "brackets": "（“《" * 33_000,
    "units": "区水利局及区住建局和" * 10_000,
    "places": "到东塘镇柳桥街道村" * 11_000,
    "dates": "5月8日至9日、" * 12_000,
    "names": "王伟李强张三" * 16_000,
    "paragraphs": "5月8日，区人大常委会主任卓远山到东塘镇调研。\n" * 4_000,
    "lines without end": "区人大常委会主任卓远山到东塘镇调研\n" * 5_000,
    "digits": "1234567890" * 10_000,
    "dots": "·" * 100_000,
    "spaces": " \t\u3000" * 33_000,
}


@pytest.mark.parametrize("name", LONG)
def test_a_hundred_thousand_characters_take_seconds(name: str) -> None:
    begun = time.process_time()
    recognise(LONG[name], year=2024, month=5, lexicon=LEXICON)
    assert time.process_time() - begun < 20
