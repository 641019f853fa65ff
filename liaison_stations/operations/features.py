"""The one named project of a town in a year, and the leader linked with it (一镇一特色, R182)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import TOWN_KINDS
from deputies.models import Person
from liaison_stations import rules
from liaison_stations.models import TownFeature
from liaison_stations.workflow import OFFICE


@transaction.atomic
def set_feature(
    *, feature: TownFeature, version: int, name: str, account: str, actor: User, leader: Person | None = None
) -> TownFeature:
    """Name the project of a town in a year, or change it; ``feature`` names area and year, and may be a new one.

    The leader is the office's to choose. Raises ``StaleVersion`` when somebody else changed it meanwhile, ``Conflict``
    when that was its first naming, ``ValidationError`` for an area that is no town, subdistrict or park.
    """
    if feature.area.kind not in TOWN_KINDS:
        raise ValidationError("只有乡镇、街道、园区有特色项目")
    named = TownFeature.objects.filter(area=feature.area, year=feature.year)
    row = named.select_for_update(of=("self",)).select_related("area", "leader").first()
    if row is None:
        row = TownFeature(area=feature.area, year=feature.year)
    elif feature.pk is None:
        raise Conflict(f"{row.area}{row.year}年的特色项目刚才有人填了，请重新打开再改")
    before = feature_facts(row) if row.pk else {}
    check_version(row, version, before)
    if leader != row.leader and not actor.has_role(*OFFICE):
        raise PermissionDenied(Denial(OFFICE))
    row.name, row.account, row.leader = name, account, leader
    row.full_clean()
    old, new = audit.changed(before, feature_facts(row)) if before else (None, feature_facts(row))
    if new:
        row.version += 1
        row.save()
        require_rule(actor, rules.keep_of_town, row)
        audit.record(actor=actor, verb="liaison_stations:set_feature", obj=row, before=old, after=new)
    return row


def feature_facts(row: TownFeature) -> dict[str, Any]:
    """What stands in it, for the audit trail."""
    return {
        "title": row.name,
        "leader": row.leader.name if row.leader else "",
        "account": row.account,
        "year": row.year,
    }
