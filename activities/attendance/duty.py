"""What the rolls say of a deputy's attendance, for the register of duties."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from activities.enums import ActivityState, AttendanceState
from activities.models import Attendance
from deputies.duty.attendance import Attended


def attended(deputyships: Collection[int], first: date, last: date) -> dict[int, Attended]:
    """Rolls of logged activities between two days, each day of a roll by itself, within the tenure (1 query).

    Whoever was not marked yet (未点名) is not counted: nobody knows whether they came.
    """
    rows = Attendance.objects.filter(deputyship__in=deputyships, activity__state=ActivityState.RECORDED)
    rows = rows.annotate(on=Coalesce("day", "activity__start_on")).filter(
        Q(deputyship__ends_on__isnull=True) | Q(on__lte=F("deputyship__ends_on")),
        on__gte=F("deputyship__starts_on"),
        on__range=(first, last),
    )
    found = (
        rows.order_by()
        .values("deputyship_id")
        .annotate(
            present=Count("pk", filter=Q(state=AttendanceState.PRESENT)),
            excused=Count("pk", filter=Q(state=AttendanceState.EXCUSED)),
            absent=Count("pk", filter=Q(state=AttendanceState.ABSENT)),
        )
    )
    return {
        line["deputyship_id"]: Attended(line["present"], line["excused"], line["absent"]) for line in found
    }
