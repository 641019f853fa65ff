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
    "柏": "bai bo", "逄": "pang", "宿": "su", "洗": "xian", "冼": "xian", "长孙": "zhangsun", "澹台": "tantai",
    "尉迟": "yuchi", "万俟": "moqi", "尉": "wei yu", "钭": "tou", "晁": "chao", "佘": "she", "卜": "bu",
    "瞿": "qu", "葛": "ge", "纪": "ji", "任": "ren", "华": "hua", "令狐": "linghu", "重": "chong",
}  # fmt: skip

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
    """The syllables by which a name is sorted: “zhang yu ding”. What is no Chinese character stays as it is."""
    surname, given = _split(name_key(name))
    readings = _SURNAMES.get(surname, "").split()
    first = readings[:1] if readings else _syllables(surname)
    return " ".join(part for part in [*first, *_syllables(given)] if part.isalnum())[:120]


def initials_of(name: str) -> str:
    """Every way to type a name by its initials, parted by spaces: “zyd”; “sxm dxm” for 单小明."""
    surname, given = _split(name_key(name))
    plain = _letters("".join(syllable[:1] for syllable in _syllables(surname)))
    ways = list(dict.fromkeys([*_surname_letters(surname), plain]))
    choices = [
        _TWO_WAYS.get(character, "") or _letters(syllable[:1])
        for character, syllable in zip(given, _syllables(given), strict=False)
    ]
    rests = ["".join(letters) for letters in product(*(choice or [""] for choice in choices))]
    return " ".join(dict.fromkeys([way + rest for way in ways for rest in rests if way + rest][:_MOST]))[:80]


def _split(key: str) -> tuple[str, str]:
    """Surname and the rest; a surname of two characters only where the table knows it."""
    length = 2 if key[:2] in _SURNAMES else 1
    return key[:length], key[length:]


def _surname_letters(surname: str) -> list[str]:
    readings = _SURNAMES.get(surname, "").split()
    if len(surname) == 1:
        return [reading[0] for reading in readings]
    return ["".join(syllable[0] for syllable in _syllables(surname))] if readings else []


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _syllables(text: str) -> list[str]:
    """One syllable for each character, without tones; pypinyin reads its tables when it is imported (55 MB)."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    plain = unicodedata.normalize("NFKC", text)
    return lazy_pinyin(plain, errors=list, v_to_u=False) if plain else []
