"""Numbers and dates as a bulletin prints them. Pure functions."""

import datetime as dt
import re

DIGITS = "〇一二三四五六七八九"
UNITS = (("千", 1000), ("百", 100), ("十", 10))
LARGE = (("亿", 10**8), ("万", 10**4))
VALUE = {**{digit: value for value, digit in enumerate(DIGITS)}, "零": 0, "○": 0, "两": 2}
LIMIT = 10**12


def chinese_number(number: int) -> str:
    """666 → 六百六十六, 10 → 十, 105 → 一百零五. Raises ValueError below 0 and from 10¹² on."""
    if not 0 <= number < LIMIT:
        raise ValueError(f"不能写成汉字数字：{number}")
    if number == 0:
        return "零"
    text = _spelled(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _spelled(number: int) -> str:
    for name, size in (*LARGE, *UNITS):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _spelled(high) + name + gap + (_spelled(low) if low else "")
    return DIGITS[number]


def parse_number(text: str) -> int:
    """六百六十六 → 666, 二〇二四 → 2024, 62 and full-width ６２ → 62. Raises ValueError for anything else."""
    text = text.strip()
    if re.fullmatch(r"\d+", text):
        return int(text)
    if text and all(char in VALUE for char in text):
        return int("".join(str(VALUE[char]) for char in text))
    if not text or not re.fullmatch(r"[〇零○一二三四五六七八九两十百千万亿]+", text):
        raise ValueError(f"不是数字：{text}")
    return _value(text)


def _value(text: str) -> int:
    for name, size in LARGE:
        head, found, tail = text.rpartition(name)
        if found:
            return _value(head) * size + (_value(tail) if tail else 0)
    total, digit = 0, None
    sizes = dict(UNITS)
    for char in text:
        if char in sizes:
            total += (1 if digit is None else digit) * sizes[char]
            digit = None
        else:
            digit = VALUE[char]
    return total + (digit or 0)


def issue_label(year: int, number: int) -> str:
    """2024年第5期 (R272)."""
    return f"{year}年第{number}期"


def short_issue_label(number: int) -> str:
    """第15期, for a series that does not print the year (R290)."""
    return f"第{number}期"


def total_label(number: int, *, chinese: bool = False) -> str:
    """（总第62期）, or （总第六百六十六期） in Chinese numerals (R290)."""
    return f"（总第{chinese_number(number) if chinese else number}期）"


def date_label(date: dt.date) -> str:
    """2024年6月3日."""
    return f"{date.year}年{date.month}月{date.day}日"


def range_label(start: dt.date, end: dt.date | None = None, *, half_day: str = "") -> str:
    """Date of an activity as the text of an entry begins with it (R275, R277).

    5月8日上午 · 5月12日至18日 · 5月30日至6月2日 · 2023年12月30日至2024年1月2日. The year is left out within
    one year: the masthead gives it. Raises ValueError if the end is before the start.
    """
    if end is None or end == start:
        return f"{start.month}月{start.day}日{half_day}"
    if end < start:
        raise ValueError("结束日期早于开始日期。")
    if start.year != end.year:
        return f"{date_label(start)}至{date_label(end)}"
    if start.month != end.month:
        return f"{start.month}月{start.day}日至{end.month}月{end.day}日"
    return f"{start.month}月{start.day}日至{end.day}日"
