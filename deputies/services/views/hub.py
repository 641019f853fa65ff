"""The first page of services, their settings, and lists as PDF."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.web.requests import SignedInRequest
from deputies.rules import WRITERS
from deputies.services import rules
from deputies.services.queries import overview
from deputies.services.settings import LISTS
from deputies.services.showing import yuan


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """What the office does for deputies, in numbers that lead to the lists."""
    found = overview(request.user)
    context = {
        "found": found,
        "year": timezone.localdate().year,
        "granted": yuan(found.granted),
        "spent": yuan(found.spent),
        "keeps": request.user.has_role(*WRITERS),
    }
    return render(request, "deputy_services/index.html", context)


@allow(*WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """The stipend of a quarter, and the periodicals."""
    context = {
        "lists": LISTS.shown(),
        "heading": "补贴标准和刊物目录",
        "up": "代表服务",
        "up_url": reverse("deputy_services:index"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a rule or a publication."""
    return LISTS.answer_add(request, listed)


@allow(*WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change one."""
    return LISTS.answer_change(request, listed, pk)


def pdf_answer(
    request: SignedInRequest,
    title: str,
    sub: str,
    heads: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[str]],
    back: str,
) -> HttpResponse:
    """A list as PDF shown in the browser; what keeps it from being printed is said on the page it came from."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from deputies.services.printing import print_table  # noqa: PLC0415

    try:
        result = print_table(title, sub, heads, rows)
    except SubsetterMissing as error:  # its message says what to do
        messages.error(request, str(error))
        return redirect(back)
    headers = {"Content-Disposition": content_disposition_header(False, f"{title}.pdf") or "inline"}
    return HttpResponse(result.bytes, content_type="application/pdf", headers=headers)
