"""What keeps a scheme sound: values within its range, marks that can be reached, as many items as it says (R063)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.core.exceptions import ValidationError

from deputies.models import DutyKind, GradeTier, PointsScheme, SchemeClass, SchemeItem
from deputies.points.words import shown


def require_value(scheme: PointsScheme, first: Decimal, further: Decimal, cap: Decimal) -> None:
    """Raise ``ValidationError`` at the field whose value the scheme does not allow."""
    low, high = shown(scheme.item_min), shown(scheme.item_max)
    if not scheme.item_min <= first <= scheme.item_max:
        raise ValidationError({"first": f"每项 {low} 至 {high} 分，{shown(first)} 分不在这个范围"})
    if further > scheme.item_max:
        raise ValidationError({"further": f"每项最高 {high} 分，{shown(further)} 分超过了"})
    if further > first:
        raise ValidationError({"further": f"以后每次不能高于首次的 {shown(first)} 分"})
    if cap < first:
        raise ValidationError({"cap": f"全年上限不能低于首次的 {shown(first)} 分"})
    if cap > scheme.cap:
        raise ValidationError({"cap": f"全年上限不能超过总分上限 {shown(scheme.cap)} 分"})


def require_free_kinds(
    scheme: PointsScheme, kinds: Collection[DutyKind], item: SchemeItem | None = None
) -> None:
    """A kind of duty counts under one item of a scheme."""
    others = SchemeItem.objects.filter(scheme_class__scheme=scheme, kinds__in=kinds)
    if item is not None:
        others = others.exclude(pk=item.pk)
    taken = others.order_by("pk").values_list("kinds__name", "name", "kinds").distinct()
    keys = {kind.pk for kind in kinds}
    words = [f"“{kind}”已在“{name}”里计分" for kind, name, key in taken if key in keys]
    if words:
        raise ValidationError({"kinds": f"{'，'.join(words)}，一种履职事项只能在一个项目里计分"})


def times(scheme: PointsScheme, written: SchemeItem, first: Decimal) -> Decimal:
    """What the spoken report is worth when the written one is worth ``first`` (R067); refused above the range."""
    oral = first * scheme.oral_factor
    if oral > scheme.item_max:
        most = scheme.item_max / scheme.oral_factor
        raise ValidationError(
            {
                "first": f"口头述职按 {scheme.oral_factor} 倍是 {shown(oral)} 分，超过每项最高 "
                f"{shown(scheme.item_max)} 分；“{written.name}”最多 {shown(most)} 分"
            }
        )
    return oral


def part(scheme: PointsScheme, oral: SchemeItem, first: Decimal) -> Decimal:
    """What the written report is worth when the spoken one is worth ``first``; refused below the range."""
    written = first / scheme.oral_factor
    if written < scheme.item_min or written != written.quantize(Decimal("0.1")):
        raise ValidationError(
            {
                "first": f"“{oral.name}”是书面述职的 {scheme.oral_factor} 倍，{shown(first)} 分时书面述职是 "
                f"{shown(written)} 分；书面述职最低 {shown(scheme.item_min)} 分，最多一位小数"
            }
        )
    return written


def reachable(scheme: PointsScheme) -> Decimal:
    """The most a deputy can score under a scheme, with every cap (2 queries)."""
    total = Decimal(0)
    for one in scheme.classes.prefetch_related("items__kinds"):
        items = [item for item in one.items.all() if item.kinds.all()]
        most = sum((item.cap if item.further else item.first for item in items), Decimal(0))
        total += most if one.cap is None else min(Decimal(one.cap), most)
    return min(total, Decimal(scheme.cap))


def problems_of(scheme: PointsScheme) -> list[str]:
    """What stands in the way of putting a scheme in force, in words; nothing when it is sound (5 queries)."""
    classes = list(scheme.classes.prefetch_related("items__kinds"))
    items = [item for one in classes for item in one.items.all()]
    tiers = list(scheme.tiers.all())
    return [
        *_wrong_counts(scheme, classes, items),
        *(f"“{item.name}”没有对应的履职事项，计不了分" for item in items if not item.kinds.all()),
        *_wrong_values(scheme, items),
        *_unreachable(scheme, tiers),
    ]


def _wrong_counts(
    scheme: PointsScheme, classes: Collection[SchemeClass], items: Collection[SchemeItem]
) -> list[str]:
    found = []
    if len(classes) != scheme.classes_declared:
        found.append(f"办法写明 {scheme.classes_declared} 个大类，现在有 {len(classes)} 个")
    if len(items) != scheme.items_declared:
        found.append(f"办法写明 {scheme.items_declared} 个项目，现在有 {len(items)} 个")
    return found


def _wrong_values(scheme: PointsScheme, items: Collection[SchemeItem]) -> list[str]:
    """The range, the total or the multiple may have been changed after the items were written."""
    found = []
    known = {item.pk: item for item in items}
    for item in items:
        try:
            require_value(scheme, item.first, item.further, item.cap)
        except ValidationError as error:
            found.append(f"“{item.name}”：{error.messages[0]}")
        written = known.get(item.written_id or 0)
        if written is not None and item.first != written.first * scheme.oral_factor:
            found.append(f"“{item.name}”应是“{written.name}”的 {scheme.oral_factor} 倍")
    return found


def _unreachable(scheme: PointsScheme, tiers: Collection[GradeTier]) -> list[str]:
    if not tiers:
        return ["还没有等次"]
    most = reachable(scheme)
    return [
        f"“{tier.name}”要 {shown(tier.at_least)} 分，按现在的分值最多只能得 {shown(most)} 分，达不到"
        for tier in tiers
        if tier.at_least > most
    ]
