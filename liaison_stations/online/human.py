"""Telling people from robots without an outside service: digits in a picture or a sum in words, time, an empty box.

The answer follows from the key of the portal and the question's own number, so nothing is kept; a question that was
answered is used up. Who cannot see the picture asks for the sum, of which fewer are taken from one address.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from captcha.image import ImageCaptcha
from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from congress.web.limits import Limit

#: Nobody reads a question and fills in a form faster.
FASTEST_SECONDS = 3
#: A page may stay open for a while before it is sent.
OPEN_SECONDS = 2 * 3600
#: Sums from one address: whoever listens to a page needs few, a robot that reads it many.
SUMS = Limit("online-sums", 10, 3600)
_SALT = "liaison_stations.online.human"
_DIGITS = "23456789"
_LENGTH = 4
_NUMBERS = "零一二三四五六七八九"
_PICTURE, _SUM = "p", "s"
_INK, _PAPER, _GREY = (27, 29, 32), (255, 255, 255), (160, 160, 160)
#: Brighter than this is paper.
_THRESHOLD = 225


class _Picture(ImageCaptcha):
    """Digits that old people can still read: large, dark, little turned."""

    character_rotate = (-14, 14)
    character_warp_dx = (0.05, 0.12)
    character_warp_dy = (0.05, 0.12)
    character_offset_dx = (2, 8)


class RobotSuspected(Exception):
    """What was sent is refused; ``str(error)`` says what to do."""


@dataclass(frozen=True)
class Question:
    """One question with its number; ``picture`` is the address of an image, empty for a sum in words."""

    token: str
    words: str
    picture: str


def ask(*, in_words: bool = False) -> Question:
    """A new question."""
    kind = _SUM if in_words else _PICTURE
    return shown(_signer().sign(f"{kind}{secrets.token_hex(8)}"))


def shown(token: str) -> Question:
    """The question of a token as a page shows it; a new one when the token is none or too old."""
    try:
        number = _signer().unsign(token, max_age=OPEN_SECONDS)
    except BadSignature:
        return ask()
    if number.startswith(_SUM):
        one, other = _addends(number)
        return Question(token, f"{_NUMBERS[one]}加{_NUMBERS[other]}等于几？写数字", "")
    return Question(token, "照着图写 4 个数字", _drawn(_answer(number)))


def check(request: HttpRequest, token: str, answer: str, trap: str) -> None:
    """Raises :class:`RobotSuspected` for a wrong, old or used question, a form filled too fast, a filled trap."""
    if trap:
        raise RobotSuspected("没有提交，请重新填写验证")
    try:
        number = _signer().unsign(token, max_age=OPEN_SECONDS)
    except SignatureExpired:
        raise RobotSuspected("这一页开得太久，验证换了新的，请再写一次") from None
    except BadSignature:
        raise RobotSuspected("验证换了新的，请再写一次") from None
    if cache.get(_used(token)):
        raise RobotSuspected("这道验证用过了，请写新的一道")
    if number.startswith(_SUM):
        if SUMS.is_reached(request):
            raise RobotSuspected("文字题答得太多，请照着图写数字")
        SUMS.count(request)
    if not secrets.compare_digest(_plain(answer).encode(), _answer(number).encode()):
        raise RobotSuspected("写的数字不对，请照新的再写一次")
    if _is_fresh(token):
        raise RobotSuspected("填得太快，过几秒再交一次")


def use_up(token: str) -> None:
    """The question was answered and what was sent is kept: it serves nobody again."""
    cache.set(_used(token), True, OPEN_SECONDS)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=_SALT)


def _is_fresh(token: str) -> bool:
    try:
        _signer().unsign(token, max_age=FASTEST_SECONDS)
    except SignatureExpired:
        return False
    return True


def _digest(number: str) -> bytes:
    return salted_hmac(_SALT, number, algorithm="sha256").digest()


def _addends(number: str) -> tuple[int, int]:
    one, other = _digest(number)[:2]
    return one % 8 + 2, other % 8 + 2


def _answer(number: str) -> str:
    if number.startswith(_SUM):
        return str(sum(_addends(number)))
    return "".join(_DIGITS[byte % len(_DIGITS)] for byte in _digest(number)[:_LENGTH])


def _plain(answer: str) -> str:
    """Digits as typed, full width and spaces included."""
    return "".join(str(int(sign)) for sign in answer if sign.isdecimal())


def _drawn(digits: str) -> str:
    maker: Any = _Picture(width=200, height=72, font_sizes=(54, 58, 62))
    picture = maker.create_captcha_image(digits, _INK, _PAPER)
    maker.create_noise_curve(picture, _GREY)
    maker.create_noise_curve(picture, _GREY)
    out = BytesIO()
    picture.convert("L").point(lambda light: 0 if light < _THRESHOLD else 255).convert("1").save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def _used(token: str) -> str:
    return f"online-answered:{hashlib.sha256(token.encode()).hexdigest()[:32]}"
