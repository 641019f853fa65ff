"""What inspections ask of whom: problems to be mended or looked at, results to be written down and released."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import dates
from congress.web.registry import Todo
from liaison_stations.enums import InspectionState, ProblemState
from liaison_stations.models import Inspection, Problem
from liaison_stations.workflow import KEEPERS, OFFICE, STATION

INDEX = "station_inspections:index"
#: Problems named one by one; the list has the others.
_NAMED = 4


def todos(user: User) -> Iterator[Todo]:
    """Everything that waits for this user (at most three queries)."""
    if user.has_role(*STATION, Role.TOWN):
        yield from _to_mend(user)
    if user.has_role(*KEEPERS):
        yield from _to_look_at(user)
    if user.has_role(*OFFICE):
        yield from _to_write_down(user)


def _to_mend(user: User) -> Iterator[Todo]:
    rows = Problem.objects.mended_by(user).filter(state=ProblemState.OPEN).select_related("station")
    for row in rows.order_by("due_on", "pk")[:_NAMED]:
        yield Todo(
            f"整改：{row.text[:24]}",
            "　".join(part for part in (str(row.station or ""), row.owner) if part),
            reverse("station_inspections:problem", args=[row.pk]),
            "去报告",
            due=row.due_on,
            menu=INDEX,
        )


def _to_look_at(user: User) -> Iterator[Todo]:
    waiting = Problem.objects.kept_by(user).filter(state=ProblemState.MENDED).order_by().count()
    if waiting:
        yield Todo(
            f"核实 {waiting} 个问题的整改",
            "整改好了销号，没有整改好的退回",
            f"{reverse('station_inspections:problems')}?state=mended",
            "去核实",
            menu=INDEX,
        )


def _to_write_down(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    counted = Inspection.objects.visible_to(user).aggregate(
        over=Count("pk", filter=Q(state=InspectionState.PLANNED, day__lt=today)),
        unreleased=Count("pk", filter=Q(state=InspectionState.DONE)),
    )
    if counted["over"]:
        why = f"到{dates.day(today)}，检查的日子过了还没有结果"
        url = f"{reverse(INDEX)}?state=due"
        yield Todo(f"登记 {counted['over']} 次检查的结果", why, url, "去登记", menu=INDEX)
    if counted["unreleased"]:
        yield Todo(
            f"发布 {counted['unreleased']} 次检查的结果",
            "发布以后，联络站才看得到、才能整改",
            f"{reverse(INDEX)}?state=done",
            "去发布",
            menu=INDEX,
        )
