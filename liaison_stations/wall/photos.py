"""The photos a station may put on its wall: those of its own activities (R175)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from activities.enums import ActivityState
from activities.models import ActivityPhoto
from liaison_stations.models import Station, StationActivity, StationQuerySet


def photos_of(station: Station) -> QuerySet[ActivityPhoto]:
    """Photos of the activities and reception days of a station, newest first."""
    return photos_at(Station.objects.filter(pk=station.pk))


def photos_at(stations: StationQuerySet) -> QuerySet[ActivityPhoto]:
    """The same of many stations."""
    keys = stations.order_by().values("pk")
    own = StationActivity.objects.filter(station__in=keys).order_by().values("activity")
    rows = ActivityPhoto.objects.filter(
        Q(activity__in=own) | Q(activity__reception_day__station__in=keys),
        dropped=False,
        activity__state=ActivityState.RECORDED,
    )
    return rows.select_related("activity").order_by("-activity__start_on", "-activity_id", "order")
