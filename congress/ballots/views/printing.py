"""The sheets of a vote."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.ballots import rules, sheets
from congress.ballots.enums import PollState
from congress.ballots.models import Poll
from congress.ballots.queries import Counting, is_counted
from congress.ballots.views.keeping import page_of, poll_for
from congress.ballots.workflow import KEEPERS
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to

if TYPE_CHECKING:
    from congress.documents.pdf.renderer import PdfResult


def _sheet(request: SignedInRequest, row: Poll, kind: str, make: Callable[[Poll], PdfResult]) -> HttpResponse:
    """The sheet to be shown; where it cannot be printed, back to the poll with the reason."""
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415  # 60 MB most processes never need

    try:
        data = make(row).bytes
    except SubsetterMissing as error:
        messages.error(request, str(error))
        return redirect(page_of(row))
    name = content_disposition_header(False, f"{row.title}{kind}.pdf") or "inline"
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": name})


@allow(*KEEPERS)
@require_safe
def print_ballots(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper ballot."""
    row = poll_for(request, pk)
    require_rule(request.user, row.plug.keep, row)
    return _sheet(request, row, "表决票", sheets.print_ballots)


@allow(*KEEPERS)
@require_safe
def print_tally(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet on which paper ballots are tallied."""
    row = poll_for(request, pk)
    require_rule(request.user, row.plug.keep, row)
    return _sheet(request, row, "计票表", sheets.print_tally)


@allow(*rules.READERS)
@require_safe
def print_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """The result; before it is published only for those who count. 409 while there is none."""
    row = poll_for(request, pk)
    if row.state != PollState.PUBLISHED:
        require_rule(request.user, row.plug.keep, row)
    with leading_to(page_of(row)):
        if not is_counted(row):
            raise Conflict("开箱计票以后才有结果报告单")
        if Counting(row).waits_for_paper:
            raise Conflict("纸质票两个人录入一致以后才有结果报告单")
    return _sheet(request, row, "结果报告单", sheets.print_result)
