"""On the page of a reception day with 述职: the duty reports it counts as, to add ballots and questions to."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from congress.web.sections import Line, Plugged, Section
from deputies.duty_reports.rules import READERS
from deputies.duty_reports.showing import report_state
from deputies.models import DutyReport
from liaison_stations.models import ReceptionDay
from liaison_stations.operations.recorded import REPORTED


def of_day(day: ReceptionDay, user: User) -> Plugged | None:
    """A line for each report this user may read (1 query)."""
    if not day.is_duty_report or not user.has_role(*READERS):
        return None
    rows = DutyReport.objects.visible_to(user).standing().filter(source=REPORTED, source_pk=day.pk)
    lines = [
        Line(
            row.deputyship.person.name,
            str(row.result or ""),
            reverse("duty_reports:detail", args=[row.pk]),
            state=report_state(row),
        )
        for row in rows.select_related("deputyship__person", "result")
    ]
    return Plugged(sections=[Section("述职", lines, empty="结束接待以后，到场的代表各记一次述职")])
