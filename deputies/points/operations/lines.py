"""The lines of a draft: classes, items with what they are worth, grades."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import DutyKind, GradeTier, PointsScheme, SchemeClass, SchemeItem
from deputies.points import checks
from deputies.points.operations.schemes import draft
from deputies.points.words import shown

L = TypeVar("L", bound=models.Model)


@transaction.atomic
def save_class(
    *, scheme: PointsScheme, actor: User, row: SchemeClass | None = None, **facts: Any
) -> SchemeClass:
    """Add a class, or change one. ``ValidationError`` for more than the scheme says it has."""
    scheme = draft(scheme, actor)
    if row is None and scheme.classes.count() >= scheme.classes_declared:
        raise ValidationError({"name": f"办法写明 {scheme.classes_declared} 个大类，已经有这么多"})
    line = row or SchemeClass(scheme=scheme)
    return _save(line, facts, actor, "points:save_class")


@transaction.atomic
def save_item(
    *,
    scheme: PointsScheme,
    actor: User,
    kinds: Collection[DutyKind],
    row: SchemeItem | None = None,
    **facts: Any,
) -> SchemeItem:
    """Add an item, or change one; a spoken duty report and its written one keep their multiple (R067).

    ``ValidationError`` at the field: a value outside the range, one item too many, a kind that counts elsewhere.
    """
    scheme = draft(scheme, actor)
    items = SchemeItem.objects.filter(scheme_class__scheme=scheme)
    if row is None and items.count() >= scheme.items_declared:
        raise ValidationError({"name": f"办法写明 {scheme.items_declared} 个项目，已经有这么多"})
    checks.require_value(scheme, facts["first"], facts["further"], facts["cap"])
    checks.require_free_kinds(scheme, kinds, row)
    line = row or SchemeItem()
    _require_own(scheme, line, facts)
    written = facts.get("written")
    line = _save(line, facts, actor, "points:save_item")
    line.kinds.set(kinds)
    if written is not None:
        first = checks.part(scheme, line, line.first)
        _move(written, first, line.further / scheme.oral_factor, actor)
    oral = SchemeItem.objects.filter(written=line).first()
    if oral is not None:
        _move(oral, checks.times(scheme, line, line.first), line.further * scheme.oral_factor, actor)
    return line


def _require_own(scheme: PointsScheme, line: SchemeItem, facts: dict[str, Any]) -> None:
    """Class and written report are of this scheme, and an item is not the spoken form of itself."""
    of: SchemeClass = facts["scheme_class"]
    if of.scheme_id != scheme.pk:
        raise ValidationError({"scheme_class": "请选这份办法的大类"})
    written: SchemeItem | None = facts.get("written")
    if written is None:
        return
    if written.scheme_class.scheme_id != scheme.pk or written.pk == line.pk:
        raise ValidationError({"written": "请选这份办法里的书面述职"})


def _move(item: SchemeItem, first: Decimal, further: Decimal, actor: User) -> None:
    """The other half of a pair follows, its cap with it where it would be too low."""
    if item.first == first:
        return
    values = {"first": first, "further": further, "cap": max(item.cap, first)}
    _save(item, values, actor, "points:save_item")


@transaction.atomic
def save_tier(
    *,
    scheme: PointsScheme,
    actor: User,
    kinds: Collection[DutyKind],
    row: GradeTier | None = None,
    **facts: Any,
) -> GradeTier:
    """Add a grade, or change one. ``ValidationError`` for a mark above the total."""
    scheme = draft(scheme, actor)
    if not 0 < facts["at_least"] <= scheme.cap:
        raise ValidationError({"at_least": f"总分上限 {shown(scheme.cap)} 分，这个分数达不到，请改小"})
    tier = _save(row or GradeTier(scheme=scheme), facts, actor, "points:save_tier")
    tier.kinds.set(kinds)
    return tier


@transaction.atomic
def remove_line(*, line: SchemeClass | SchemeItem | GradeTier, scheme: PointsScheme, actor: User) -> None:
    """Take a line out of a draft; ``ValidationError`` for a class that still has items."""
    draft(scheme, actor)
    if isinstance(line, SchemeClass) and line.items.exists():
        raise ValidationError(f"“{line.name}”里还有项目，先移走或删去")
    audit.record(actor=actor, verb="points:remove_line", obj=line, before={"name": line.name})
    line.delete()


def _save(line: L, facts: dict[str, Any], actor: User, verb: str) -> L:
    before = {name: str(getattr(line, name)) for name in facts} if line.pk else {}
    for name, value in facts.items():
        setattr(line, name, value)
    line.full_clean()
    line.save()
    after = {name: str(getattr(line, name)) for name in facts}
    audit.record(actor=actor, verb=verb, obj=line, before=before or None, after=after)
    return line
