"""What may be missing in the log of activities."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity, Attendance, Participation
from activities.rules import WRITERS
from congress.accounts.models import User
from congress.quality.registry import Check, Fault, register_check
from congress.web.dates import full_day

#: Days that are looked back: what is older was taken over as it was on paper.
LOOKED_BACK = 366


def without_deputies(user: User) -> QuerySet[Activity]:
    """Activities of the last year whose kind counts deputies, and that name none, the newest first."""
    today = timezone.localdate()
    rows = Activity.objects.visible_to(user).recorded().exclude(kind__attendance="")
    rows = rows.filter(start_on__gte=today - timedelta(days=LOOKED_BACK), end_on__lt=today)
    called = Attendance.objects.filter(activity=OuterRef("pk"))
    named = Participation.objects.filter(activity=OuterRef("pk"), person__deputyships__isnull=False)
    rows = rows.filter(~Exists(called), ~Exists(named))
    return rows.select_related("kind", "area").defer("text", "search_text")


def _activity(row: Activity) -> Fault:
    note = f"{full_day(row.start_on)}　{row.kind.name}　{row.area}"
    return Fault(row.headline, note, reverse("activities:change_activity", args=[row.pk]))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_check(
        Check(
            "activities-without-deputies",
            "活动没有登记代表",
            "近一年里要点名的活动，没有登记代表就记不进代表的履职登记",
            without_deputies,
            _activity,
            "补代表",
            "次",
            WRITERS,
            30,
        )
    )
