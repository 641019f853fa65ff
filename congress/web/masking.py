"""Personal data in a text: where it stands, the text without it, and whether any is left (R316).

Digits are read as people read them: full width, circled or Chinese, with spaces, hyphens and dots between them.
Names cannot be told from other words; the clerk marks them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import models


class Secret(models.TextChoices):
    """Personal data, by what it is; ``WORDS`` are those a clerk marked, such as a citizen's name."""

    MOBILE = "mobile", "手机号码"
    LANDLINE = "landline", "固定电话"
    IDENTITY = "identity", "身份证号码"
    CARD = "card", "银行卡号"
    PLATE = "plate", "车牌号"
    EMAIL = "email", "电子邮箱"
    ACCOUNT = "account", "微信、QQ 号"
    HOME = "home", "门牌"
    WORDS = "words", "指定的字"


#: Never shown; the rest is proposed, and the clerk may leave it.
NEVER_PUBLIC = frozenset({Secret.MOBILE, Secret.LANDLINE, Secret.IDENTITY, Secret.CARD})
#: What stands in its place.
INSTEAD = {
    Secret.MOBILE: "（电话略）",
    Secret.LANDLINE: "（电话略）",
    Secret.IDENTITY: "（证件号略）",
    Secret.CARD: "（卡号略）",
    Secret.PLATE: "（车牌略）",
    Secret.EMAIL: "（邮箱略）",
    Secret.ACCOUNT: "（帐号略）",
    Secret.HOME: "（门牌略）",
    Secret.WORDS: "某某",
}

