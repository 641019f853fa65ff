"""The library of good practices (R307)."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from bulletins.models import Practice
from bulletins.operations.publicity import merits as operations
from bulletins.publicity import rules
from bulletins.publicity.forms import ChangePracticeForm, PracticeForm
from bulletins.publicity.tables import PRACTICES
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.timeline import steps_of


def _page(row: Practice) -> str:
    return reverse("publicity:practice", args=[row.pk])


@allow(*rules.ALL_READERS)
@require_http_methods(["GET", "POST"])
def practices(request: SignedInRequest) -> HttpResponse:
    """Every practice, whichever town it is of: that is what the library is for."""
    return respond(PRACTICES, request)


@allow(*rules.ALL_READERS)
@require_safe
def practice(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them; a withdrawn one is for those who keep it."""
    row = scoped_or_404(Practice.objects.select_related("area", "station"), pk=pk)
    keeps = request.user.has_role(*rules.WRITERS) and rules.keep_practice.allows(request.user, row)
    if row.withdrawn_reason and not keeps:
        row = scoped_or_404(Practice.objects.standing(), pk=pk)
    context = {
        "practice": row,
        "facts": [
            ("乡镇街道", row.area.name),
            ("联络站", str(row.station or "")),
            ("方面", row.topic),
            ("总结", dates.full_day(row.noted_on)),
            ("推广情况", row.spread),
        ],
        "keeps": keeps and not row.withdrawn_reason,
        "happenings": steps_of(row) if keeps else [],
    }
    return render(request, "publicity/practice.html", context)


@allow(*rules.WRITERS)
@never_cache
def record_practice(request: SignedInRequest) -> HttpResponse:
    """Take one into the library."""
    return form_page(
        request,
        PracticeForm(request.POST or None, user=request.user),
        partial(operations.record_practice, actor=request.user),
        heading="收入好做法",
        about=PRACTICES.title,
        button="收入",
        back=reverse("publicity:practices"),
        done="好做法已收入",
        url=_page,
    )


def _kept(request: SignedInRequest, pk: int) -> Practice:
    row = scoped_or_404(Practice.objects.filter(rules.keep_practice.as_q(request.user)), pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这项好做法已撤回，不能再改")
    return row


@allow(*rules.WRITERS)
@never_cache
def change_practice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct one."""
    with leading_to(reverse("publicity:practice", args=[pk])):
        row = _kept(request, pk)

        return form_page(
            request,
            ChangePracticeForm(request.POST or None, instance=row, user=request.user),
            partial(operations.change_practice, practice=row, actor=request.user),
            heading="修改好做法",
            about=row.title,
            button="保存",
            back=_page(row),
            done="好做法已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_practice(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is no longer recommended."""
    with leading_to(reverse("publicity:practice", args=[pk])):
        row = _kept(request, pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_practice, practice=row, actor=request.user),
            heading="撤回好做法",
            about=row.title,
            back=_page(row),
            done="已撤回，库里不再列出",
            undo=True,
        )
