"""Asking by code how far a matter is, and rating what was done (R220, R316)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from congress.access.decorators import public as everybody
from congress.access.exceptions import Conflict
from congress.web.limits import Limit
from liaison_stations.models import Matter
from liaison_stations.online import queries
from liaison_stations.online.forms import AskForm, RateForm
from liaison_stations.online.showing import code_shown, now_at, steps_of
from liaison_stations.operations.rating import RATEABLE, rate

#: Codes nobody was given, from one address: then it waits. There are 8 × 10¹⁴ codes, so ten tries find nothing.
GUESSES = Limit("online-code", 10, 900)


@everybody
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The code typed or scanned, then the matter. What is scanned is asked for by a button, so robots read nothing."""
    if request.method != "POST":
        given = request.GET.get("code", "")[:20]
        return _form(request, AskForm(initial={"code": given}), given=given)
    return _answered(request)


@everybody
@never_cache
@sensitive_post_parameters("code")
@require_POST
def rate_by_code(request: HttpRequest) -> HttpResponse:
    """The citizen's rating; the matter is shown again with it."""
    return _answered(request, rates=True)


def _answered(request: HttpRequest, *, rates: bool = False) -> HttpResponse:
    form = AskForm(request.POST)
    if GUESSES.is_reached(request):
        return _form(request, form, wait=GUESSES.minutes)
    row = queries.by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if row is None:
        if not form.errors:
            GUESSES.count(request)
            form.add_error("code", "没有这个查询码，请对照回执再写一次")
        return _form(request, form)
    refused = ""
    rating = RateForm(request.POST if rates else None, matter=row)
    if rates and rating.is_valid():
        try:
            rate(matter=row, **rating.cleaned_data)
        except Conflict as conflict:
            refused = str(conflict)
        row = queries.by_code(row.code) or row
        rating = RateForm(matter=row)
    return render(request, "online/answered.html", {**_context(row, rating), "refused": refused})


def _form(request: HttpRequest, form: AskForm, *, given: str = "", wait: int = 0) -> HttpResponse:
    context = {"form": form, "given": given, "wait": wait}
    return render(request, "online/ask.html", context, status=429 if wait else 200)


def _context(row: Matter, rating: RateForm) -> dict[str, object]:
    who, what = now_at(row)
    return {
        "matter": row,
        "code": code_shown(row.code),
        "who": who,
        "what": what,
        "is_over": row.state in RATEABLE,
        "shows_answer": bool(row.answer) and row.state in RATEABLE,
        "happenings": steps_of(row),
        "rating": rating if row.state in RATEABLE and (row.asks_deed or not row.rating) else None,
    }
