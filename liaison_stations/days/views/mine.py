"""What a deputy sees on the phone: the own turns, who wants to swap, and the answer."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.models import Deputyship
from liaison_stations.days.forms import LeaveForm, SwapForm
from liaison_stations.days.queries import asked_of, own_turns
from liaison_stations.days.showing import DUTY_STATES
from liaison_stations.enums import DayState
from liaison_stations.models import Duty, DutySwap
from liaison_stations.operations import duties as operations
from liaison_stations.workflow import DEPUTIES

#: Past turns that are listed; older ones stand in the deputy's record.
PAST_SHOWN = 12


@allow(*DEPUTIES)
@require_safe
@never_cache
def mine(request: SignedInRequest) -> HttpResponse:
    """My turns: ahead first, then what is over; and what others ask of me (6 queries)."""
    today = timezone.localdate()
    rows = own_turns(request.user)
    ahead = rows.filter(day__day__gte=today, day__state__in=[DayState.PLANNED, DayState.OPEN])
    past = rows.filter(day__day__lte=today).exclude(pk__in=ahead.values("pk")).order_by("-day__day", "-pk")
    context = {
        "asked": asked_of(request.user),
        "ahead": [_shown(duty) for duty in ahead.order_by("day__day", "day__begins_at", "pk")],
        "past": [(duty, DUTY_STATES[duty.state]) for duty in past[:PAST_SHOWN]],
        "count": rows.filter(day__day__year=today.year).count(),
        "today": today,
    }
    return render(request, "reception_days/mine.html", context)


@allow(*DEPUTIES)
@never_cache
def ask_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that I cannot come."""
    duty = _own(request, pk)

    def save(note: str) -> Duty:
        with _leading_back():
            return operations.ask_leave(duty=duty, actor=request.user, note=note)

    return answer(
        request,
        "reception_days/ask_leave.html",
        LeaveForm(request.POST or None),
        save,
        done=lambda _duty: "已请假，站里会看到",
        url=lambda _duty: reverse("reception_days:mine"),
        context={"duty": duty},
    )


@allow(*DEPUTIES)
@never_cache
def ask_swap(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask a colleague to take my turn."""
    duty = _own(request, pk)

    def save(asked_of: Deputyship, other: Duty | None, note: str) -> DutySwap:
        with _leading_back():
            return operations.ask_swap(
                duty=duty, actor=request.user, asked_of=asked_of, other=other, note=note
            )

    return answer(
        request,
        "reception_days/ask_swap.html",
        SwapForm(request.POST or None, duty=duty),
        save,
        done=lambda swap: f"已请{swap.asked_of.person.name}替换，等对方答复",
        url=lambda _swap: reverse("reception_days:mine"),
        context={"duty": duty},
    )


@allow(*DEPUTIES)
@require_POST
def answer_swap(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree to a swap, or not."""
    swap = scoped_or_404(DutySwap.objects.filter(asked_of__person__user=request.user), pk=pk)
    agree = "agree" in request.POST
    try:
        with _leading_back():
            operations.answer_swap(swap=swap, actor=request.user, agree=agree)
    except ValidationError as error:
        messages.warning(request, f"没有换成：{'；'.join(error.messages)}")
    else:
        messages.success(request, "已换班，这一天由您接待" if agree else "已答复不换")
    return redirect("reception_days:mine")


@allow(*DEPUTIES)
@require_POST
def withdraw_swap(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take my question back."""
    swap = scoped_or_404(DutySwap.objects.filter(duty__deputyship__person__user=request.user), pk=pk)
    with _leading_back():
        operations.withdraw_swap(swap=swap, actor=request.user)
    messages.success(request, "已收回，这个班仍由您接待")
    return redirect("reception_days:mine")


def _leading_back() -> AbstractContextManager[None]:
    """A conflict inside leads to the list of turns."""
    return leading_to(reverse("reception_days:mine"))


def _own(request: SignedInRequest, pk: int) -> Duty:
    return scoped_or_404(own_turns(request.user), pk=pk)


def _shown(duty: Duty) -> tuple[Duty, tuple[str, str], DutySwap | None]:
    """A turn with its state and the colleague who has not answered yet."""
    waiting = next((swap for swap in duty.swaps.all() if swap.answered_at is None), None)
    return duty, DUTY_STATES[duty.state], waiting
