"""Reads of the audit trail: what it says in words, and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Max

from congress.audit.kinds import kind_label, model_of
from congress.audit.models import GENESIS, AuditEvent, AuditHead
from congress.audit.verbs import fact_label, verb_label

_CHOICES_KEPT = 60


@dataclass(frozen=True)
class Change:
    """One field of an event, in words."""

    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def trail_end() -> int:
    """The number of the last event: while it stands, nobody has written anything (one query)."""
    return AuditHead.objects.filter(pk=1).values_list("seq", flat=True).first() or 0


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
    """Walk the whole chain in order: numbers without gaps, each row's own hash, its link, and the head.

    The head is read first, for others go on writing: what they add meanwhile is for the next time.
    """
    head = _head()
    count, last = 0, GENESIS
    for event in AuditEvent.objects.filter(seq__lte=head.seq).order_by("seq").iterator(chunk_size=1000):
        broken = _fault(event, count + 1, last)
        if broken:
            return Verdict(count, last, broken)
        count, last = count + 1, event.hash
    if (head.seq, head.hash) != (count, last):
        return Verdict(count, last, _end_differs(head.seq, count))
    # Who writes moves the head with the row, so that no row stands beyond a head that is read after it.
    newest = AuditEvent.objects.aggregate(seq=Max("seq"))["seq"] or 0
    if newest > _head().seq:
        return Verdict(count, last, _end_differs(head.seq, newest))
    return Verdict(count, last, None)


def _head() -> AuditHead:
    return AuditHead.objects.filter(pk=1).first() or AuditHead()


def _end_differs(said: int, there: int) -> Break:
    return Break(min(said, there) + 1, f"链尾记的是第 {said:,} 条，实有 {there:,} 条：末尾有记录被删去")


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
    keys = [*after, *(key for key in before if key not in after)]
    return [Change(_label(event, key), _text(event, key, before), _text(event, key, after)) for key in keys]


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


def _field(event: AuditEvent, key: str) -> Any:
    """The model field a fact is the value of, if it is one."""
    model = model_of(event.object_type)
    try:
        return model._meta.get_field(key.removesuffix("_id")) if model else None
    except FieldDoesNotExist:
        return None


def _label(event: AuditEvent, key: str) -> str:
    named = fact_label(event.verb.partition(":")[0], key)
    return named if named != key else str(getattr(_field(event, key), "verbose_name", key))


def _text(event: AuditEvent, key: str, facts: dict[str, Any]) -> str:
    """A value in words: a choice as its label; a link as what it leads to now, with its number."""
    value = facts.get(key)
    field = _field(event, key)
    choices = dict(getattr(field, "flatchoices", []))
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if value is not None and isinstance(field, models.ForeignKey):
        linked = field.related_model._base_manager.filter(pk=value).first()
        return f"{linked}（编号 {value}）" if linked else f"编号 {value}"
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_plain(part) for part in value)
    if isinstance(value, dict):
        return "\n".join(f"{key}：{_plain(part)}" for key, part in value.items())
    return str(value)
