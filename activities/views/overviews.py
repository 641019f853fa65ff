"""The log by month, by meeting and by leader."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import rules
from activities.forms import LeadersForm
from activities.queries.calendar import month_of
from activities.queries.leaders import leader_table
from activities.tables import MEETINGS
from congress.access.decorators import allow
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest


@allow(*rules.READERS)
@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    """A month with the activities of each day; an unreadable month is this one."""
    today = timezone.localdate()
    try:
        on = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        on = today
    if not 1900 < on.year < 2100:
        on = today
    context = {
        "month": month_of(request.user, on),
        "today": today,
        "can_write": request.user.has_role(*rules.WRITERS),
    }
    return render(request, "activities/calendar.html", context)


@allow(*rules.READERS)
def meetings(request: SignedInRequest) -> HttpResponse:
    """The register of numbered meetings (R270)."""
    return respond(MEETINGS, request)


@allow(*rules.READERS)
@require_safe
def leaders(request: SignedInRequest) -> HttpResponse:
    """How often each leader appeared in a period, with or without accompanying (R279)."""
    today = timezone.localdate()
    form = LeadersForm(request.GET or None, initial={"since": date(today.year, 1, 1), "until": today})
    table = None
    if not form.is_bound or form.is_valid():
        start, end, accompanying = form.chosen
        table = leader_table(request.user, start, end, accompanying=accompanying)
    return render(request, "activities/leaders.html", {"form": form, "table": table})
