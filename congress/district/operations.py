"""Saying how the district is called, entering its towns from a list, and keeping track of the set-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import Grant, Rule, require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.district import rules
from congress.district.area_list import Line
from congress.district.models import DistrictProfile
from congress.organs import operations as organs
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from congress.organs.queries import district, district_changed

FIELDS = (
    "full_name",
    "congress_name",
    "committee_name",
    "office_name",
    "committee_short",
    "portal_name",
    "support_office",
    "support_phone",
    "address",
    "postcode",
    "phone",
)
_KEEP = Rule(Grant(frozenset(rules.PROFILE_KEEPERS)))
_START = Rule(Grant(frozenset(rules.STARTERS)))


def version_of(row: DistrictProfile) -> int:
    """How often the profile and the name of its area have been saved: both stand in one form."""
    return row.area.version + row.version if row.area_id else 0


@transaction.atomic
def change_profile(*, actor: User | None, version: int, name: str, **values: Any) -> DistrictProfile:
    """Say how the district is called; the first time this makes the district. Raises ``StaleVersion``.

    The name is that of the root of the area tree and changes with it everywhere.
    """
    root = Area.objects.select_for_update().filter(parent__isnull=True).order_by("id").first()
    if root is None:
        root = organs.create_area(actor=actor, name=name, kind=AreaKind.DISTRICT, parent=None, order=0)
        version = root.version
    elif version == 0:
        raise Conflict(f"本区已经由别人填为“{root.name}”，请重新打开这一页")
    row = _locked(root)
    if actor is not None:
        require_rule(actor, _KEEP, row)
    before = {field: getattr(row, field) for field in FIELDS}
    if version != version_of(row):
        raise StaleVersion(stored={"name": root.name, **before, "version": version_of(row)})
    if root.name != name:
        facts = {field: getattr(root, field) for field in ("kind", "parent", "order")}
        row.area = organs.edit_area(area=root, actor=actor, version=root.version, **facts, name=name)
    for field in FIELDS:
        setattr(row, field, values.get(field, before[field]))
    old, new = audit.changed(before, {field: getattr(row, field) for field in FIELDS})
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="district:change_profile", obj=row, before=old, after=new)
    district_changed()
    return row


def _locked(root: Area) -> DistrictProfile:
    DistrictProfile.objects.get_or_create(area=root)
    return DistrictProfile.objects.select_for_update().select_related("area").get(area=root)


@transaction.atomic
def add_areas(*, actor: User, lines: Sequence[Line]) -> int:
    """Enter the towns and villages of a list that are not there yet; gives how many. Raises ``ValidationError``.

    What is there already stays as it is. New ones stand after those of the same level, in the order of the list.
    """
    root = district()
    if root is None:
        raise Conflict("先填写本区的名称，再录乡镇、街道和村")
    require_rule(actor, _START, Area.objects.select_for_update().get(pk=root.pk))
    known = {(area.parent_id, area.name): area for area in Area.objects.all()}
    orders = _last_orders(known.values())
    made = 0
    for line in lines:
        above = known[root.pk, line.town] if line.town else root
        if (above.pk, line.name) in known:
            continue
        orders[above.pk] = orders.get(above.pk, 0) + 1
        area = organs.create_area(
            actor=actor, kind=line.kind, name=line.name, parent=above, order=orders[above.pk]
        )
        known[above.pk, line.name] = area
        made += 1
    return made


def _last_orders(areas: Iterable[Area]) -> dict[int, int]:
    orders: dict[int, int] = {}
    for area in areas:
        if area.parent_id is not None:
            orders[area.parent_id] = max(orders.get(area.parent_id, 0), area.order)
    return orders


# --- the set-up ----------------------------------------------------------------------------------
@transaction.atomic
def skip_step(*, actor: User, key: str, label: str) -> None:
    """Put a step aside; it stays on the page and can be taken up again."""
    row = _of_the_district(actor)
    if key not in row.setup_skipped:
        row.setup_skipped = [*row.setup_skipped, key]
        _save_setup(row, actor, "district:skip_step", {"step": label})


@transaction.atomic
def resume_step(*, actor: User, key: str, label: str) -> None:
    """Take up a step that was put aside."""
    row = _of_the_district(actor)
    if key in row.setup_skipped:
        row.setup_skipped = [one for one in row.setup_skipped if one != key]
        _save_setup(row, actor, "district:resume_step", {"step": label})


@transaction.atomic
def finish_setup(*, actor: User | None) -> None:
    """Say that the portal is set up: the home page no longer speaks of it."""
    row = _of_the_district(actor)
    if row.set_up_at is None:
        row.set_up_at = timezone.now()
        _save_setup(row, actor, "district:finish_setup", {"set_up_at": row.set_up_at})


@transaction.atomic
def reopen_setup(*, actor: User) -> None:
    """Go on setting up."""
    row = _of_the_district(actor)
    if row.set_up_at is not None:
        row.set_up_at = None
        _save_setup(row, actor, "district:reopen_setup", {"set_up_at": None})


def _of_the_district(actor: User | None) -> DistrictProfile:
    root = district()
    if root is None:
        raise Conflict("先填写本区的名称，别的步骤都要用到它")
    row = _locked(root)
    if actor is not None:
        require_rule(actor, _START, row)
    return row


def _save_setup(row: DistrictProfile, actor: User | None, verb: str, after: dict[str, Any]) -> None:
    row.save(update_fields=["setup_skipped", "set_up_at"])
    audit.record(actor=actor, verb=verb, obj=row, after=after)
    district_changed()