_GAP = "[\\s\\-‐-―−.·•‧_\u00ad\u200b-\u200f\u2060\ufeff]"
_GAPS = f"{_GAP}{{0,2}}"
_RUN = re.compile(r"[0-9]{11,}[xX]?")
_HAS_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_CHINESE_RUN = re.compile("[〇○零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]{11,}")
_CHINESE = str.maketrans("〇○零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "000123456789121234" + "56789")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_N = "[0-9A-Za-z一二三四五六七八九十百]{1,4}"
_BUILDING = f"{_N}(?:号楼|幢|栋|座)"
#: Of patterns with a group, the group is the secret.
_PATTERNS: tuple[tuple[Secret, re.Pattern[str]], ...] = (
    (
        Secret.IDENTITY,
        re.compile(
            rf"(?<!\d)[1-9]\d{{5}}{_GAPS}(?:18|19|20)\d\d{_GAPS}\d\d{_GAPS}\d\d{_GAPS}\d{{3}}{_GAPS}[\dXx](?!\d)"
        ),
    ),
    (Secret.CARD, re.compile(r"(?<!\d)[3-6]\d{3}([ \-])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?!\d)")),
    (Secret.MOBILE, re.compile(rf"(?:\+?86{_GAPS})?(?<!\d)1[3-9]\d(?:{_GAPS}\d){{8}}(?!\d)")),
    (Secret.MOBILE, re.compile(rf"(?<!\d)1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")),
    (
        Secret.LANDLINE,
        re.compile(
            rf"(?<!\d)(?:[(（]0\d{{2,3}}[)）]|0\d{{2,3}}){_GAPS}\d{{3,4}}{_GAP}?\d{{4}}(?!\d)(?:(?:-|转)\d{{1,5}}(?!\d))?"
        ),
    ),
    (
        Secret.LANDLINE,
        re.compile(
            rf"(?:电话|座机|热线|传真|致电|拨打|手机|号码|联系方式)[^\d\n]{{0,6}}(?P<it>\d{{3,4}}{_GAP}?\d{{4}})(?!\d)"
        ),
    ),
    (Secret.EMAIL, re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")),
    (
        Secret.PLATE,
        re.compile(
            rf"[{_PROVINCES}][A-HJ-Za-hj-z][·•.\s]?(?=[A-Za-z]{{0,5}}\d)"
            r"(?:[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳使领]|[A-HJ-NP-Za-hj-np-z0-9]{5,6})(?![A-Za-z0-9])"
        ),
    ),
    (
        Secret.ACCOUNT,
        re.compile(r"(?:微信|[Qq]{2})号?[:：是为\s]{0,3}(?P<it>[A-Za-z0-9][A-Za-z0-9_-]{4,19})"),
    ),
    (
        Secret.HOME,
        re.compile(
            rf"{_BUILDING}\s*{_N}\s*单元(?:\s*\d{{2,4}}\s*[室号户]?)?|{_BUILDING}\s*\d{{2,4}}\s*[室号户]"
            rf"|{_N}单元\s*\d{{2,4}}\s*[室号户]?|(?<!\d)\d{{3,4}}\s*室"
        ),
    ),
)
#: What people put between digits so that a number is not recognised.
_DISGUISE = re.compile(r"(?<=\d)[\s/\\*~#|()（）\[\]【】<>《》“”\"'…,，、:：;；+＋]{1,3}(?=\d)")
_GATED = NEVER_PUBLIC - {Secret.CARD}
#: Characters named around what is left, so that the place is found.
_AROUND = 6
#: Digits of a phone that stay in front and behind.
_FRONT, _BEHIND = 3, 4


@dataclass(frozen=True)
class Hidden:
    """Words to be hidden wherever they stand, and what stands there instead."""

    old: str
    new: str = INSTEAD[Secret.WORDS]


@dataclass(frozen=True)
class Piece:
    """A part of a text: as it was, or, with ``secret``, hidden behind ``new``."""

    old: str
    new: str = ""
    secret: str = ""

    @property
    def shown(self) -> str:
        """What everybody reads."""
        return self.new if self.secret else self.old


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    secret: Secret
    new: str


def masked_name(name: str) -> str:
    """秦**; somebody without a name is 未留姓名."""
    return f"{name[:1]}**" if name else "未留姓名"


def masked_phone(phone: str) -> str:
    """139****1234; a number too short to hide its middle is hidden whole."""
    if len(phone) <= _FRONT + _BEHIND:
        return "*" * len(phone)
    return f"{phone[:_FRONT]}****{phone[-_BEHIND:]}"


def found(text: str) -> list[tuple[str, Secret]]:
    """The personal data in a text, in order, as it is written there."""
    return [(text[span.start : span.end], span.secret) for span in _merged(_spans(text))]


def pieces(text: str, words: Iterable[Hidden] = (), left: Collection[str] = ()) -> list[Piece]:
    """The text cut at what is hidden; put together again, the pieces are the text.

    ``left`` are findings as written that stay, unless they are :data:`NEVER_PUBLIC`.
    """
    chosen = [
        span
        for span in _spans(text)
        if span.secret in NEVER_PUBLIC or text[span.start : span.end] not in left
    ]
    for hidden in sorted(words, key=lambda one: -len(one.old)):
        chosen += [
            _Span(at.start(), at.end(), Secret.WORDS, hidden.new)
            for at in re.finditer(re.escape(hidden.old), text)
        ]
    cut: list[Piece] = []
    done = 0
    for span in _merged(chosen):
        if span.start > done:
            cut.append(Piece(text[done : span.start]))
        cut.append(Piece(text[span.start : span.end], span.new, span.secret))
        done = span.end
    if done < len(text):
        cut.append(Piece(text[done:]))
    return cut


def public(cut: Iterable[Piece]) -> str:
    """What everybody reads."""
    return "".join(piece.shown for piece in cut)


def leaks(text: str) -> list[str]:
    """Telephone and identity numbers that are still in a public text, each with its place; none when it is clean.

    Stricter than :func:`found`: numbers taken apart with brackets, slashes and the like count too.
    """
    told: list[str] = []
    for read in (text, _DISGUISE.sub("-", _plain(text))):
        for span in _merged(_spans(read)):
            if span.secret in _GATED:
                around = read[max(0, span.start - _AROUND) : span.end + _AROUND]
                told.append(f"{span.secret.label}：“{' '.join(around.split())}”")
        if told:
            break
    return told


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Spans that touch the same characters become one; words a clerk marked say what stands there."""
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        last = merged[-1] if merged else None
        if last is None or span.start >= last.end:
            merged.append(span)
            continue
        named = span if span.secret == Secret.WORDS and last.secret != Secret.WORDS else last
        merged[-1] = _Span(last.start, max(last.end, span.end), named.secret, named.new)
    return merged


def _spans(text: str) -> Iterator[_Span]:
    read = _plain(text)
    for at in _RUN.finditer(read):
        secret = _kind_of_run(at[0])
        if secret is not None:
            yield _span(at.start(), at.end(), secret)
    for at in _CHINESE_RUN.finditer(read):
        secret = _kind_of_run(at[0].translate(_CHINESE))
        if secret is not None:
            yield _span(at.start(), at.end(), secret)
    for secret, pattern in _PATTERNS:
        for at in pattern.finditer(read):
            group = "it" if "it" in pattern.groupindex else 0
            yield _span(at.start(group), at.end(group), secret)


def _span(start: int, end: int, secret: Secret) -> _Span:
    return _Span(start, end, secret, INSTEAD[secret])


def _kind_of_run(run: str) -> Secret | None:
    """What an unbroken row of digits is; a longer one that holds a mobile number is not let through either."""
    if run[-1] in "xX" or len(run) in {15, 18}:
        if len(run) >= 15:
            return Secret.IDENTITY
        run = run.rstrip("xX")
    if len(run) >= 16:
        return Secret.CARD
    return Secret.MOBILE if _HAS_MOBILE.search(run) else None


def _plain(text: str) -> str:
    """The same text, character by character, with every digit and letter in its plain form."""
    return text if text.isascii() else "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
