"""Reads of the register that many pages need."""

from django.core.cache import cache

from congress.organs.models import Area

_DISTRICT_KEY = "organs.district_name"


def district() -> Area | None:
    """The root of the area tree: the district this portal serves."""
    return Area.objects.filter(parent__isnull=True).order_by("id").first()


def district_name() -> str:
    """The district's name for mastheads, kept for a minute; empty before the register is filled."""
    name: str | None = cache.get(_DISTRICT_KEY)
    if name is None:
        root = district()
        name = root.name if root else ""
        cache.set(_DISTRICT_KEY, name, 60)
    return name
