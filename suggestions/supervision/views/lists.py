"""Lists of supervision, and the report."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from suggestions.supervision import rules, tables
from suggestions.supervision.queries.gates import gate_counts
from suggestions.supervision.queries.keys import busiest_units, key_share, leader_lines
from suggestions.supervision.workflow import KEEPERS


@allow(*rules.READERS)
def index(request: SignedInRequest) -> HttpResponse:
    """What somebody supervises: the own, the own committee's, all key ones."""
    return respond(tables.SUPERVISED, request)


@allow(*rules.READERS)
def keys(request: SignedInRequest) -> HttpResponse:
    """Key supervisions from candidate to result."""
    return respond(tables.KEYS, request)


@allow(*rules.READERS)
def gate_list(request: SignedInRequest) -> HttpResponse:
    """The suggestions that passed a gate or did not."""
    return respond(tables.GATED, request)


@allow(*rules.CLUE_LISTERS)
def clues(request: SignedInRequest) -> HttpResponse:
    """Suggestions passed to the procuratorate."""
    return respond(tables.CLUES, request)


@allow(*rules.ADVICE_READERS)
def advices(request: SignedInRequest) -> HttpResponse:
    """检察建议 offered to become suggestions."""
    return respond(tables.ADVICES, request)


@allow(*KEEPERS, *rules.LEADERS)
def meetings(request: SignedInRequest) -> HttpResponse:
    """Meetings that dealt with suggestions."""
    return respond(tables.MEETINGS, request)


@allow(*rules.CASE_READERS)
def cases(request: SignedInRequest) -> HttpResponse:
    """Typical cases."""
    return respond(tables.CASES, request)


@allow(*rules.READERS)
@require_safe
def report(request: SignedInRequest) -> HttpResponse:
    """Numbers at each gate, share of key ones, leaders, the busiest departments (R206, R224, R225)."""
    asked = request.GET.get("year", "")
    today = timezone.localdate()
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and asked > "1999" else today.year
    context = {
        "year": year,
        "this_year": today.year,
        "today": today,
        "gates": gate_counts(request.user, year),
        "share": key_share(request.user, year),
        "leaders": leader_lines(request.user, year, today),
        "units": busiest_units(request.user, today),
    }
    return render(request, "supervision/report.html", context)
