"""What may be missing in the register of organs."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.enums import CONGRESS_ORGAN, AreaKind
from congress.organs.models import Area, Organ
from congress.organs.rules import KEEPERS
from congress.quality.registry import Check, Fault, register_check


def without_organ(_user: User) -> QuerySet[Area]:
    """Towns and subdistricts without 主席团 or 工委 (R052); a park may do without."""
    lacking = Q(pk__in=[])
    for kind, organ in CONGRESS_ORGAN.items():
        if kind != AreaKind.PARK:
            held = Organ.objects.active(timezone.localdate()).filter(area=OuterRef("pk"), kind=organ)
            lacking |= Q(~Exists(held), kind=kind)
    return Area.objects.filter(lacking).order_by("path")


def _fault(row: Area) -> Fault:
    kind = CONGRESS_ORGAN[row.kind]
    url = f"{reverse('organs:create')}?kind={kind}&area={row.pk}"
    return Fault(row.name, f"没有{kind.label}", url)


def plug_in() -> None:
    """Register the check."""
    register_check(
        Check(
            key="areas-without-organ",
            label="乡镇街道没有人大机构",
            why="乡镇设人大主席团，街道设人大工委；镇街的帐号、统计和联系人都落在它们上面",
            rows=without_organ,
            fault=_fault,
            fix="去登记",
            unit="个",
            roles=frozenset(KEEPERS),
            order=88,
        )
    )
