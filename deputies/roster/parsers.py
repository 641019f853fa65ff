"""What the cells of a roster are turned into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from congress.documents.parsers import CellError, Corrected, Parser, show, text
from congress.documents.sheets import Value
from congress.organs.enums import CongressLevel
from congress.organs.models import numeral
from deputies.enums import Beginning, GroupPostKind, Identity, Party, Sex
from deputies.roster.words import read_number, squeezed

_DOTS = re.compile(r"\s*[·•‧∙⋅・･.．‐]\s*")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇·]+|[A-Za-z][A-Za-z·' -]*")
_NAME_NOTE = re.compile(r"[（(]([^（()）]*)[)）]")
_SEXES = {
    "男": Sex.MALE, "女": Sex.FEMALE, "男性": Sex.MALE, "女性": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE,
    "1": Sex.MALE, "2": Sex.FEMALE, "先生": Sex.MALE, "女士": Sex.FEMALE,
}  # fmt: skip
#: The 56 peoples as GB/T 3304 names them.
_PEOPLES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 "
    "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
PEOPLES = frozenset(_PEOPLES.split())
_PARTIES = {
    "中共": Party.CPC, "中共党员": Party.CPC, "党员": Party.CPC, "共产党员": Party.CPC, "中国共产党": Party.CPC,
    "中国共产党党员": Party.CPC, "中共正式党员": Party.CPC, "中共预备党员": Party.CPC, "预备党员": Party.CPC,
    "民革": Party.RCCK, "民盟": Party.CDL, "民建": Party.CNDCA, "民进": Party.CAPD, "农工党": Party.CPWDP,
    "农工": Party.CPWDP, "农工民主党": Party.CPWDP,
    "致公党": Party.ZHI_GONG, "致公": Party.ZHI_GONG, "九三": Party.JIU_SAN, "九三学社": Party.JIU_SAN,
    "台盟": Party.TDSL, "共青团员": Party.YOUTH, "团员": Party.YOUTH, "无党派": Party.INDEPENDENT,
    "无党派人士": Party.INDEPENDENT, "群众": Party.NONE, "无": Party.NONE, "普通群众": Party.NONE,
}  # fmt: skip
_LEVELS = {
    "全国": CongressLevel.NATIONAL, "国家": CongressLevel.NATIONAL, "省": CongressLevel.PROVINCE,
    "自治区": CongressLevel.PROVINCE, "市": CongressLevel.CITY, "设区的市": CongressLevel.CITY,
    "州": CongressLevel.CITY, "区": CongressLevel.DISTRICT, "县": CongressLevel.DISTRICT,
    "区县": CongressLevel.DISTRICT, "县区": CongressLevel.DISTRICT, "旗": CongressLevel.DISTRICT,
    "镇": CongressLevel.TOWN, "乡": CongressLevel.TOWN, "乡镇": CongressLevel.TOWN,
}  # fmt: skip
_BEGINNINGS = {
    "选举": Beginning.ELECTION, "换届": Beginning.ELECTION, "换届选举": Beginning.ELECTION,
    "补选": Beginning.BY_ELECTION, "增补": Beginning.BY_ELECTION, "其他": Beginning.OTHER,
}  # fmt: skip
_MEMBERS = frozenset({"组员", "成员", "代表", "无", "—", "-", "/"})
_GROUP_POSTS = {str(kind.label): kind for kind in GroupPostKind} | {"小组长": GroupPostKind.LEADER}
_PARTED = re.compile(r"[、,，;；/\n]+|\s{2,}")
_PHONE_PARTS = re.compile(r"[、,，;；/\n]|\s+(?=1\d{10})")
_LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,5})?")


@dataclass(frozen=True)
class RosterName:
    """A name, and what stood in brackets behind it: 张玉兰（女，回族）."""

    name: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def name(raw: Value) -> Any:
    """A name without the spaces inside it (张 三), dots made one kind (古丽·阿依), brackets read apart.

    Raises :class:`CellError` for whatever is no name.
    """
    given = show(raw)
    plain = unicodedata.normalize("NFKC", given).strip().rstrip("*★☆△▲#").strip()
    notes = tuple(
        part for found in _NAME_NOTE.findall(plain) for part in re.split(r"[，,、;；\s]+", found) if part
    )
    plain = _DOTS.sub("·", _NAME_NOTE.sub("", plain)).strip("·")
    if not plain.isascii():
        plain = "".join(plain.split())
    if not 2 <= len(plain) <= 60 or not _NAME.fullmatch(plain):
        raise CellError("看不出是一个人的姓名，请改正")
    value = RosterName(plain, notes)
    if plain == given or notes:
        return value
    return Corrected(
        value, "已去掉名字中的空格" if any(c.isspace() for c in given.strip()) else "已改为统一写法"
    )


def sex(raw: Value) -> Any:
    """男 or 女; other words for it are turned into these."""
    word = squeezed(show(raw)).upper()
    if word not in _SEXES:
        raise CellError(f"没有“{show(raw)}”这种性别，可填男、女")
    return _corrected(_SEXES[word], word)


def people(raw: Value) -> Any:
    """汉族 for 汉 and 汉族; a name that is not one of the 56 is asked about."""
    word = squeezed(show(raw))
    if word.removesuffix("族") in PEOPLES:
        return f"{word.removesuffix('族')}族"
    if len(word) > 20:
        raise CellError(f"最多 20 个字，现在 {len(word)} 个字")
    return Corrected(word, "不在 56 个民族的名称里")


def party(raw: Value) -> Any:
    """The party or affiliation by any of its names."""
    word = squeezed(show(raw))
    short = word.removesuffix("会员").removesuffix("盟员").removesuffix("社员").removesuffix("党员") or word
    found = _PARTIES.get(word) or _PARTIES.get(short) or _PARTIES.get(f"{short}党")
    if found is None:
        raise CellError(f"没有“{show(raw)}”这种党派，可填中共党员、民盟、群众等")
    return found


def phone(raw: Value) -> Any:
    """A mobile number of 11 digits, or a landline; also as a number, with spaces, hyphens or +86.

    Of several numbers the first is kept and the others are named. Raises :class:`CellError` where a
    spreadsheet has lost digits (1.38E+10).
    """
    given = unicodedata.normalize("NFKC", show(raw)).strip()
    numbers = [number for part in _PHONE_PARTS.split(given) if (number := _one_phone(part))]
    if not numbers:
        raise CellError("看不出是电话号码，请改正")
    if len(numbers) > 1:
        return Corrected(numbers[0], f"只记一个号码，{'、'.join(numbers[1:])}没有导入")
    return numbers[0]


def _one_phone(part: str) -> str:
    plain = re.sub(r"[\s‐–—]", "", part).removesuffix(".0")
    if re.fullmatch(r"\d(?:\.\d+)?[Ee]\+?\d+", plain):
        plain = _unfolded(plain)
    bare = plain.replace("-", "").removeprefix("+86")
    if len(bare) == 13 and bare.startswith("86"):
        bare = bare.removeprefix("86")
    if not bare:
        return ""
    if bare.isdecimal() and bare.startswith("1"):
        if len(bare) != 11:
            raise CellError(f"手机号应为 11 位，现在 {len(bare)} 位")
        return bare
    if not _LANDLINE.fullmatch(plain):
        raise CellError("看不出是电话号码，请改正")
    return plain


def _unfolded(folded: str) -> str:
    """1.3800138000E+10 as it was; with fewer digits the number cannot be had back."""
    try:
        number = Decimal(folded)
    except InvalidOperation:
        return folded
    if len(number.as_tuple().digits) < 11:
        raise CellError(f"表格程序把号码写成了 {folded}，后面的数字已经丢失，请填完整号码")
    return str(int(number))


def level(raw: Value) -> Any:
    """The level of the congress: 区县级 for 区, 区级, 县级人大代表 …"""
    word = squeezed(show(raw)).removesuffix("代表").removesuffix("人大").removesuffix("级")
    found = _LEVELS.get(word)
    if found is None:
        raise CellError(f"没有“{show(raw)}”这个层级，可填全国、省级、市级、区县级、乡镇级")
    return found


class TermNumber(int):
    """Which term is meant, shown as people say it."""

    def __str__(self) -> str:
        return f"第{numeral(int(self))}届"


def term(raw: Value) -> TermNumber:
    """The number of the term: 5 for 第五届, 五届, 5 and 安澜区第五届人大."""
    word = squeezed(show(raw))
    found = re.search(r"第?([0-9一二三四五六七八九十百]+)届", word)
    number = read_number(found[1] if found else word)
    if number is None or not 1 <= number <= 99:
        raise CellError("看不出是第几届，请写成 第五届")
    return TermNumber(number)


def group_post(raw: Value) -> Any:
    """组长, 副组长 or 联络员; nothing for an ordinary member."""
    word = squeezed(show(raw))
    if word in _MEMBERS:
        return None
    if word not in _GROUP_POSTS:
        raise CellError(f"没有“{show(raw)}”这种小组职务，可填组长、副组长、联络员")
    return _GROUP_POSTS[word]


def several(limit: int) -> Parser:
    """Texts parted by “、” or commas."""
    one = text(limit)

    def parse(raw: Value) -> list[str]:
        return [str(squeezed(show(part))) for part in _PARTED.split(show(raw)) if part.strip() and one(part)]

    return parse


def workplace(raw: Value) -> Any:
    """Where somebody works, one space kept: it often parts the unit from the post (东塘镇中心小学 校长)."""
    value = " ".join(unicodedata.normalize("NFC", show(raw)).split())
    if len(value) > 160:
        raise CellError(f"最多 160 个字，现在 {len(value)} 个字")
    return value


def word_of(options: Mapping[str, Any], what: str) -> Parser:
    """One of some words, however its spaces stand."""

    def parse(raw: Value) -> Any:
        given = squeezed(show(raw))
        if given not in options:
            raise CellError(f"没有“{show(raw)}”这种{what}，可填{'、'.join(options)}")
        return options[given]

    return parse


how_began = word_of(_BEGINNINGS, "产生方式")
identity = word_of({squeezed(str(kind.label)): kind for kind in Identity}, "身份")


def _corrected(value: Any, word: str) -> Any:
    return value if word == value.label else Corrected(value, f"已改为“{value.label}”")
