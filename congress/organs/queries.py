"""Reads of the register that many pages need."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

from django.core.cache import caches
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from congress.organs.enums import OrganKind
from congress.organs.models import Area, Constituency, Organ

#: The key of a value that changes with every write to what the district says of itself.
DISTRICT_CHANGED = "district.changed"


def district() -> Area | None:
    """The root of the area tree: the district this portal serves."""
    return Area.objects.filter(parent__isnull=True).order_by("id").first()


def district_changed() -> None:
    """Let every process read the district anew, once what is being written is committed."""
    transaction.on_commit(lambda: caches["shared"].set(DISTRICT_CHANGED, uuid4().hex, None))


@dataclass
class Branch:
    """An area with what lies directly below it."""

    area: Area
    constituencies: int
    organ: Organ | None = None
    branches: list["Branch"] = field(default_factory=list)

    @property
    def summary(self) -> list[tuple[str, int]]:
        """How many areas of each kind lie directly below, by the kind's Chinese name."""
        return list(Counter(below.area.get_kind_display() for below in self.branches).items())


def area_tree() -> list[Branch]:
    """The whole tree from the district down, each area with its congress organ and its constituencies."""
    congress_kinds = [OrganKind.STANDING_COMMITTEE, OrganKind.TOWN_PRESIDIUM, OrganKind.SUBDISTRICT_COMMITTEE]
    organs = Organ.objects.active(timezone.localdate()).filter(kind__in=congress_kinds, area__isnull=False)
    organ_of = {organ.area_id: organ for organ in organs.order_by("-order", "-id")}
    counted = Constituency.objects.order_by().values("area_id").annotate(n=Count("id"))
    constituencies = {row["area_id"]: row["n"] for row in counted}
    known = {
        area.pk: Branch(area, constituencies.get(area.pk, 0), organ_of.get(area.pk))
        for area in Area.objects.order_by("order", "id")
    }
    roots: list[Branch] = []
    for branch in known.values():
        above = known.get(branch.area.parent_id or 0)
        (above.branches if above else roots).append(branch)
    return roots


def areas_in_order() -> list[Area]:
    """Every area, the tree read from top to bottom."""
    places: dict[int, tuple[tuple[int, int], ...]] = {}
    areas = {area.pk: area for area in Area.objects.all()}
    for area in sorted(areas.values(), key=lambda a: a.path.count("/")):
        places[area.pk] = (*places.get(area.parent_id or 0, ()), (area.order, area.pk))
    return [areas[pk] for pk in sorted(places, key=lambda pk: places[pk])]
