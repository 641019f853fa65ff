"""The year report of a station, as a page and as PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from liaison_stations import rules
from liaison_stations.books import years
from liaison_stations.models import Station
from liaison_stations.work.report.facts import YearFacts
from liaison_stations.work.report.forms import FORMS, Form


def _asked(request: SignedInRequest, pk: int) -> tuple[YearFacts, Form]:
    """The facts of ``?year=`` and the form of ``?form=``; 404 out of scope, a reason before the station was there."""
    seen = Station.objects.visible_to(request.user).select_related("kind", "area__parent__parent")
    station = scoped_or_404(seen, pk=pk)
    today = timezone.localdate()
    year = min(years.chosen(request.GET.get("year", ""), today), today.year)
    if year < station.opened_on.year:
        raise Conflict(f"{station}{station.opened_on.year}年设立，{year}年没有工作报告")
    links = request.user.has_role(*rules.MATTER_READERS)
    form = FORMS.get(request.GET.get("form", ""), next(iter(FORMS.values())))
    return YearFacts(station, year, today, links_matters=links), form


@allow(*rules.READERS)
@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Four heads with numbers that lead to their records (R168, R188)."""
    facts, form = _asked(request, pk)
    offered = years.offered(timezone.localdate(), facts.station)
    context = {
        "station": facts.station,
        "year": facts.year,
        "years": [one for one in offered if one <= timezone.localdate().year],
        "form": form,
        "forms": FORMS.values(),
        "parts": form.parts(facts),
    }
    return render(request, "station_work/report.html", context)


@allow(*rules.READERS)
@require_safe
@never_cache
def report_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as PDF."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from liaison_stations.work.report import printing  # noqa: PLC0415

    facts, form = _asked(request, pk)
    name = printing.report_name(facts.station, facts.year)
    try:
        result = printing.print_report(
            facts.station, facts.year, form, form.parts(facts), timezone.localdate()
        )
    except SubsetterMissing as error:
        messages.error(request, str(error))
        page = reverse("station_work:report", args=[pk])
        return redirect(f"{page}?year={facts.year}&form={form.key}")
    headers = {"Content-Disposition": content_disposition_header(False, f"{name}.pdf") or "inline"}
    return HttpResponse(result.bytes, content_type="application/pdf", headers=headers)
