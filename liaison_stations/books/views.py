"""The thirteen books of a station and year: how complete, each as a page, a spreadsheet and a PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule, scoped_or_404
from congress.documents.xlsx import download, workbook
from congress.jobs import operations as jobs
from congress.web.forms import PortalModelForm
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from congress.web.versions import VersionedFormMixin
from liaison_stations import rules
from liaison_stations.books import years
from liaison_stations.books.catalogue import BOOKS, Book, Ledger, completeness
from liaison_stations.books.jobs import KIND
from liaison_stations.books.records import Records
from liaison_stations.books.standing import standings
from liaison_stations.books.years import PARTS
from liaison_stations.models import Station, StationPaper
from liaison_stations.operations import papers as operations
from liaison_stations.workflow import STAFF

#: An archive with more characters than this takes more than a second, and is printed by a worker.
LONGEST_AT_ONCE = 6_000


class PaperForm(VersionedFormMixin, PortalModelForm[StationPaper]):
    """A plan or a summary."""

    class Meta:
        model = StationPaper
        fields = ("text",)
        widgets = {"text": forms.Textarea({"rows": 18})}
        help_texts = {"text": "一段一行；不写群众的姓名、电话"}


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The stations in scope with what their ledgers lack in a year (R157)."""
    today = timezone.localdate()
    year = years.chosen(request.GET.get("year", ""), today)
    rows = standings(request.user, year)
    context = {
        "rows": rows,
        "whole": sum(not row.missing for row in rows),
        "year": year,
        "years": years.offered(today),
    }
    return render(request, "station_books/index.html", context)


@allow(*rules.READERS)
@require_safe
def station(request: SignedInRequest, pk: int) -> HttpResponse:
    """The thirteen books of one station and year."""
    records = _records(request, pk)
    found = {key: book.lines(records) for key, book in BOOKS.items()}
    missing = [book for key, book in BOOKS.items() if book.may_be_missing and not found[key]]
    context = {
        "station": records.station,
        "year": records.year,
        "years": years.offered(timezone.localdate(), records.station),
        "ledgers": [
            (ledger.label, [(book, len(found[key])) for key, book in BOOKS.items() if book.ledger == ledger])
            for ledger in Ledger
        ],
        "missing": missing,
        "words": completeness(missing),
        "keeps": rules.keep_station.allows(request.user, records.station),
    }
    return render(request, "station_books/station.html", context)


@allow(*rules.READERS)
@require_safe
def book(request: SignedInRequest, pk: int, book: str) -> HttpResponse:
    """One book, of ``?part=`` of the year; ``?export`` gives it as XLSX."""
    records, found = _records(request, pk, part=_part(request)), _book(book)
    lines = found.lines(records)
    if "export" in request.GET and not found.paper:
        name = f"{records.station}{records.period.label}{found.title}"
        heads = [column.label for column in found.columns]
        return download(workbook(found.title, heads, lines), f"{name}.xlsx")
    context = {
        "station": records.station,
        "year": records.year,
        "shelf": _address("station_books:station", records.year, pk),
        "book": found,
        "span": records.period.label,
        "part": _part(request),
        "parts": [(key, name) for key, (name, _first, _last) in PARTS.items()],
        "lines": lines,
        "paper": records.papers.get(found.paper or ""),
        "keeps": rules.keep_station.allows(request.user, records.station),
    }
    return render(request, "station_books/book.html", context)


@allow(*STAFF)
@never_cache
def write_paper(request: SignedInRequest, pk: int, book: str) -> HttpResponse:
    """Write the plan or the summary of a year."""
    records, found = _records(request, pk), _book(book)
    if found.paper is None:
        raise Http404
    require_rule(request.user, rules.keep_station, records.station)
    paper = records.papers.get(found.paper) or StationPaper(
        station=records.station, year=records.year, kind=found.paper
    )
    return answer(
        request,
        "station_books/write_paper.html",
        PaperForm(request.POST or None, instance=paper),
        partial(operations.write_paper, paper=paper, actor=request.user),
        done=lambda row: f"{row.year}{row.get_kind_display()}已保存",
        url=lambda row: _address("station_books:book", row.year, pk, book),
        context={
            "station": records.station,
            "heading": f"{records.year}{found.title}",
            "book": found,
            "back": _address("station_books:book", records.year, pk, book),
        },
    )


@allow(*rules.READERS)
@require_safe
@never_cache
def book_pdf(request: SignedInRequest, pk: int, book: str) -> HttpResponse:
    """One book as PDF."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from liaison_stations.books import printing  # noqa: PLC0415

    records, found = _records(request, pk, part=_part(request)), _book(book)
    name = printing.book_name(records, found)
    printed = partial(printing.print_book, records, found, timezone.localdate())
    return _pdf(request, records, name, lambda: printed().bytes)


@allow(*rules.READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def archive_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """All books of a year as one PDF, for the archive; a long one by a worker, once that is asked for."""
    from liaison_stations.books import printing  # noqa: PLC0415 - as above

    records = _records(request, pk)
    if request.method == "POST":
        name, params = (
            printing.archive_name(records.station, records.year),
            {"station": pk, "year": records.year},
        )
        return redirect(
            "jobs:progress", jobs.start(kind=KIND, title=name, actor=request.user, params=params).pk
        )
    if printing.length(records) > LONGEST_AT_ONCE:
        back = _address("station_books:station", records.year, pk)
        context = {"station": records.station, "year": records.year, "back": back}
        return render(request, "station_books/archive_pdf.html", context)
    printed = partial(printing.print_archive, records, timezone.localdate())
    return _pdf(
        request, records, printing.archive_name(records.station, records.year), lambda: printed().bytes
    )


def _part(request: SignedInRequest) -> str:
    """The part of the year that was asked for; the whole for what is none."""
    part = request.GET.get("part", "")
    return part if part in PARTS else ""


def _records(request: SignedInRequest, pk: int, part: str = "") -> Records:
    """The records of the station and of ``?year=``; 404 out of scope, a reason for a year before it was there."""
    rows: Any = Station.objects.visible_to(request.user).select_related("kind", "area")
    row = scoped_or_404(rows, pk=pk)
    year = years.chosen(request.GET.get("year", ""), timezone.localdate())
    if year < row.opened_on.year:
        raise Conflict(f"{row}{row.opened_on.year}年设立，{year}年没有台账")
    return Records(row, year, part)


def _book(key: str) -> Book:
    if key not in BOOKS:
        raise Http404
    return BOOKS[key]


def _address(name: str, year: int, *args: object) -> str:
    return f"{reverse(name, args=args)}?year={year}"


def _pdf(request: SignedInRequest, records: Records, name: str, printed: Callable[[], bytes]) -> HttpResponse:
    """A PDF shown in the browser; what keeps it from being printed is said on the page of the station."""
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415 - as above

    try:
        data = printed()
    except SubsetterMissing as error:
        messages.error(request, str(error))
        return redirect(_address("station_books:station", records.year, records.station.pk))
    headers = {"Content-Disposition": content_disposition_header(False, f"{name}.pdf") or "inline"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
