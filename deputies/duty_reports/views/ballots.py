"""The ballot on a duty report is prepared; what follows happens on the page of the poll."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.duty_reports import rules
from deputies.duty_reports.ballot_forms import ReportBallotForm
from deputies.duty_reports.enums import Audience
from deputies.duty_reports.workflow import KEEPERS
from deputies.models import DutyReport
from deputies.operations import report_ballots


@allow(*KEEPERS)
@never_cache
def prepare_ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare the ballot, by the audience the report has."""
    related = ("deputyship__person", "deputyship__term__area", "constituency", "poll")
    row = scoped_or_404(DutyReport.objects.kept_by(request.user).select_related(*related), pk=pk)
    page = reverse("duty_reports:detail", args=[row.pk])
    note = (
        "由原选区选民投纸质票，计票由两个人各录一次，结果公布以后自动登记。"
        if row.audience == Audience.VOTERS
        else "由常委会组成人员无记名投票，结果公布以后自动登记。"
    )
    with leading_to(page):
        rules.require_ballot(request.user, row)
        report_ballots.check_unrated(row)
        return answer(
            request,
            "deputies/ask.html",
            ReportBallotForm(request.POST or None, report=row, user=request.user),
            partial(report_ballots.prepare_ballot, actor=request.user),
            done=lambda _poll: "投票已准备，核对以后开始投票",
            url=lambda poll: reverse("ballots:detail", args=[poll.pk]),
            context={
                "label": "准备评议投票",
                "button": "准备投票",
                "of": row,
                "up": row.deputyship.person.name,
                "up_url": page,
                "note": note,
            },
        )
