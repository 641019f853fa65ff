"""Meetings on the phone of somebody who was asked: what is ahead, the materials, signing in, leave; and settings."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from oversight.meetings import rules, subjects
from oversight.meetings.enums import MeetingState, Presence
from oversight.meetings.forms import LeaveForm
from oversight.meetings.queries import asked_as, own_seats
from oversight.meetings.settings import LISTS
from oversight.meetings.showing import facts_of, files_of, meeting_state, presence
from oversight.meetings.tables import MEETINGS
from oversight.models import Attendee, Meeting
from oversight.operations import meeting_people as operations

#: Meetings shown on the phone.
_SHOWN = 20


@allow(*rules.INVITABLE)
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Meetings the user was asked to, the newest first (1 query)."""
    rows = [(seat, presence(seat)) for seat in own_seats(request.user)[:_SHOWN]]
    return render(request, "oversight/mine.html", {"rows": rows})


@allow(*rules.INVITABLE)
@never_cache
@require_safe
def invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting as somebody who was asked needs it; the desk without an own seat is led to its own page."""
    rows = Meeting.objects.visible_to(request.user).select_related("kind", "chair")
    row = scoped_or_404(rows, pk=pk)
    seat = row.attendees.filter(asked_as(request.user)).first()
    if seat is None:
        return redirect("meetings:detail", row.pk)
    open_ = row.state == MeetingState.CALLED
    items = [
        (item, subjects.named(request.user, item.subject) if item.subject else None)
        for item in row.items.all()
    ]
    context = {
        "meeting": row,
        "seat": seat,
        "presence": presence(seat),
        "state": meeting_state(row),
        "facts": [(label, value) for label, value in facts_of(row) if value],
        "items": items,
        "files": files_of(row),
        "can_sign": open_ and row.lasts_on(timezone.localdate()) and seat.presence != Presence.SIGNED,
        "can_leave": open_ and seat.presence not in {Presence.SIGNED, Presence.LEAVE},
    }
    return render(request, "oversight/invitation.html", context)


def _seat(request: SignedInRequest, pk: int) -> Attendee:
    meeting = scoped_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    seat = meeting.attendees.filter(asked_as(request.user)).select_related("meeting").first()
    if seat is None:
        raise Http404
    return seat


@allow(*rules.INVITABLE)
@require_POST
def sign_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Be there."""
    seat = _seat(request, pk)
    page = reverse("meetings:invitation", args=[pk])
    with leading_to(page):
        operations.sign_in(attendee=seat, actor=request.user)
    messages.success(request, "您已报到")
    return redirect(page)


@allow(*rules.INVITABLE)
@never_cache
def ask_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Be excused."""
    seat = _seat(request, pk)
    page = reverse("meetings:invitation", args=[pk])
    with leading_to(page):
        return form_page(
            request,
            LeaveForm(request.POST or None),
            partial(operations.ask_leave, attendee=seat, actor=request.user),
            heading="请假",
            about=seat.meeting.title,
            back=page,
            done="已请假，办公室会看到",
            phone=True,
        )


@allow(*rules.WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """The kinds of meetings."""
    context = {
        "lists": LISTS.shown(),
        "heading": LISTS.title,
        "up": MEETINGS.title,
        "up_url": reverse("meetings:index"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*rules.WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a kind."""
    return LISTS.answer_add(request, listed)


@allow(*rules.WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a kind, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
