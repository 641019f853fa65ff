"""All checks on one page, and the records of one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.quality.registry import READERS, Check, Fault, check_named, checks
from congress.web.requests import SignedInRequest

#: Records of a check on the page of all checks, and on a page of its own.
NAMED, PAGE = 3, 20


@dataclass(frozen=True)
class Outcome:
    """How a check came out: how many records are at fault, and the first of them."""

    check: Check
    count: int
    faults: list[Fault]


@require_safe
@allow(*READERS)
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """Every check with its first records (one question for each, one more where there are many)."""
    outcomes = [_outcome(check, request) for check in checks(request.user)]
    wrong = [one for one in outcomes if one.count]
    context = {
        "wrong": wrong,
        "fine": [one.check for one in outcomes if not one.count],
        "total": sum(one.count for one in wrong),
    }
    return render(request, "quality/index.html", context)


@require_safe
@allow(*READERS)
@never_cache
def check(request: SignedInRequest, fault: str) -> HttpResponse:
    """The records of one check, a page at a time (2 questions)."""
    found = check_named(request.user, fault)
    if found is None:
        raise Http404
    page = Paginator(found.rows(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"check": found, "page": page, "faults": [found.fault(row) for row in page]}
    return render(request, "quality/check.html", context)


def _outcome(check: Check, request: SignedInRequest) -> Outcome:
    rows = check.rows(request.user)
    first = list(rows[: NAMED + 1])
    count = len(first) if len(first) <= NAMED else rows.order_by().count()
    return Outcome(check, count, [check.fault(row) for row in first[:NAMED]])
