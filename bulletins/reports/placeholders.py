"""Placeholders in the prose of a report: which figure, of which period (R296).

``{社情民意.办结率}`` is counted over the period of the report, ``{社情民意.办结率／2022-04-01..2023-05-31}`` over its
own. A writer may leave out the chapter: the figure is then of the chapter, and of the period, of the placeholder
before it, so that ``{社情民意.收集／2022-04-01..2023-05-31} 件，办结率 {办结率}`` reads as it is meant. What is stored
says everything: :func:`canonical` writes the chapter and the days out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.figures.forms import PRESETS, PeriodForm
from congress.figures.period import Period
from congress.web.fields import parse_day

_BRACES = re.compile(r"[{｛]([^{}｛｝\n]*)[}｝]")
_STRAY = re.compile(r"[{}｛｝]")
_TO = re.compile(r"\.{2,}|…+|—+|至|[~～]")
#: Words for a period: 今年以来, 本届以来, 上半年, 一年来, 本月.
SPAN_WORDS = {label: key for key, label in PRESETS.items() if key != "custom"}
#: Names offered for one that is not known.
_OFFERED = 4
_EXAMPLE = "2026-01-01..2026-06-30"


@dataclass(frozen=True)
class Slot:
    """A figure by its name; ``span`` is its own period as ``2022-04-01..2023-05-31``, empty for the report's."""

    name: str
    span: str = ""

    def __str__(self) -> str:
        return f"{{{self.name}／{self.span}}}" if self.span else f"{{{self.name}}}"


def span_of(start: date, end: date) -> str:
    """Two days as a placeholder writes them: 2022-04-01..2023-05-31."""
    return f"{start.isoformat()}..{end.isoformat()}"


def pieces(prose: str) -> Iterator[str | Slot]:
    """Words and placeholders in turn, of prose that is canonical; unknown names are slots like others."""
    at = 0
    for found in _BRACES.finditer(prose):
        if found.start() > at:
            yield prose[at : found.start()]
        name, span = _split(found[1])
        yield Slot(name, span)
        at = found.end()
    if at < len(prose):
        yield prose[at:]


def slots(prose: str) -> list[Slot]:
    """The placeholders of prose that is canonical."""
    return [piece for piece in pieces(prose) if isinstance(piece, Slot)]


def days_of(span: str) -> tuple[date, date] | None:
    """First and last day of a canonical span; none where it is no such thing."""
    first, _, last = span.partition("..")
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None


def canonical(prose: str, names: Sequence[str], cut_off: date | None, *, strict: bool = True) -> str:
    """The prose with every placeholder written out.

    ``names`` are the figures there are, as 章.名. Words for a period (今年以来) become days up to ``cut_off``; without
    one, as in a template, they stay words. Raises ``ValidationError`` with one message for each placeholder that is
    not understood, naming what comes near; not ``strict``, such a placeholder stays as it was typed.
    """
    faults: list[str] = []
    last: Slot | None = None

    def write_out(found: re.Match[str]) -> str:
        nonlocal last
        try:
            slot = _understood(found[1], names, cut_off, last)
        except ValidationError as error:
            faults.extend(error.messages)
            return found[0]
        last = slot
        return str(slot)

    written = _BRACES.sub(write_out, prose)
    if _STRAY.search(_BRACES.sub("", prose)):
        faults.append("花括号没有成对，请补上另一半，或者去掉")
    if strict and faults:
        raise ValidationError(list(dict.fromkeys(faults)))
    return written


def _split(inside: str) -> tuple[str, str]:
    name, *rest = re.split(r"[／/]", inside, maxsplit=1)
    return re.sub(r"\s*[.．]\s*", ".", name.strip()), rest[0].strip() if rest else ""


def _understood(inside: str, names: Sequence[str], cut_off: date | None, last: Slot | None) -> Slot:
    asked, own = _split(inside)
    if not asked:
        raise ValidationError(f"花括号里没有写指标：{{{inside}}}")
    span = _span(asked, own, cut_off)
    if asked in names:
        return Slot(asked, span)
    if last is not None and "." not in asked:
        beside = f"{last.name.partition('.')[0]}.{asked}"
        if beside in names:
            return Slot(beside, span or last.span)
    same = [name for name in names if name.partition(".")[2] == asked]
    if len(same) == 1:
        return Slot(same[0], span)
    if same:
        raise ValidationError(f"叫“{asked}”的指标有几个，请写明是哪一个：{'、'.join(same)}")
    raise ValidationError(_unknown(asked, names))


def _unknown(asked: str, names: Sequence[str]) -> str:
    near = get_close_matches(asked, names, n=_OFFERED, cutoff=0.5)
    word = asked.rpartition(".")[2]
    near += [name for name in names if word and word in name and name not in near]
    offered = f"。相近的有：{'、'.join(near[:_OFFERED])}" if near else "，请从右边的指标里选"
    return f"没有“{asked}”这个指标{offered}"


def _span(name: str, own: str, cut_off: date | None) -> str:
    if not own:
        return ""
    if own in SPAN_WORDS:
        return own if cut_off is None else _word_span(own, cut_off)
    parts = _TO.split(own)
    if len(parts) != 2:
        words = "、".join(SPAN_WORDS)
        raise ValidationError(f"“{name}”的期间“{own}”看不懂，请写成 {_EXAMPLE}，或者写：{words}")
    try:
        start, end = (parse_day(part) for part in parts)
    except ValidationError as error:
        raise ValidationError(f"“{name}”的期间“{own}”：{error.message}") from error
    if end < start:
        raise ValidationError(f"“{name}”的期间，开始的日子晚于结束的日子：{own}")
    if end > timezone.localdate():
        raise ValidationError(f"“{name}”的期间到 {end.isoformat()}，晚于今天，还没有数")
    return span_of(start, end)


def _word_span(word: str, cut_off: date) -> str:
    found = preset(SPAN_WORDS[word], cut_off)
    return span_of(found.start, found.end)


def preset(key: str, cut_off: date) -> Period:
    """One of the usual periods up to a day."""
    form = PeriodForm({"preset": key, "until": cut_off.isoformat()})
    form.is_valid()
    return form.period
