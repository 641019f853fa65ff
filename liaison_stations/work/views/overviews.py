"""What the activities come to in a year: visits by month, functions and subjects, members of the standing committee."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.documents.xlsx import download, workbook
from congress.web.requests import SignedInRequest
from liaison_stations import rules
from liaison_stations.books.years import whole
from liaison_stations.days.queries import expected_at
from liaison_stations.models import StationPolicy
from liaison_stations.work.queries.functions import year_functions
from liaison_stations.work.queries.members import done_by, members_on
from liaison_stations.work.queries.visits import visit_years
from liaison_stations.work.views.years import year_asked


@allow(*rules.READERS)
@require_safe
def visits(request: SignedInRequest) -> HttpResponse:
    """Which station visited voters in which month, with the gaps (R135)."""
    context = year_asked(request)
    year, today = context["year"], context["today"]
    lines = visit_years(expected_at(request.user), year, today)
    context |= {
        "lines": lines,
        "short": [line for line in lines if line.short],
        "wanted": StationPolicy.current().visits_per_month,
        "this_month": today.month if year == today.year else 0,
        "numbers": range(1, 13),
    }
    return render(request, "station_work/visits.html", context)


@allow(*rules.READERS)
@require_safe
def functions(request: SignedInRequest) -> HttpResponse:
    """Which functions each station lived up to in a year, which it did not, and the subjects (R153, R184)."""
    context = year_asked(request)
    offered, lines, subjects = year_functions(request.user, context["year"])
    if "export" in request.GET:
        name = f"联络站功能{context['year']}年"
        head = ["联络站", *(one.name for one in offered), "没有开展的功能"]
        rows = [
            (
                line.station.name,
                *(one.total for one in line.counts),
                "、".join(one.name for one in line.unused),
            )
            for line in lines
        ]
        return download(workbook(name, head, rows), f"{name}.xlsx")
    context |= {
        "functions": offered,
        "lines": lines,
        "idle": [line for line in lines if line.unused],
        "subjects": subjects,
        "since": f"{context['year']}-01-01",
        "until": f"{context['year']}-12-31",
    }
    return render(request, "station_work/functions.html", context)


@allow(*rules.COVERAGE_READERS)
@require_safe
def members(request: SignedInRequest) -> HttpResponse:
    """Members of the standing committee with their receptions and visits of a year (R136)."""
    context = year_asked(request)
    period = whole(context["year"])
    context["lines"] = done_by(list(members_on(period)), period)
    return render(request, "station_work/members.html", context)


@allow(*rules.COVERAGE_READERS)
@require_safe
def member(request: SignedInRequest, pk: int) -> HttpResponse:
    """The year of one member: receptions at stations, visits."""
    context = year_asked(request)
    period = whole(context["year"])
    person = scoped_or_404(members_on(period), pk=pk)
    context["done"] = done_by([person], period)[0]
    return render(request, "station_work/member.html", context)
