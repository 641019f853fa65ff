"""Consultations at the desk of the office and of the unit that drafts."""

from __future__ import annotations

from collections import Counter
from functools import partial

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.models import Consultation, ConsultationFile, Opinion
from activities.taking_part import rules
from activities.taking_part.enums import TakenUp
from activities.taking_part.forms import ChangeConsultationForm, ConsultationForm, SummaryForm, TakeUpForm
from activities.taking_part.operations import consultations as operations
from activities.taking_part.showing import consultation_state, happenings, taken_up_state
from activities.taking_part.tables import CONSULTATIONS
from activities.taking_part.views.shared import form_page, found, page_of, roles_of
from activities.taking_part.workflow import CONSULTATIONS as WORKFLOW
from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.files import kept_file
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to

_READERS = rules.READERS | rules.UNITS
_DECIDERS = rules.WRITERS | rules.UNITS
_page = page_of("consultation")


@allow(*_READERS)
@require_http_methods(["GET", "POST"])
def consultations(request: SignedInRequest) -> HttpResponse:
    """The consultations this user may see."""
    return respond(CONSULTATIONS, request)


@allow(*_READERS)
@require_safe
def consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One consultation: who said what, and what was taken up."""
    row = found(Consultation, request.user, rules.see_consultation, pk, "organ")
    opinions = list(
        Opinion.objects.filter(consulted__consultation=row).select_related("consulted__deputyship__person")
    )
    asked = list(row.asked.select_related("deputyship__person"))
    spoke = {one.consulted_id for one in opinions}
    counted = Counter(one.taken_up for one in opinions)
    context = {
        "consultation": row,
        "state": consultation_state(row),
        "facts": [
            ("起草单位", str(row.organ)),
            ("发出", dates.full_day(row.opened_on)),
            ("截止", dates.full_day(row.due_on)),
            ("征求代表", f"{len(asked)} 人，{len(spoke)} 人提了意见"),
            ("反馈", dates.full_day(row.released_on) if row.released_on else ""),
            ("撤回原因", row.cancelled_reason),
        ],
        "opinions": [(one, taken_up_state(one.taken_up)) for one in opinions],
        "counts": [(choice.label, counted[choice]) for choice in TakenUp] + [("待研究", counted[""])],
        "silent": [one for one in asked if one.pk not in spoke],
        "files": row.files.shown(),
        "steps": [step.step for step in available(request.user, WORKFLOW, row.state)],
        "closed": not row.takes_opinions(timezone.localdate()),
        "keeps": request.user.has_role(*rules.WRITERS),
        "happenings": happenings(row),
    }
    return render(request, "taking_part/consultation.html", context)


@allow(*rules.WRITERS)
@never_cache
def open_consultation(request: SignedInRequest) -> HttpResponse:
    """Send a draft to deputies."""
    return form_page(
        request,
        ConsultationForm(request.POST or None, request.FILES or None, user=request.user),
        partial(operations.open_consultation, actor=request.user),
        heading="征求意见",
        about="征求意见",
        button="发给代表",
        back=reverse("taking_part:consultations"),
        done="已发给代表，过了截止日期写采纳情况",
        url=_page,
    )


@allow(*rules.WRITERS)
@never_cache
def change_consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it, or give more time."""
    row = found(Consultation, request.user, rules.keep, pk, "organ")
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["cancel_consultation"], row.state)
        return form_page(
            request,
            ChangeConsultationForm(request.POST or None, request.FILES or None, instance=row),
            partial(operations.change_consultation, consultation=row, actor=request.user),
            heading="修改征求意见",
            about=row,
            button="保存",
            back=_page(pk),
            done="征求意见已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def cancel_consultation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it back."""
    row = found(Consultation, request.user, rules.keep, pk, "organ")
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["cancel_consultation"], row.state)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.cancel_consultation, consultation=row, actor=request.user),
            heading="撤回征求意见",
            about=row,
            back=_page(pk),
            done="征求意见已撤回，代表已收到通知",
            undo=True,
        )


@allow(*roles_of(WORKFLOW["release_result"]))
@never_cache
def release_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell the deputies what was taken up."""
    row = found(Consultation, request.user, rules.decide_opinions, pk, "organ")
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["release_result"], row.state)
        return form_page(
            request,
            SummaryForm(request.POST or None),
            partial(operations.release_result, consultation=row, actor=request.user),
            heading="反馈采纳情况",
            about=row,
            back=_page(pk),
            done="采纳情况已反馈给代表",
        )


@allow(*_DECIDERS)
@never_cache
def take_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether an opinion is taken up."""
    seen = Consultation.objects.filter(rules.decide_opinions.as_q(request.user))
    rows = Opinion.objects.filter(consulted__consultation__in=seen)
    row = scoped_or_404(
        rows.select_related("consulted__consultation", "consulted__deputyship__person"), pk=pk
    )
    back = _page(row.consulted.consultation_id)
    with leading_to(back):
        require(request.user, WORKFLOW["release_result"], row.consulted.consultation.state)
        return form_page(
            request,
            TakeUpForm(request.POST or None, initial={"taken_up": row.taken_up, "note": row.taken_up_note}),
            partial(operations.take_up, opinion=row, actor=request.user),
            heading="写采纳情况",
            about=f"{row.consulted.deputyship.person}：{row.text}",
            button="保存",
            back=back,
            done="采纳情况已写",
        )


@allow(*(rules.READERS | rules.UNITS | rules.DEPUTIES))
@require_safe
def consultation_file(request: SignedInRequest, pk: int) -> FileResponse:
    """A draft, for whoever sees the consultation or is asked in it."""
    seen = Consultation.objects.visible_to(request.user) | Consultation.objects.of(request.user)
    rows = ConsultationFile.objects.shown().filter(consultation__in=seen.order_by().values("pk"))
    row = scoped_or_404(rows, pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)
