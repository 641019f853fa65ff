"""Names as they are compared, sorted and typed: without the spaces of a printed list, in pinyin, by initials."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from congress.search.text import normalise

#: A surname with an honorific instead of a given name: 潘总, 李某, 欧阳经理 (R280).
_PARTIAL = re.compile(r"[\u4e00-\u9fff]{1,2}(总|某|某某|先生|女士|经理|老师|董事长)")

#: Surnames that are read otherwise than the same character in a text; the first reading sorts the name, and
#: every reading finds it.
_SURNAMES = {
    "曾": "zeng", "单": "shan dan", "解": "xie jie", "仇": "qiu chou", "查": "zha cha", "区": "ou qu",
    "盖": "ge gai", "朴": "piao pu", "翟": "zhai di", "覃": "qin tan", "乐": "yue le", "员": "yun yuan",
    "缪": "miao", "折": "she", "隗": "wei kui", "黑": "he hei", "召": "shao zhao", "种": "chong", "祭": "zhai",
    "能": "nai", "秘": "bi mi", "繁": "po", "谌": "chen shen", "郗": "xi chi", "牟": "mou mu", "宓": "mi fu",
    "柏": "bai bo", "逄": "pang", "宿": "su", "洗": "xian", "冼": "xian",
    "尉": "wei yu", "钭": "tou", "晁": "chao", "佘": "she", "卜": "bu",
    "瞿": "qu", "葛": "ge", "纪": "ji", "任": "ren", "华": "hua", "重": "chong",
}  # fmt: skip

#: Surnames of two characters that are not read as their characters are.
_DOUBLE = {"尉迟": ["yu", "chi"], "万俟": ["mo", "qi"], "长孙": ["zhang", "sun"], "澹台": ["tan", "tai"]}

#: Characters of given names that are commonly read in two ways, and the initials of both.
_TWO_WAYS = {"乐": "ly", "行": "xh", "长": "cz", "朝": "cz", "茜": "qx", "晟": "sc", "重": "cz", "传": "cz"}

#: No name needs more ways to be typed than this.
_MOST = 8


def is_partial_name(name: str) -> bool:
    """Whether only a surname and an honorific are known."""
    return _PARTIAL.fullmatch(name_key(name)) is not None


def name_key(name: str) -> str:
    """The name without the spaces a printed list puts inside it (张 三), middle dots made one kind."""
    return "".join(normalise(name).split()).replace("•", "·").replace("．", "·")


def pinyin_of(name: str) -> str:
    """The syllables by which a name is sorted: “zhang yu ding”."""
    surname, given = _split(name_key(name))
    syllables = [*_surname_ways(surname)[0], *_syllables(given)]
    return " ".join(part for part in syllables if part.isalnum())[:120]


def initials_of(name: str) -> str:
    """Every way to type a name by its initials, parted by spaces: “zyd”; “sxm dxm” for 单小明."""
    surname, given = _split(name_key(name))
    ways = ["".join(syllable[:1] for syllable in way) for way in _surname_ways(surname)]
    letters = [
        _TWO_WAYS.get(sign) or _letters(syllable[:1]) or [""]
        for sign, syllable in zip(given, _syllables(given), strict=True)
    ]
    rests = ["".join(chosen) for chosen in product(*letters)]
    found = dict.fromkeys(_letters(way) + rest for way in ways for rest in rests)
    return " ".join([initials for initials in found if initials][:_MOST])[:80]


def _split(key: str) -> tuple[str, str]:
    """Surname and the rest; a surname of two characters only where the table knows it."""
    length = 2 if key[:2] in _DOUBLE else 1
    return key[:length], key[length:]


def _surname_ways(surname: str) -> list[list[str]]:
    """The syllables of a surname in every way it is read, as a surname first."""
    if surname in _DOUBLE:
        return [_DOUBLE[surname]]
    return [*([reading] for reading in _SURNAMES.get(surname, "").split()), _syllables(surname)]


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _syllables(text: str) -> list[str]:
    """One syllable for each character, without tones; pypinyin reads its tables when it is imported (55 MB)."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return [lazy_pinyin(sign, v_to_u=False)[0] for sign in unicodedata.normalize("NFKC", text)]
