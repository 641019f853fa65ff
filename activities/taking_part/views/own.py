"""A deputy's phone: hearings to sign up for, meetings asked for, drafts to say something on."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.models import Consulted, Hearing, HearingPlace, OfficialMeeting
from activities.taking_part import rules
from activities.taking_part.enums import ConsultationState, HearingState, OfficialState, SeatState
from activities.taking_part.operations import consultations as consulting
from activities.taking_part.operations import hearings as hearing_operations
from activities.taking_part.operations import officials as official_operations
from activities.taking_part.own_forms import AskForm, OpinionForm, RateForm, RemarkForm
from activities.taking_part.showing import (
    consultation_state,
    hearing_state,
    official_state,
    place_state,
    promise_state,
    taken_up_state,
)
from activities.taking_part.views.officials import facts_of
from activities.taking_part.views.shared import form_page, page_of, roles_of
from activities.taking_part.workflow import OFFICIALS
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require, scoped_or_404
from congress.accounts.models import User
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.models import Deputyship

#: Past records that are listed.
_PAST = 15


def own_deputyship(user: User) -> Deputyship | None:
    """The deputyship the user holds today, the district's before a town's."""
    rows = Deputyship.objects.in_force(timezone.localdate()).filter(person__user=user)
    return rows.select_related("person").order_by("term__area__path", "pk").first()


def _deputy(request: SignedInRequest) -> Deputyship:
    """The own deputyship; ``Conflict`` without one."""
    mine = own_deputyship(request.user)
    if mine is None:
        raise Conflict("名册里没有您现在的代表资格，请和常委会办公室联系")
    return mine


@allow(*rules.DEPUTIES)
@require_safe
@never_cache
def mine(request: SignedInRequest) -> HttpResponse:
    """Everything one can take part in (5 queries)."""
    today = timezone.localdate()
    user = request.user
    places = {
        place.hearing_id: place_state(place)
        for place in HearingPlace.objects.live().filter(deputyship__person__user=user)
    }
    hearings = Hearing.objects.filter(Q(pk__in=places) | Q(state=HearingState.OPEN, on__gte=today))
    asked = Consulted.objects.filter(deputyship__person__user=user).select_related("consultation__organ")
    asked = asked.exclude(consultation__state=ConsultationState.CANCELLED)
    meetings = OfficialMeeting.objects.of(user).select_related("organ")
    context = {
        "hearings": [
            (row, places.get(row.pk)) for row in hearings.with_seats().order_by("-on", "-pk")[:_PAST]
        ],
        "consultations": [
            (one.consultation, consultation_state(one.consultation), one.consultation.takes_opinions(today))
            for one in asked.order_by("-consultation__opened_on", "-pk")[:_PAST]
        ],
        "officials": [(row, official_state(row)) for row in meetings[:_PAST]],
    }
    return render(request, "taking_part/phone/mine.html", context)


# --- hearings -----------------------------------------------------------------------------------------------
_hearing_page = page_of("my_hearing")


def _hearing(request: SignedInRequest, pk: int) -> tuple[Hearing, HearingPlace | None]:
    """A hearing and the own place at it."""
    row = scoped_or_404(Hearing.objects.with_seats().select_related("organ"), pk=pk)
    mine = HearingPlace.objects.filter(hearing=row, deputyship__person__user=request.user)
    return row, mine.live().select_related("hearing", "deputyship__person").first()


@allow(*rules.DEPUTIES)
@require_safe
@never_cache
def my_hearing(request: SignedInRequest, pk: int) -> HttpResponse:
    """One hearing, and the own place."""
    row, place = _hearing(request, pk)
    today = timezone.localdate()
    turn = 0
    if place is not None and place.state == SeatState.WAITING:
        waiting = row.places.filter(state=SeatState.WAITING)
        turn = (
            1
            + waiting.filter(
                Q(asked_at__lt=place.asked_at) | Q(asked_at=place.asked_at, pk__lt=place.pk)
            ).count()
        )
    context = {
        "hearing": row,
        "state": hearing_state(row),
        "place": place,
        "place_state": place_state(place) if place else None,
        "turn": turn,
        "free": max(row.seats - getattr(row, "seated", 0), 0),
        "can_sign_up": place is None and row.takes_names(today),
        "can_leave": place is not None and row.state == HearingState.OPEN and row.starts > timezone.now(),
        "can_remark": place is not None and bool(place.came),
    }
    return render(request, "taking_part/phone/hearing.html", context)


@allow(*rules.DEPUTIES)
@require_POST
def sign_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a seat, or wait for one."""
    row, _ = _hearing(request, pk)
    with leading_to(_hearing_page(pk)):
        place = hearing_operations.sign_up(hearing=row, actor=request.user, deputyship=_deputy(request))
    seated = place.state == SeatState.SEATED
    messages.success(request, "已报名，有席位" if seated else "席位已满，已排候补，有人退出会通知您")
    return redirect(_hearing_page(pk))


