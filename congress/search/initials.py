"""Names of units, stations and groups typed by their pinyin initials: “jtj” finds 交通局.

Names of people keep initials of their own, in every way a surname is read. For these registers of some hundred rows
the order of GB 2312 is enough, whose 3,755 common characters stand in the order of their pinyin: nothing is stored,
and the web process does not hold the tables of a dictionary (55 MB).
"""

from bisect import bisect_right
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from congress.search.text import normalise

#: The first character of each initial in GB 2312, and behind the last one.
_FIRSTS = tuple(sign.encode("gb2312") for sign in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝亍")
_LETTERS = "abcdefghjklmnopqrstwxyz"


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """“qjtysj” for 区交通运输局; letters and digits stay, rare characters and signs are left out."""
    return "".join(map(_initial, normalise(text)))


def by_initials(rows: QuerySet[Any], word: str, *names: str) -> list[int]:
    """Keys of the rows one of whose names holds these initials; one query, none unless the word is all letters."""
    if not (len(word) > 1 and word.isascii() and word.isalpha()):
        return []
    asked = word.lower()
    listed = rows.order_by().values_list("pk", *names)
    return [pk for pk, *held in listed if any(asked in initials(name) for name in held)]


def _initial(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isalnum() else ""
    try:
        place = bisect_right(_FIRSTS, sign.encode("gb2312")) - 1
    except UnicodeEncodeError:
        return ""
    return _LETTERS[place] if 0 <= place < len(_LETTERS) else ""
