"""Ratings of the handling of suggestions: the list, one of them, the ballot prepared."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.ballots.enums import PollState
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Section
from deputies.timeline import steps_of
from oversight.grades import grade_line
from oversight.handling_ratings import rules, showing
from oversight.handling_ratings.forms import PrepareRatingForm
from oversight.handling_ratings.tables import RATINGS
from oversight.models import HandlingRating, Meeting
from oversight.operations import handling_ratings as operations
from oversight.pages import RecordPage, ballot_page

INDEX = "handling_ratings:index"


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All ratings the user may see."""
    return respond(RATINGS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One rating: at which meeting, over what period, what was voted."""
    rows = HandlingRating.objects.visible_to(request.user).select_related("meeting", "poll")
    row = scoped_or_404(rows, pk=pk)
    at_desk = request.user.has_role(*rules.DESK)
    actions = []
    if at_desk:
        if row.poll.state == PollState.VOIDED and request.user.has_role(*rules.OFFICE):
            again = f"{reverse('handling_ratings:prepare_rating')}?meeting={row.meeting_id}"
            actions.append(Action("重新准备测评", again, "primary"))
        else:
            label, kind = ("看投票", "") if row.rated_on else ("去投票表决", "primary")
            actions.append(Action(label, reverse("ballots:detail", args=[row.poll_id]), kind))
        actions.append(Action("看会议", reverse("meetings:detail", args=[row.meeting_id])))
    return RecordPage(
        title=row.title,
        sub=row.meeting.title,
        up=RATINGS.title,
        up_url=reverse(INDEX),
        state=showing.rating_state(row),
        facts=[
            ("会议", row.meeting.title),
            ("办理期间", showing.period_of(row)),
            ("测评日期", dates.full_day(row.rated_on) if row.rated_on else ""),
        ],
        sections=[Section("测评结果", [grade_line(one) for one in row.results.all()])],
        actions=actions,
        hint="" if at_desk else "由常委会办公室准备，常委会组成人员投票",
        happenings=steps_of(row) if at_desk else [],
    ).answer(request)


@allow(*rules.OFFICE)
@never_cache
def prepare_rating(request: SignedInRequest) -> HttpResponse:
    """Prepare the ballot for a meeting, that of ``?meeting=`` where it is asked for."""
    meetings, today = Meeting.objects.visible_to(request.user), timezone.localdate()
    asked = request.GET.get("meeting", "")
    chosen = meetings.filter(pk=int(asked)).first() if asked.isdecimal() else None
    day = chosen.on if chosen else today
    back = reverse("meetings:detail", args=[chosen.pk]) if chosen else reverse(INDEX)
    initial = {"meeting": chosen, "since": day.replace(month=1, day=1), "until": day}
    with leading_to(back):
        return form_page(
            request,
            PrepareRatingForm(request.POST or None, meetings=meetings, initial=initial),
            partial(operations.prepare_rating, actor=request.user),
            heading="准备建议办理测评",
            about=chosen.title if chosen else RATINGS.title,
            lead="常委会组成人员无记名投票。保存以后列入那次会议的议程，出席人员就是投票人；结果公布以后自动记到会议和建议办理统计。",
            button="保存，去投票表决",
            back=back,
            done="测评投票已准备",
            url=lambda row: ballot_page(row.poll),
        )