@allow(*rules.DEPUTIES)
@require_POST
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign off."""
    _row, place = _hearing(request, pk)
    if place is not None:
        with leading_to(_hearing_page(pk)):
            hearing_operations.leave(place=place, actor=request.user)
        messages.success(request, "已退出，席位让给候补的代表")
    return redirect(_hearing_page(pk))


@allow(*rules.DEPUTIES)
@never_cache
def remark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what one thought of it."""
    row = scoped_or_404(
        HearingPlace.objects.live().select_related("hearing"),
        hearing=pk,
        deputyship__person__user=request.user,
    )
    return form_page(
        request,
        RemarkForm(request.POST or None, initial={"remarks": row.remarks}),
        partial(hearing_operations.remark, place=row, actor=request.user),
        heading="旁听意见",
        about=row.hearing,
        button="交给办公室",
        back=_hearing_page(pk),
        done="旁听意见已交",
        phone=True,
    )


# --- officials ----------------------------------------------------------------------------------------------
_official_page = page_of("my_official")


@allow(*rules.DEPUTIES)
@never_cache
def ask_official(request: SignedInRequest) -> HttpResponse:
    """Ask to meet an official."""
    own = _deputy(request)
    return form_page(
        request,
        AskForm(request.POST or None, own=own),
        partial(official_operations.ask_official, actor=request.user, asked_by=own),
        heading="申请约见",
        about="约见国家机关负责人",
        back=reverse("taking_part:mine"),
        done="已提出，办公室安排好会通知您",
        url=_official_page,
        phone=True,
    )


@allow(*rules.DEPUTIES)
@require_safe
@never_cache
def my_official(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request of one's own, or to which one goes along."""
    rows = OfficialMeeting.objects.of(request.user).select_related("organ", "asked_by__person")
    row = scoped_or_404(rows, pk=pk)
    asked = row.asked_by.person.user_id == request.user.pk
    context = {
        "meeting": row,
        "state": official_state(row),
        "facts": [(label, value) for label, value in facts_of(row) if value],
        "promises": [(one, promise_state(one)) for one in row.promises.all()],
        "can_rate": asked and row.state == OfficialState.REPLIED,
    }
    return render(request, "taking_part/phone/official.html", context)


@allow(*roles_of(OFFICIALS["rate"]))
@never_cache
def rate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rate the reply."""
    rows = OfficialMeeting.objects.filter(asked_by__person__user=request.user)
    row = scoped_or_404(rows, pk=pk)
    with leading_to(_official_page(pk)):
        require(request.user, OFFICIALS["rate"], row.state)
        return form_page(
            request,
            RateForm(request.POST or None),
            partial(official_operations.rate, meeting=row, actor=request.user),
            heading="评价答复",
            about=row,
            button="提交评价",
            back=_official_page(pk),
            done="评价已提交",
            phone=True,
        )


# --- consultations ------------------------------------------------------------------------------------------
_consultation_page = page_of("my_consultation")


def _asked(request: SignedInRequest, pk: int) -> Consulted:
    rows = Consulted.objects.filter(deputyship__person__user=request.user)
    rows = rows.exclude(consultation__state=ConsultationState.CANCELLED)
    return scoped_or_404(rows.select_related("consultation__organ", "deputyship__person"), consultation=pk)


@allow(*rules.DEPUTIES)
@require_safe
@never_cache
def my_consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft on which one is asked, what one said, and what was taken up; opening it is noted."""
    asked = _asked(request, pk)
    consulting.open_copy(asked=asked)
    row = asked.consultation
    told = row.state == ConsultationState.RELEASED
    context = {
        "consultation": row,
        "state": consultation_state(row),
        "open": row.takes_opinions(timezone.localdate()),
        "told": told,
        "opinions": [(one, taken_up_state(one.taken_up)) for one in asked.opinions.all()],
        "files": row.files.shown(),
    }
    return render(request, "taking_part/phone/consultation.html", context)


@allow(*rules.DEPUTIES)
@never_cache
def opine(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put one opinion."""
    asked = _asked(request, pk)

    def save(**facts: Any) -> object:
        with leading_to(_consultation_page(pk)):
            return consulting.opine(asked=asked, actor=request.user, **facts)

    return form_page(
        request,
        OpinionForm(request.POST or None),
        save,
        heading="提意见",
        about=asked.consultation,
        button="提交意见",
        back=_consultation_page(pk),
        done="意见已提交，截止以前还可以再提",
        phone=True,
    )
