"""Filters of the lists of services, records and bookings."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from liaison_stations.enums import BookingState, ServiceResult
from liaison_stations.models import (
    Booking,
    ServiceKind,
    ServiceRecord,
    ServiceTime,
    Station,
    StationKind,
    StationService,
)

_YES, _NO, _ENDED = "yes", "no", "ended"
_TODAY, _AHEAD, _OVER = "today", "ahead", "over"


def _towns() -> QuerySet[Area]:
    return Area.objects.towns().order_by("order", "pk")


def _stations() -> QuerySet[Station]:
    return Station.objects.filter(Exists(StationService.objects.filter(station=OuterRef("pk")))).order_by(
        "pk"
    )


def _with_bookings() -> QuerySet[Station]:
    return Station.objects.filter(Exists(Booking.objects.filter(station=OuterRef("pk")))).order_by("pk")


def _sites() -> QuerySet[StationKind]:
    return StationKind.objects.order_by("order", "pk")


class ServiceFilter(ListFilter):
    """By kind, station, town, and whether it is booked or was ended."""

    q = TextFilter("station__search_text", label="搜联络站")
    kind = NamedFilter(label="服务", name="name", queryset=ServiceKind.objects.none())
    state = ChoiceFilter(label="状态", choices=[(_YES, "在办"), (_ENDED, "已停办")], method="in_state")
    town = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none(), method="in_town")
    site = NamedFilter("station__kind", label="站点类型", name="name", queryset=StationKind.objects.none())
    booked = ChoiceFilter(label="预约", choices=[(_YES, "要预约"), (_NO, "不用预约")], method="by_booking")

    leading = ("kind", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", lambda: ServiceKind.objects.order_by("order", "pk"))
        self.offer("town", _towns)
        self.offer("site", _sites)

    def in_state(self, rows: QuerySet[StationService], _name: str, value: str) -> QuerySet[StationService]:
        """Offered, or ended."""
        return rows.filter(ended_on__isnull=value == _YES)

    def in_town(self, rows: QuerySet[StationService], _name: str, value: Area) -> QuerySet[StationService]:
        """Stations of a town with its villages."""
        return rows.filter(station__area__path__startswith=value.path)

    def by_booking(self, rows: QuerySet[StationService], _name: str, value: str) -> QuerySet[StationService]:
        """With a time that is booked, or without."""
        times = ServiceTime.objects.filter(service=OuterRef("pk"), is_dropped=False, seats__gt=0)
        return rows.filter(Exists(times) if value == _YES else ~Exists(times))


class RecordFilter(ListFilter):
    """By kind, kind of site, station, town, result and day. Citizens are not searched."""

    q = TextFilter("search_text", label="搜事项、经过、调解员")
    kind = NamedFilter("service__kind", label="服务", name="name", queryset=ServiceKind.objects.none())
    result = ChoiceFilter(label="结果", choices=ServiceResult.choices)
    station = NamedFilter("service__station", label="联络站", name="name", queryset=Station.objects.none())
    site = NamedFilter(
        "service__station__kind", label="站点类型", name="name", queryset=StationKind.objects.none()
    )
    town = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none(), method="in_town")
    withdrawn = ChoiceFilter(label="已撤回", choices=[(_YES, "只看已撤回的")], method="were_withdrawn")
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("kind", "result")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", lambda: ServiceKind.objects.order_by("order", "pk"))
        self.offer("station", _stations)
        self.offer("site", _sites)
        self.offer("town", _towns)

    def in_town(self, rows: QuerySet[ServiceRecord], _name: str, value: Area) -> QuerySet[ServiceRecord]:
        """Stations of a town with its villages."""
        return rows.filter(service__station__area__path__startswith=value.path)

    def were_withdrawn(self, rows: QuerySet[ServiceRecord], _name: str, _v: str) -> QuerySet[ServiceRecord]:
        """Those that count no longer."""
        return rows.filter(withdrawn_at__isnull=False)


class BookingFilter(ListFilter):
    """By day, state and what was booked."""

    when = ChoiceFilter(
        label="时候",
        choices=[(_TODAY, "今天"), (_AHEAD, "以后的"), (_OVER, "过了还没登记来没来")],
        method="at_this_point",
    )
    state = ChoiceFilter(label="状态", choices=BookingState.choices)
    station = NamedFilter(label="联络站", name="name", queryset=Station.objects.none())
    kind = NamedFilter("service__kind", label="服务", name="name", queryset=ServiceKind.objects.none())
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("when", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("station", _with_bookings)
        self.offer("kind", lambda: ServiceKind.objects.order_by("order", "pk"))

    def at_this_point(self, rows: QuerySet[Booking], _name: str, value: str) -> QuerySet[Booking]:
        """Around today."""
        today = timezone.localdate()
        if value == _TODAY:
            return rows.filter(on=today)
        if value == _AHEAD:
            return rows.filter(on__gte=today)
        return rows.filter(on__lt=today, state=BookingState.BOOKED)
