"""The yearly publicity plan, collections and interview series (R080, R301, R302)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bulletins.models import FeaturedPerson, FeatureSet, PlanItem
from bulletins.publicity import rules
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import correct, enter, facts_of, locked
from deputies.models import Deputyship

VERBS = {
    "publicity:add_item": "列入宣传计划",
    "publicity:change_item": "修改宣传计划",
    "publicity:finish_item": "登记计划完成",
    "publicity:drop_item": "取消计划事项",
    "publicity:record_feature": "登记专集、专访",
    "publicity:change_feature": "修改专集、专访",
    "publicity:add_featured": "加入人物",
    "publicity:change_featured": "修改人物",
    "publicity:drop_featured": "去掉人物",
}
_FEATURED = ("person", "name", "post", "medium", "published_on", "title")


@transaction.atomic
def add_item(*, actor: User, **facts: Any) -> PlanItem:
    """Put an item on the plan of a year. Raises ``ValidationError`` when it is there already."""
    return enter(PlanItem(), actor=actor, verb="publicity:add_item", rule=rules.keep_plan, facts=facts)


@transaction.atomic
def change_item(*, item: PlanItem, actor: User, version: int, **facts: Any) -> PlanItem:
    """Correct an item. Raises ``StaleVersion``; ``Conflict`` once it was dropped."""
    _standing(item, actor)
    row, _is_new = correct(
        item,
        actor=actor,
        verb="publicity:change_item",
        rule=rules.keep_plan,
        version=version,
        facts=facts,
    )
    return row


@transaction.atomic
def finish_item(*, item: PlanItem, actor: User, done_on: date, done_note: str) -> PlanItem:
    """Say that it is done otherwise than by a story, and how."""
    row = _standing(item, actor)
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "日期还没有到"})
    if not done_note.strip():
        raise ValidationError({"done_note": "请写怎样完成的"})
    row.done_on, row.done_note = done_on, done_note.strip()
    row.version += 1
    row.save()
    after = {"done_on": done_on, "note": row.done_note}
    audit.record(actor=actor, verb="publicity:finish_item", obj=row, after=after)
    return row


@transaction.atomic
def drop_item(*, item: PlanItem, actor: User, reason: str) -> PlanItem:
    """It is not done this year; the item stays with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row = _standing(item, actor)
    row.dropped_reason = reason.strip()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="publicity:drop_item", obj=row, after={"note": row.dropped_reason})
    return row


def _standing(item: PlanItem, actor: User) -> PlanItem:
    row = locked(item, actor, rules.keep_plan)
    if row.dropped_reason:
        raise Conflict("这一项已取消，不能再改")
    return row


@transaction.atomic
def record_feature(*, actor: User, **facts: Any) -> FeatureSet:
    """Register a collection or a series. Raises ``ValidationError`` when it is there already."""
    _approximate(facts)
    return enter(
        FeatureSet(), actor=actor, verb="publicity:record_feature", rule=rules.keep_plan, facts=facts
    )


@transaction.atomic
def change_feature(*, feature: FeatureSet, actor: User, version: int, **facts: Any) -> FeatureSet:
    """Correct it. Raises ``StaleVersion``."""
    _approximate(facts)
    row, _is_new = correct(
        feature,
        actor=actor,
        verb="publicity:change_feature",
        rule=rules.keep_plan,
        version=version,
        facts=facts,
    )
    return row


def _approximate(facts: dict[str, Any]) -> None:
    if facts.get("about") and facts.get("stated") is None:
        raise ValidationError({"stated": "选了约数，请填写人数"})


@transaction.atomic
def add_featured(*, feature: FeatureSet, actor: User, **facts: Any) -> FeaturedPerson:
    """Somebody is in it. Raises ``ValidationError`` when he is already."""
    row = locked(feature, actor, rules.keep_plan)
    made = FeaturedPerson(feature=row)
    return _written(made, row, actor, "add_featured", facts)


@transaction.atomic
def add_deputies(*, feature: FeatureSet, actor: User, deputyships: Sequence[Deputyship]) -> FeatureSet:
    """Several deputies with the post they hold as such; who is in it already is left alone."""
    row = locked(feature, actor, rules.keep_plan)
    known = set(row.people.values_list("person", flat=True))
    fresh = {one.person_id: one for one in deputyships if one.person_id not in known}
    made = [
        FeaturedPerson(feature=row, person=one.person, name=one.person.name, post=one.title)
        for one in fresh.values()
    ]
    for one in made:
        one.full_clean()
    FeaturedPerson.objects.bulk_create(made)
    if made:
        names = "、".join(one.name for one in made)
        audit.record(actor=actor, verb="publicity:add_featured", obj=row, after={"note": names[:200]})
    return row


@transaction.atomic
def change_featured(*, featured: FeaturedPerson, actor: User, **facts: Any) -> FeaturedPerson:
    """Correct a name, post, medium or day."""
    row = locked(featured.feature, actor, rules.keep_plan)
    kept = FeaturedPerson.objects.select_for_update(of=("self",)).get(pk=featured.pk)
    return _written(kept, row, actor, "change_featured", facts)


def _written(
    made: FeaturedPerson, row: FeatureSet, actor: User, verb: str, facts: dict[str, Any]
) -> FeaturedPerson:
    for name, value in facts.items():
        setattr(made, name, value)
    if made.person is not None and not made.name:
        made.name = made.person.name
    made.full_clean()
    made.save()
    after = {**facts_of(made, dict.fromkeys(_FEATURED)), "note": made.name}
    audit.record(actor=actor, verb=f"publicity:{verb}", obj=row, after=after)
    return made


@transaction.atomic
def drop_featured(*, featured: FeaturedPerson, actor: User) -> FeatureSet:
    """He is not in it; the audit trail keeps what stood there."""
    row = locked(featured.feature, actor, rules.keep_plan)
    audit.record(
        actor=actor,
        verb="publicity:drop_featured",
        obj=row,
        before=facts_of(featured, dict.fromkeys(_FEATURED)),
        after={"note": featured.name},
    )
    featured.delete()
    return row
