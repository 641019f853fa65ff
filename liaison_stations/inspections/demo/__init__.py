"""Inspections and supervision meetings of the demo district. All invented.

The station of the demo account has one unannounced inspection it knows of and one it does not know of yet; one problem
is late, others are struck off.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.models import Activity, ActivityKind
from congress.audit import operations as audit
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web.demo import read_table
from liaison_stations.enums import InspectionState
from liaison_stations.models import (
    Finding,
    Inspection,
    InspectionPoint,
    Problem,
    Station,
    SupervisionMeeting,
    score_of,
)
from liaison_stations.operations.supervision import KIND


@transaction.atomic
def load() -> None:
    """Enter inspections, meetings and problems, unless there are inspections already."""
    root, stations = district(), {row.name: row for row in Station.objects.filter(kind__is_station=True)}
    if root is None or not stations or Inspection.objects.exists():
        return
    today, table = timezone.localdate(), read_table(__file__, "inspections.json")
    points = list(InspectionPoint.objects.all())
    problems: list[Problem] = []
    for fact in table["inspections"]:
        row = _inspection(fact, stations[fact["station"]], points, today)
        problems += [_problem(one, row.station, today, inspection=row) for one in fact.get("problems", ())]
    areas = {area.name: area for area in Area.objects.towns()}
    for fact in table["meetings"]:
        meeting = _meeting(fact, areas[fact["area"]] if fact["area"] else root, today)
        problems += [
            _problem(one, stations.get(one["station"] or ""), today, meeting=meeting)
            for one in fact["problems"]
        ]
    Problem.objects.bulk_create(problems)
    count = len(table["inspections"])
    audit.record(actor=None, verb="liaison_stations:load", obj=root, after={"inspections": count})


def _inspection(
    fact: dict[str, Any], station: Station, points: list[InspectionPoint], today: date
) -> Inspection:
    day, state = today + timedelta(days=fact["days"]), InspectionState(fact["state"])
    row = Inspection(
        station=station,
        kind=fact["kind"],
        day=day,
        state=state,
        **{name: fact.get(name, "") for name in ("inspectors", "aim", "summary")},
    )
    marks = zip(points, fact.get("scores", ()), fact.get("words", ()), strict=False)
    found = [
        Finding(inspection=row, point=point, full=point.full, score=score, words=words)
        for point, score, words in marks
    ]
    row.score = score_of(found)
    if state == InspectionState.RELEASED:
        row.released_at = timezone.now() + timedelta(days=min(fact["days"] + 3, 0))
    row.save()
    Finding.objects.bulk_create(found)
    return row


def _meeting(fact: dict[str, Any], area: Area, today: date) -> SupervisionMeeting:
    """A meeting and its line in the log."""
    held_on, body = today + timedelta(days=fact["days"]), fact["body"]
    told = {name: fact[name] for name in ("title", "place", "chaired_by", "attended_by", "summary")}
    activity = Activity.objects.create(
        start_on=held_on,
        end_on=held_on,
        kind=ActivityKind.objects.get(code=KIND),
        headline=f"{body}召开{fact['title']}",
        organiser=body,
        place=fact["place"],
        text=f"{held_on.month}月{held_on.day}日，{body}召开{fact['title']}。{fact['summary']}",
        area=area,
    )
    return SupervisionMeeting.objects.create(area=area, held_on=held_on, activity=activity, **told)


def _problem(fact: dict[str, Any], station: Station | None, today: date, **source: Any) -> Problem:
    def day(name: str) -> date | None:
        return today + timedelta(days=fact[name]) if name in fact else None

    return Problem(
        station=station,
        text=fact["text"],
        owner=fact["owner"],
        due_on=today + timedelta(days=fact["due"]),
        state=fact["state"],
        mended_on=day("mended"),
        mended_how=fact.get("how", ""),
        closed_on=day("closed"),
        **source,
    )
