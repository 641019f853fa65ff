"""Deputies who were at an activity have done a duty: it stands in their registers, entered once (R027, R124)."""

from __future__ import annotations

from activities.enums import ActivityState, AttendanceState
from activities.models import Activity, Attendance
from congress.accounts.models import User
from deputies.duty.arriving import Duty, sync_duties

#: The source of these duties.
SOURCE = "activity"


def follow_duties(activity: Activity, actor: User | None) -> None:
    """Let the registers of deputies say who was there; call it after every change of the activity or its roll.

    Where the roll is called daily, one day is enough; a withdrawn activity, or one whose kind is no duty, tells
    nothing.
    """
    kind = activity.kind.duty
    if kind is None or activity.state != ActivityState.RECORDED:
        sync_duties(source=SOURCE, source_pk=activity.pk, duties=[], actor=actor)
        return
    came = activity.attendances.filter(state=AttendanceState.PRESENT)
    duties = [
        Duty(deputyship, kind.code, activity.start_on, activity.headline, activity.place)
        for deputyship in sorted(set(came.values_list("deputyship_id", flat=True)))
    ]
    sync_duties(source=SOURCE, source_pk=activity.pk, duties=duties, actor=actor)


def collect() -> int:
    """Bring the registers in line with the whole log; gives how many activities told something."""
    came = Attendance.objects.came().order_by().values("activity")
    rows = (
        Activity.objects.recorded().filter(kind__duty__isnull=False, pk__in=came).select_related("kind__duty")
    )
    told = 0
    for activity in rows.order_by("start_on", "pk").iterator():
        follow_duties(activity, None)
        told += 1
    return told
