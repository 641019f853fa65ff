"""The ballot on what a meeting of the committee has to decide of people and posts."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from oversight.appointments import forms, rules
from oversight.models import Meeting
from oversight.operations import appointment_ballots as operations
from oversight.pages import ballot_page


@allow(*rules.WRITERS)
@never_cache
def prepare_ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare it, with an item for each person and post that waits."""
    meeting = scoped_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    back = reverse("meetings:detail", args=[meeting.pk])
    proposed = "、".join(str(one) for one in meeting.appointments.pending().order_by("pk"))
    with leading_to(back):
        return form_page(
            request,
            forms.BallotForm(request.POST or None),
            partial(operations.prepare_ballot, meeting=meeting, actor=request.user),
            heading="准备任免表决",
            about=meeting.title,
            lead=f"逐项表决：{proposed}。会议的出席人员无记名投票，公布以后结果和票数自动登记。",
            button="保存，去投票表决",
            back=back,
            done="任免表决已准备",
            url=ballot_page,
        )
