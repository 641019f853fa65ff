"""The word lists of the grammar, read from ``lists/``, and the patterns made of them.

None of them is a list of a district's own names; those come from the roster and the register. A line that begins with
``#`` is a remark; words are parted by white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_LISTS = Path(__file__).parent / "lists"


def words(name: str) -> frozenset[str]:
    """The words of one list."""
    lines = (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def any_of(words: Iterable[str]) -> str:
    """An alternation, longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


SURNAMES = words("surnames")
COMPOUND_SURNAMES = words("compound_surnames")
TITLE_ENDS = words("title_ends")
WEAK_TITLE_ENDS = words("weak_title_ends")
HONORIFICS = words("honorifics")
UNIT_ENDS = words("unit_ends")
PLACE_ENDS = words("place_ends")

#: A weak title that may well be one: 区人大代表, 领衔代表, 村民代表.
REAL_WEAK_TITLE = re.compile(
    r"(?:人大|党|政协|选民|党员|居民|村民|群众|企业|职工|教师|行业|领衔|附议|提名|基层|妇女|青年|工人|农民)代表$|"
    r"(?:人大|政协|党组|常委会|调解|审查|委|纪委|县委|市委|区委|省委|旗委|镇)(?:副?主任)?(?:委员|常委|成员)$|(?:主任委员|董事|理事|监事|干事|秘书|领导|专家|记者|教师|老师|医生)$"
)
#: Nobody in particular: no organ stands behind them, and nothing is doubtful about that.
VAGUE_UNIT = re.compile(
    r"^(?:[^各]{0,8}?(?:相关|有关|各|部分|直属|直|所属|所辖|承办|职能|主管|成员|参会|责任|牵头|驻)"
    r".{0,10}|(?:区|县|市|镇)?(?:园区|部门|单位|乡镇|镇街|街道|乡镇街道|机关|工委|村社区|社区|村))$"
)

REPRESENTED = re.compile(
    f"(?:{any_of(words('before_representatives'))})*(?:{any_of(words('representatives'))})"
)

#: What somebody does: no title or unit name runs over such a word, unless it is part of one (督查组, 组织部).
VERB = re.compile(
    r"(?:召开|举行|举办|开展|邀请|听取|会见|会晤|陪同|带领|率领|看望|慰问|走访|深入|前往|视察|调研|检查|督查|接待|组织|通过|传达|"
    r"研究|审议|任命|免去|参加|出席|列席|主持|强调|拜访|拜会|指出|要求|率队|围绕|关于|落实|推进|推动|加强)"
    r"(?!了?(?:组|部|科|处|室|办|员|中心|局|院|所|站|委|工作|团|小组|领导|专班))"
)

#: After these words somebody is named in the middle of a clause; the word says how they take part.
TRIGGERS = {
    "带领": "",
    "率领": "",
    "率": "",
    "组织": "",
    "邀请": "",
    "特邀": "",
    "会见": "被会见",
    "会晤": "被会见",
    "接待": "被接待",
    "拜会": "被拜会",
    "拜访": "被拜访",
    "看望": "被看望",
    "走访": "被走访",
    "慰问": "被慰问",
    "陪同": "",
    "由": "",
    "在": "",
    "随": "",
    "跟随": "",
    "听取": "汇报",
    "听取了": "汇报",
    "与": "座谈",
    "同": "座谈",
    "和": "",
    "会同": "参加",
    "联合": "参加",
    "请": "",
    "向": "",
    "对": "",
    "经": "",
    "其中": "",
    "任命": "被任命",
    "决定任命": "被任命",
    "免去": "被免职",
    "补选": "被补选",
    "选举": "当选",
    "为": "",
}

PREDICATE = re.compile(any_of(words("predicates")))
#: Single characters that may as well end a given name (应有为, 张向, 李同).
_FAINT = "为在到作来对向以由自从同上去时看听问走送说称谈讲代受未兼经据利于任被则均并还也就"
FAINT = re.compile(f"[{_FAINT}](?![会场座现讲发汇区县市镇乡村街社我了题专“《])")

NOT_NAME = re.compile(any_of(words("not_names")))
