"""The evidence sheet, on the screen and as PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from deputies.evidence.facts import HEADS, Evidence, evidence_of
from deputies.evidence.printing import sheet_name, sheet_of
from deputies.evidence.rules import READERS
from deputies.models import Deputyship
from deputies.papers import paper_answer


def _asked(request: SignedInRequest, pk: int) -> Evidence:
    rows = Deputyship.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("person", "constituency", "term__area"), pk=pk)
    return evidence_of(row, request.user, timezone.localdate())


@allow(*READERS)
@never_cache
@require_safe
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """One deputy and term: attendance, receptions, reports, points and grades by year."""
    evidence = _asked(request, pk)
    context = {
        "evidence": evidence,
        "holder": evidence.deputyship,
        "name": sheet_name(evidence),
        "heads": HEADS,
    }
    return render(request, "evidence/sheet.html", context)


@allow(*READERS)
@never_cache
@require_safe
def sheet_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as PDF."""
    evidence = _asked(request, pk)
    back = reverse("evidence:sheet", args=[pk])
    return paper_answer(request, lambda: sheet_of(evidence, timezone.localdate()), back)
