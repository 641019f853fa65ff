"""What the cells of such a table hold."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from congress.documents.parsers import CellError, Corrected, show
from congress.documents.sheets import Value
from congress.organs.models import Session
from suggestions.enums import Kind
from suggestions.models import LONGEST_PART
from suggestions.showing import session_shown

KINDS = {str(kind.label): kind for kind in Kind} | {"代表建议": Kind.SUGGESTION, "代表议案": Kind.MOTION}
_NUMBER = re.compile(r"(?:.*\D)?(\d{1,4})\s*号?")
_PARTED = re.compile(r"[、，,；;/\n]+|\s{1,}")
_AND_OTHERS = re.compile(r"等\s*\d*\s*[人名位]?$")
#: Where the demands begin in a text that has both parts.
_PROPOSAL = re.compile(
    r"^\s*(?:[一二三四][、.．]\s*)?(?:具体|有关|几点|工作|对策)?(?:建议|意见)\s*[:：]?\s*$|建议[:：]", re.M
)


def number(raw: Value) -> int:
    """7 for 007, 第7号, 18-5-007 and 议007: what counts is the last group of digits."""
    text = unicodedata.normalize("NFKC", show(raw)).strip()
    found = _NUMBER.fullmatch(text)
    if found is None or not int(found[1]):
        raise CellError(f"看不出“{text}”是几号，请写成 007 或 第7号")
    return int(found[1])


def names(limit: int) -> Any:
    """Names in one cell, parted by 、 or spaces: 何素琴、沈玉兰 等5人."""

    def parse(raw: Value) -> Any:
        text = unicodedata.normalize("NFKC", show(raw)).strip()
        plain = _AND_OTHERS.sub("", text).strip()
        found = [part.strip() for part in _PARTED.split(plain) if part.strip()]
        if any(len(part) > limit for part in found):
            raise CellError(f"一个名称最多 {limit} 个字，几个之间请用顿号隔开")
        once = list(dict.fromkeys(found))
        if len(once) < len(found):
            return Corrected(once, "重复的只算一次")
        return once

    return parse


def prose(raw: Value) -> str:
    """The text of a suggestion, its paragraphs kept."""
    text = show(raw).replace("\r\n", "\n").strip()
    if len(text) > LONGEST_PART:
        raise CellError(f"最多 {LONGEST_PART:,} 个字，现在 {len(text):,} 个字")
    return text


def in_parts(text: str) -> tuple[str, str]:
    """The situation and the proposal; without a mark between them the text is the situation."""
    found = _PROPOSAL.search(text)
    if found is None or not text[: found.start()].strip() or not text[found.end() :].strip():
        return text, ""
    return text[: found.start()].strip(), text[found.end() :].strip()


def sessions() -> list[str]:
    """The sessions a table can be of, newest first."""
    return [session_shown(row) for row in Session.objects.select_related("term")]
