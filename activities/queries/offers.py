"""What the forms offer: areas, kinds, campaigns, organs, and the words bulletins use."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from activities.models import ActivityKind, Campaign
from activities.rules import DISTRICT_WRITERS, TOWNS
from congress.accounts.models import User
from congress.district.queries import profile
from congress.organs.enums import OrganKind
from congress.organs.models import Area, Organ
from congress.organs.queries import district
from deputies.models import DeputyGroup
from deputies.models.groups import DeputyGroupQuerySet


def standing_committee() -> str:
    """How the bulletin calls the standing committee of the district: 区人大常委会."""
    name = (
        Organ.objects.filter(kind=OrganKind.STANDING_COMMITTEE).values_list("short_name", flat=True).first()
    )
    return name or profile().body


#: Who stands for a unit, and collectives without names, as bulletins word them.
REPRESENTATIVES = ("负责人", "主要负责人", "相关负责人", "分管负责人")
GROUP_NAMES = (
    "部分区人大代表",
    "区人大常委会组成人员",
    "机关干部职工",
    "机关党员干部",
    "党总支委员会委员",
    "各乡镇人大主席",
    "街道人大工委主任",
)


def writable_areas(user: User) -> QuerySet[Area]:
    """Where this user can place an activity: the district and its towns, or the town's own area and below."""
    places = Q(pk__in=[])
    if user.has_role(*DISTRICT_WRITERS):
        places |= Q(parent__isnull=True) | Q(parent__parent__isnull=True)
    for assignment in user.assignments_today:
        if assignment.role in TOWNS and assignment.area is not None:
            places |= Q(path__startswith=assignment.area.path)
    return Area.objects.filter(places).order_by("path")


def home_area(user: User) -> Area | None:
    """The area an activity of this user belongs to unless another is chosen."""
    if user.has_role(*DISTRICT_WRITERS):
        return district()
    return next((a.area for a in user.assignments_today if a.role in TOWNS), None)


def offered_kinds(present: ActivityKind | None = None) -> QuerySet[ActivityKind]:
    """Kinds that can be chosen, with the one a record has already."""
    return ActivityKind.objects.filter(Q(active=True) | Q(pk=present.pk if present else None))


def offered_campaigns(present: Collection[int] = ()) -> QuerySet[Campaign]:
    """Campaigns that can be chosen, with those a record has already."""
    return Campaign.objects.filter(Q(active=True) | Q(pk__in=present))


def offered_groups(user: User, on: date, present: Collection[int] = ()) -> DeputyGroupQuerySet:
    """Groups in scope that exist on a day or today, with those a record has already."""
    seen = DeputyGroup.objects.visible_to(user)
    offered = Q(pk__in=seen.in_force(on).values("pk")) | Q(
        pk__in=seen.in_force(timezone.localdate()).values("pk")
    )
    rows = DeputyGroup.objects.filter(offered | Q(pk__in=present))
    return rows.select_related("term").order_by("kind", "number", "pk")


def organ_names() -> list[str]:
    """Short names of the organs that exist today, for suggestions while typing."""
    return list(Organ.objects.active(timezone.localdate()).values_list("short_name", flat=True))
