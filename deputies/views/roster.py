"""The roster of deputies, and seats in law against seats filled."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Term
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from deputies import rules
from deputies.queries import seats_of, vacancies
from deputies.tables import DIRECTORY, ROSTER


@allow(*rules.ROSTER_READERS)
def roster(request: SignedInRequest) -> HttpResponse:
    """Deputyships; whoever is only a deputy finds public facts."""
    return respond(ROSTER if request.user.has_role(*rules.READERS) else DIRECTORY, request)


@allow(*rules.READERS)
@require_safe
def seats(request: SignedInRequest) -> HttpResponse:
    """应选, 实有 and 空缺 of a congress by constituency; ``?term=`` chooses the congress (R029)."""
    terms = Term.objects.filter(level__in=DIRECT_LEVELS, ends_on=None).select_related("area")
    shown = list(terms.order_by("area__path"))
    asked = request.GET.get("term", "")
    term = scoped_or_404(Term.objects.select_related("area"), pk=int(asked)) if asked.isdecimal() else None
    term = term or (shown[0] if shown else None)
    today = timezone.localdate()
    found = seats_of(term, today) if term else None
    context = {
        "term": term,
        "terms": shown,
        "seats": found,
        "vacancies": vacancies(term, found, today) if term and found else [],
        "today": today,
        "can_change": request.user.has_role(*rules.WRITERS),
        "can_expire": bool(term and term.ends_on and term.ends_on < today),
    }
    return render(request, "deputies/seats.html", context)
