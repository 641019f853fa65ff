"""Supervision meetings, and the points inspections look at."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.rules import READERS as LOG_READERS
from activities.rules import see_activity
from congress.access.decorators import allow
from congress.access.rules import Rule, scoped_or_404
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from liaison_stations import rules
from liaison_stations.inspections.forms import ChangeMeetingForm, MeetingProblemForm, NewMeetingForm
from liaison_stations.inspections.settings import LISTS
from liaison_stations.inspections.showing import happenings, problem_state
from liaison_stations.inspections.tables import MEETINGS
from liaison_stations.models import Problem, SupervisionMeeting
from liaison_stations.operations import problems as problem_operations
from liaison_stations.operations import supervision as operations
from liaison_stations.workflow import KEEPERS, OFFICE


def _page(row: SupervisionMeeting) -> str:
    return reverse("station_inspections:meeting", args=[row.pk])


def _meeting(request: SignedInRequest, pk: int, rule: Rule) -> SupervisionMeeting:
    """One the user may see or keep, by the rule; else 404."""
    rows = SupervisionMeeting.objects.filter(rule.as_q(request.user))
    return scoped_or_404(rows.select_related("area", "activity"), pk=pk)


@allow(*rules.MEETING_READERS)
@require_http_methods(["GET", "POST"])
def meetings(request: SignedInRequest) -> HttpResponse:
    """The supervision meetings of the district and of the user's area."""
    return respond(MEETINGS, request)


@allow(*rules.MEETING_READERS)
@require_safe
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting with the problems it found."""
    row = _meeting(request, pk, rules.see_meeting)
    found = Problem.objects.visible_to(request.user).filter(meeting=row).select_related("station")
    context = {
        "meeting": row,
        "facts": [
            ("哪一级召开", str(row.area)),
            ("日期", f"{dates.full_day(row.held_on)}（{dates.weekday(row.held_on)}）"),
            ("地点", row.place),
            ("主持人", row.chaired_by),
            ("参加人员", row.attended_by),
        ],
        "problems": [(one, problem_state(one)) for one in found],
        "keeps": request.user.has_role(*KEEPERS) and rules.keep_meeting.allows(request.user, row),
        "activity_url": _activity(request, row),
        "happenings": happenings(row),
    }
    return render(request, "station_inspections/meeting.html", context)


def _activity(request: SignedInRequest, row: SupervisionMeeting) -> str:
    """The page of the activity in the log, for those who may open it."""
    if row.activity is None or not request.user.has_role(*LOG_READERS):
        return ""
    seen = see_activity.allows(request.user, row.activity)
    return reverse("activities:detail", args=[row.activity.pk]) if seen else ""


@allow(*KEEPERS)
@never_cache
def record_meeting(request: SignedInRequest) -> HttpResponse:
    """Write down a meeting that was held."""
    initial = {"held_on": timezone.localdate(), "title": "双联活动督导会议"}
    return answer(
        request,
        "station_inspections/record_meeting.html",
        NewMeetingForm(request.POST or None, user=request.user, initial=initial),
        partial(operations.record_meeting, actor=request.user),
        done=lambda _row: "督导会议已登记，接着登记发现的问题",
        url=_page,
    )


@allow(*KEEPERS)
@never_cache
def change_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what was written of a meeting."""
    row = _meeting(request, pk, rules.keep_meeting)
    return answer(
        request,
        "station_inspections/change_meeting.html",
        ChangeMeetingForm(request.POST or None, instance=row),
        partial(operations.change_meeting, meeting=row, actor=request.user),
        done=lambda _row: "督导会议已更新",
        url=_page,
        context={"meeting": row},
    )


@allow(*KEEPERS)
@never_cache
def find_at_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note a problem a meeting found."""
    row = _meeting(request, pk, rules.keep_meeting)
    return answer(
        request,
        "station_inspections/find_problem.html",
        MeetingProblemForm(request.POST or None, user=request.user),
        partial(problem_operations.find_problem, source=row, actor=request.user),
        done=lambda _problem: "问题已登记",
        url=lambda _problem: _page(row),
        context={"back": _page(row), "station": row.area, "text_of_source": str(row)},
    )


@allow(*OFFICE)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """The points inspections look at."""
    return render(request, "station_inspections/settings.html", {"lists": LISTS.shown()})


@allow(*OFFICE)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a point."""
    return LISTS.answer_add(request, listed)


@allow(*OFFICE)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a point, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
