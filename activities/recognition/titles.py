"""Titles: the elided prefix restored, the level they tell, whether somebody holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_TAIL = re.compile(
    r"(?:党组|机关党组|党委)?(?:常务|第一)?副?(?:书记|主任委员|主任|主席|局长|部长|院长|检察长|秘书长|区长|县长|市长|镇长|乡长|组长|队长|成员|委员|常委|顾问|"
    r"代表|领导)$"
)
#: What begins with the body itself lacks nothing.
_OWN_BODY = re.compile(
    r"^(?:.{0,8}?(?:省|市|区|县|旗|州|镇|乡|街道|国|村|社区)|.*(?:公司|集团|局|工委|委员会|政府|政协|法院|检察院|大队|中心|学校|大学|协会|管委会))"
)
#: The body in the name of an organiser: 区人大常委会机关党支部 → 区人大常委会.
_BODY = re.compile(r".*?(?:人大常委会|人大(?!代表)|政府|政协|委员会)")
#: 区十八届人大常委会 is 区人大常委会.
_TERM = re.compile(r"第?[一二三四五六七八九十]+届")
_LONG = (
    ("人民代表大会常务委员会", "人大常委会"),
    ("人民代表大会", "人大"),
    ("人民政府", "政府"),
    ("委员会主任委员", "委主任委员"),
)
_ELIDED = re.compile(
    r"^(?:党组|常委会|人大|机关|办公室|研究室|副?主任|副?书记|副?主席|副?[局院部区县市镇乡]长|秘书长)"
)
#: What stands before the body itself: 江苏省溧河县 before 人大常委会.
_OF_BODY = re.compile(r"(.{1,16}?)(?:人大|人民|政府|政协|纪委|监委|党委|委|副?[省市区县旗镇乡]长)")
_LEVEL = re.compile(r"^(?:.{0,6}?)(?P<level>全国|国家|省|自治区|市|区|县|旗|镇|乡)")


def pieces(title: str) -> list[str]:
    """区人大常委会党组书记、主任 as its two titles."""
    return [piece for piece in re.split(r"[、，]", title) if piece]


def level_of(title: str) -> str:
    """省, 市, 区 …: of which level the first body of a title is."""
    of_body = _OF_BODY.match(title)
    if of_body and of_body[1][-1] in "省市区县旗镇乡":
        return of_body[1][-1]
    match = _LEVEL.match(title)
    if match is None:
        return ""
    return {"全国": "全", "国家": "全", "自治区": "省"}.get(match["level"], match["level"])


def body(title: str) -> str:
    """The body a title belongs to: 区人大常委会党组副书记 → 区人大常委会."""
    first = pieces(title)[:1]
    return _TAIL.sub("", first[0]) if first else ""


def in_full(title: str, before: Sequence[str], organiser: str) -> str:
    """The title with the body that an earlier title or the organiser named; empty where nothing was left out."""
    if not title or not _ELIDED.match(title) or _OWN_BODY.match(title):
        return ""
    named = next((found for earlier in reversed(before) if (found := body(earlier))), "")
    if not named and (of_organiser := _BODY.match(organiser)):
        named = of_organiser[0]
    if not named:
        return ""
    named = _TERM.sub("", named)
    for size in range(min(len(named), len(title)), 0, -1):
        if named.endswith(title[:size]):
            return named + title[size:]
    return named + title


def matches(title: str, posts: Iterable[str]) -> bool:
    """Whether every title of a person is among the posts, prefixes left out on either side."""
    held = [_short(piece) for post in posts for piece in _expanded(post)]
    return all(any(_same(_short(piece), post) for post in held) for piece in _expanded(title))


def _short(title: str) -> str:
    for long, short in _LONG:
        title = title.replace(long, short)
    title = _TERM.sub("", title)
    return re.sub(r"^(.{0,4}?[区县市旗镇乡])政府(?=(?:常务)?副?[区县市旗镇乡]长$)", r"\1", title)


def _expanded(title: str) -> list[str]:
    """区人大常委会党组书记、主任 → 区人大常委会党组书记, 区人大常委会主任."""
    found: list[str] = []
    prefix = ""
    for piece in pieces(title):
        own = bool(_OWN_BODY.match(piece))
        found.append(piece if own or not prefix else prefix + piece)
        prefix = _TAIL.sub("", piece) if own or not prefix else prefix
    return found


def _same(title: str, post: str) -> bool:
    if title == post:
        return True
    if title.endswith("领导"):
        return post.startswith(title[:-2])
    longer, shorter = (title, post) if len(title) > len(post) else (post, title)
    if not longer.endswith(shorter) or len(shorter) < 2:
        return False
    before = longer[: -len(shorter)]
    return not before.endswith(("副", "常务", "第一", "原", "前"))
