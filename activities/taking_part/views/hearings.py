"""Hearings at the desk."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.models import Hearing, HearingPlace
from activities.taking_part import rules
from activities.taking_part.enums import SeatState
from activities.taking_part.forms import CameForm, ChangeHearingForm, HearingForm, SeatForm
from activities.taking_part.operations import hearings as operations
from activities.taking_part.showing import happenings, hearing_state, place_state
from activities.taking_part.tables import HEARINGS
from activities.taking_part.views.shared import form_page, found, page_of
from activities.taking_part.workflow import HEARINGS as WORKFLOW
from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.models import Deputyship

_page = page_of("hearing")


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def hearings(request: SignedInRequest) -> HttpResponse:
    """The hearings that were announced."""
    return respond(HEARINGS, request)


@allow(*rules.READERS)
@require_safe
def hearing(request: SignedInRequest, pk: int) -> HttpResponse:
    """One hearing: who has a seat, who waits, what they thought of it."""
    row = found(Hearing, request.user, rules.see, pk, "organ", "activity")
    places = list(row.places.live().in_turn().select_related("deputyship__person"))
    seated = [place for place in places if place.state == SeatState.SEATED]
    context = {
        "hearing": row,
        "state": hearing_state(row),
        "facts": [
            ("类别", str(row.get_kind_display())),
            ("组织单位", str(row.organ)),
            ("时间", f"{dates.full_day(row.on)}（{dates.weekday(row.on)}）{row.begins_at:%H:%M}"),
            ("地点", row.place),
            ("席位", f"{row.seats} 个"),
            ("报名截止", dates.full_day(row.sign_up_by)),
            ("说明", row.note),
            ("取消原因", row.cancelled_reason),
        ],
        "places": [(place, place_state(place)) for place in places],
        "seated": len(seated),
        "waiting": len(places) - len(seated),
        "steps": [step.step for step in available(request.user, WORKFLOW, row.state)],
        "begun": row.on <= timezone.localdate(),
        "happenings": happenings(row),
    }
    return render(request, "taking_part/hearing.html", context)


@allow(*rules.WRITERS)
@never_cache
def publish_hearing(request: SignedInRequest) -> HttpResponse:
    """Announce a hearing."""
    return form_page(
        request,
        HearingForm(request.POST or None),
        partial(operations.publish_hearing, actor=request.user),
        heading="发布旁听",
        about="旁听、听证",
        back=reverse("taking_part:hearings"),
        done="已发布，代表可以报名",
        url=_page,
    )


@allow(*rules.WRITERS)
@never_cache
def change_hearing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an announcement."""
    row = found(Hearing, request.user, rules.keep, pk, "organ")
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["cancel_hearing"], row.state)
        return form_page(
            request,
            ChangeHearingForm(request.POST or None, instance=row),
            partial(operations.change_hearing, hearing=row, actor=request.user),
            heading="修改旁听",
            about=row,
            button="保存",
            back=_page(pk),
            done="旁听已更新，时间、地点改了的已告诉报名的代表",
        )


@allow(*rules.WRITERS)
@never_cache
def cancel_hearing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call it off."""
    row = found(Hearing, request.user, rules.keep, pk, "organ")
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["cancel_hearing"], row.state)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.cancel_hearing, hearing=row, actor=request.user),
            heading="取消旁听",
            about=row,
            back=_page(pk),
            done="旁听已取消，报名的代表已收到通知",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def hold_hearing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down who came."""
    row = found(Hearing, request.user, rules.keep, pk, "organ")
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["hold_hearing"], row.state)
        return form_page(
            request,
            CameForm(request.POST or None, hearing=row),
            partial(operations.hold_hearing, hearing=row, actor=request.user),
            heading="登记到场",
            about=row,
            back=_page(pk),
            done="到场已登记，活动登记里有这一次",
        )


@allow(*rules.WRITERS)
@never_cache
def seat_deputies(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign up deputies who called."""
    row: Hearing = found(Hearing, request.user, rules.keep, pk, "organ")

    def save(deputies: list[Deputyship]) -> Hearing:
        for deputyship in deputies:
            operations.sign_up(hearing=row, actor=request.user, deputyship=deputyship)
        return row

    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["cancel_hearing"], row.state)
        return form_page(
            request,
            SeatForm(request.POST or None, user=request.user),
            save,
            heading="代记报名",
            about=row,
            back=_page(pk),
            done="报名已记下，席位满了的排候补",
        )


@allow(*rules.WRITERS)
@require_POST
def release_seat(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    """Sign a deputy off."""
    row = found(Hearing, request.user, rules.keep, pk, "organ")
    mine = scoped_or_404(
        HearingPlace.objects.live().select_related("deputyship__person"), hearing=row, pk=place
    )
    with leading_to(_page(pk)):
        operations.leave(place=mine, actor=request.user)
    messages.success(request, f"{mine.deputyship.person}已退出，有候补的依次补上")
    return redirect(_page(pk))
