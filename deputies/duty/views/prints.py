"""The register of a year and the file of a deputy as PDF."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.jobs import operations as jobs
from congress.web.requests import SignedInRequest
from deputies.duty import rules
from deputies.duty.jobs import KIND
from deputies.duty.reading import years_of
from deputies.duty.views.common import file_of, file_url, on_phone

#: A file with more characters than this takes more than a second, and is printed by a worker.
LONGEST_AT_ONCE = 12_000


@allow(*rules.READERS)
@require_safe
@never_cache
def book_pdf(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """The register of a year as one book (R057)."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from deputies.duty import printing  # noqa: PLC0415

    row, today = file_of(request, pk), timezone.localdate()
    if year not in years_of(row, today):
        raise Http404
    name = printing.book_name(row, year)
    return _pdf(request, name, file_url(pk, year), lambda: printing.print_book(row, year, today).bytes)


@allow(*rules.READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def archive_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole file of a deputyship (R062); a long one by a worker, once that is asked for."""
    from deputies.duty import printing  # noqa: PLC0415 - as above

    row, today = file_of(request, pk), timezone.localdate()
    name, back = printing.archive_name(row), file_url(pk, today.year)
    if request.method == "POST":
        job = jobs.start(kind=KIND, title=name, actor=request.user, params={"deputyship": pk})
        return redirect("jobs:progress", job.pk)
    if printing.length(row) > LONGEST_AT_ONCE and not on_phone(request.user):
        context = {"deputyship": row, "person": row.person, "back": back}
        return render(request, "duty/archive_pdf.html", context)
    return _pdf(request, name, back, lambda: printing.print_archive(row, request.user, today).bytes)


def _pdf(request: SignedInRequest, name: str, back: str, printed: Callable[[], bytes]) -> HttpResponse:
    """A PDF shown in the browser; what keeps it from being printed is said on the page it came from."""
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415 - as above

    try:
        data = printed()
    except SubsetterMissing as error:
        messages.error(request, str(error))
        return redirect(back)
    headers = {"Content-Disposition": content_disposition_header(False, f"{name}.pdf") or "inline"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
