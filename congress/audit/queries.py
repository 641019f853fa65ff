"""Reads of the audit trail: what it says in words, and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from congress.audit.kinds import kind_label, model_of
from congress.audit.models import GENESIS, AuditEvent, AuditHead
from congress.audit.verbs import verb_label

_CHOICES_KEPT = 60


@dataclass(frozen=True)
class Change:
    """One field of an event, in words; ``kind`` is add, drop or edit."""

    label: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        if not self.before:
            return "add"
        return "edit" if self.after else "drop"


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    seq: int
    reason: str


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found: rows that hold, the hash of the last one, the first break if any."""

    count: int
    head: str
    broken: Break | None


def verify() -> Verdict:
    """Walk the whole chain in order: numbers without gaps, each row's own hash, its link, and the head."""
    count, last = 0, GENESIS
    for event in AuditEvent.objects.order_by("seq").iterator(chunk_size=1000):
        broken = _fault(event, count + 1, last)
        if broken:
            return Verdict(count, last, broken)
        count, last = count + 1, event.hash
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    if (head.seq, head.hash) != (count, last):
        return Verdict(
            count,
            last,
            Break(count + 1, f"链尾记的是第 {head.seq:,} 条，实有 {count:,} 条：末尾有记录被删去"),
        )
    return Verdict(count, last, None)


def _fault(event: AuditEvent, expected: int, last: str) -> Break | None:
    if event.seq != expected:
        return Break(expected, "这一条被删去")
    if event.prev_hash != last:
        return Break(event.seq, "与前一条接不上：前一条被换过，或这一条是插进来的")
    if event.hash != event.digest():
        return Break(event.seq, "内容与校验不符：内容被改过")
    return None


def changes(event: AuditEvent) -> list[Change]:
    """The fields an event wrote, each with its value before and after, labelled as in the forms."""
    before, after = event.before or {}, event.after or {}
    model = model_of(event.object_type)
    keys = [*after, *(key for key in before if key not in after)]
    return [Change(_label(model, key), _text(before.get(key)), _text(after.get(key))) for key in keys]


def verbs() -> list[tuple[str, str]]:
    """The verbs that occur, for the filter."""
    return [(verb, verb_label(verb)) for verb in _distinct("verb")]


def kinds() -> list[tuple[str, str]]:
    """The kinds of objects that occur, for the filter."""
    return [(value, kind_label(value)) for value in _distinct("object_type")]


def _distinct(field: str) -> list[str]:
    """Looked up once a minute at most: the trail is long, and its kinds are few."""
    key = f"audit.distinct.{field}"
    values: list[str] | None = cache.get(key)
    if values is None:
        values = list(AuditEvent.objects.order_by(field).values_list(field, flat=True).distinct())
        cache.set(key, values, _CHOICES_KEPT)
    return values


def _label(model: type[models.Model] | None, key: str) -> str:
    if model is None:
        return key
    try:
        field: Any = model._meta.get_field(key.removesuffix("_id"))
    except FieldDoesNotExist:
        return key
    return str(getattr(field, "verbose_name", key))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_text(part) for part in value)
    if isinstance(value, dict):
        return "\n".join(_lines(value))
    return str(value)


def _lines(value: dict[str, Any]) -> Iterator[str]:
    for key, part in value.items():
        yield f"{key}：{_text(part)}"
