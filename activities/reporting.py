"""What activities and training add to the year report on the work with deputies (R083)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from activities.enums import ActivityState
from activities.learning.queries.classes import HELD
from activities.models import Attendance, TrainingClass
from deputies.work_report.facts import Asked, Fact, Heading, register_facts


def duties(asked: Asked) -> Iterable[Fact]:
    """Activities deputies came to, and how often they came (2 queries)."""
    came = Attendance.objects.came().filter(
        activity__state=ActivityState.RECORDED, activity__start_on__year=asked.year
    )
    held = came.order_by().values("activity").distinct().count()
    times = came.order_by().values("activity", "deputyship").distinct().count()
    yield Fact("有代表参加的活动", f"{held:,} 次，{times:,} 人次")


def services(asked: Asked) -> Iterable[Fact]:
    """Training classes that were held (1 query)."""
    n = TrainingClass.objects.filter(state__in=HELD, begins_on__year=asked.year).count()
    query = urlencode({"held": "yes", "since": f"{asked.year}-01-01", "until": f"{asked.year}-12-31"})
    yield Fact("培训班、代表讲堂", f"{n} 期", f"{reverse('learning:index')}?{query}")


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_facts(Heading.DUTIES, duties)
    register_facts(Heading.SERVICES, services)
