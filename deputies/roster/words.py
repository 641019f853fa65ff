"""Words of a roster that mean the same: numbers in characters, names of groups and constituencies."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "两": 2,
}  # fmt: skip
_NUMBER = r"[0-9〇零○一二两三四五六七八九十百]+"
_GROUP = re.compile(rf"(?:第|编)?({_NUMBER})(?:人大)?(?:代表)?(?:小组|组)?(?:[（(].*[)）])?")
_ORDINAL = re.compile(rf"第?({_NUMBER})(?=号?选区)")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")


def read_number(text: str) -> int | None:
    """18 for 18, 十八, 一八 and 第十八; nothing where the text is no number."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("第")
    if plain.isdecimal():
        return int(plain)
    if not plain or any(c not in _DIGITS and c not in "十百" for c in plain):
        return None
    if not set(plain) & {"十", "百"}:
        return int("".join(str(_DIGITS[c]) for c in plain))
    total, digit = 0, 0
    for character in plain:
        if character in "十百":
            total += (digit or 1) * (100 if character == "百" else 10)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def group_number(text: str) -> int | None:
    """13 for 第十三小组, 第13代表小组, 13组 and 13; nothing for a group that is called by a name."""
    found = _GROUP.fullmatch(squeezed(text))
    return read_number(found[1]) if found else None


def group_name(text: str) -> str:
    """What a group is called, without how many sit in it: 第一代表小组（15人） → 第一代表小组."""
    return _IN_BRACKETS.sub("", squeezed(text)).strip("：:")


def constituency_key(text: str) -> str:
    """A constituency as names are compared: 东塘镇第三选区, 东塘镇3选区 and 东塘镇第 3 选区 are one."""
    plain = group_name(text)
    return _ORDINAL.sub(lambda found: str(read_number(found[1])), plain)


def constituency_number(text: str) -> int | None:
    """3 for 第三选区 and 3; nothing where the name says more than a number."""
    return read_number(constituency_key(text).removesuffix("选区").removesuffix("号"))


def squeezed(text: str) -> str:
    """Half-width and without any space: as two spellings of one text are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())
