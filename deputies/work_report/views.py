"""The year report, on the screen and as PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.web.requests import SignedInRequest
from deputies.papers import paper_answer
from deputies.work_report.facts import Asked, parts_of
from deputies.work_report.printing import report_name, report_of

#: The report counts the whole district.
READERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER})
#: Years before this one that are offered.
_BACK = 4


def _asked(request: SignedInRequest) -> Asked:
    today, text = timezone.localdate(), request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today.year
    return Asked(year if today.year - _BACK <= year <= today.year else today.year, request.user, today)


@allow(*READERS)
@never_cache
@require_safe
def report(request: SignedInRequest) -> HttpResponse:
    """Four headings with numbers that lead to their records (R083)."""
    asked = _asked(request)
    context = {
        "name": report_name(asked.year),
        "year": asked.year,
        "years": [asked.today.year - n for n in range(_BACK + 1)],
        "parts": parts_of(asked),
    }
    return render(request, "work_report/report.html", context)


@allow(*READERS)
@never_cache
@require_safe
def report_pdf(request: SignedInRequest) -> HttpResponse:
    """The same as PDF."""
    asked = _asked(request)
    back = f"{reverse('work_report:report')}?year={asked.year}"
    return paper_answer(request, lambda: report_of(asked, parts_of(asked)), back)
