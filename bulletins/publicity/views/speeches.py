"""Experience told at meetings of a higher level."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from bulletins.models import Speech
from bulletins.operations.publicity import merits as operations
from bulletins.publicity import rules
from bulletins.publicity.forms import ChangeSpeechForm, SpeechForm
from bulletins.publicity.tables import SPEECHES
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.timeline import steps_of


def _page(row: Speech) -> str:
    return reverse("publicity:speech", args=[row.pk])


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def speeches(request: SignedInRequest) -> HttpResponse:
    """The speeches in scope."""
    return respond(SPEECHES, request)


@allow(*rules.READERS)
@require_safe
def speech(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them."""
    rows = Speech.objects.filter(rules.see_piece.as_q(request.user)).select_related("area")
    row = scoped_or_404(rows, pk=pk)
    keeps = request.user.has_role(*rules.WRITERS) and rules.keep_piece.allows(request.user, row)
    context = {
        "speech": row,
        "facts": [
            ("会议", row.meeting),
            ("级别", str(row.get_level_display())),
            ("方式", str(row.get_kind_display())),
            ("日期", dates.full_day(row.held_on)),
            ("交流区域", row.area.name),
            ("发言人", row.speaker),
        ],
        "keeps": keeps and not row.withdrawn_reason,
        "happenings": steps_of(row),
    }
    return render(request, "publicity/speech.html", context)


@allow(*rules.WRITERS)
@never_cache
def record_speech(request: SignedInRequest) -> HttpResponse:
    """Register one."""
    return form_page(
        request,
        SpeechForm(request.POST or None, user=request.user),
        partial(operations.record_speech, actor=request.user),
        heading="登记经验交流",
        about=SPEECHES.title,
        button="登记",
        back=reverse("publicity:speeches"),
        done="经验交流已登记",
        url=_page,
    )


def _kept(request: SignedInRequest, pk: int) -> Speech:
    row = scoped_or_404(Speech.objects.filter(rules.keep_piece.as_q(request.user)), pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这次交流已撤回，不能再改")
    return row


@allow(*rules.WRITERS)
@never_cache
def change_speech(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct one."""
    with leading_to(reverse("publicity:speech", args=[pk])):
        row = _kept(request, pk)

        return form_page(
            request,
            ChangeSpeechForm(request.POST or None, instance=row, user=request.user),
            partial(operations.change_speech, speech=row, actor=request.user),
            heading="修改经验交流",
            about=row.topic,
            button="保存",
            back=_page(row),
            done="经验交流已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_speech(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    with leading_to(reverse("publicity:speech", args=[pk])):
        row = _kept(request, pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_speech, speech=row, actor=request.user),
            heading="撤回经验交流",
            about=row.topic,
            back=_page(row),
            done="已撤回，不再计入统计",
            undo=True,
        )
