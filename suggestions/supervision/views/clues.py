"""Suggestions and the procuratorate, both ways."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, require_rule, scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from suggestions.models import Advice, Clue, Suggestion
from suggestions.supervision import operations, rules
from suggestions.supervision.enums import AdviceState, ClueState
from suggestions.supervision.forms.keys import ReasonForm
from suggestions.supervision.forms.records import (
    AdviseForm,
    ClueResultForm,
    ConvertForm,
    OfferAdviceForm,
    SendClueForm,
)
from suggestions.supervision.tables import ADVICE_SHAPES, CLUE_SHAPES
from suggestions.supervision.workflow import ADVICE_WORKFLOW, CLUE_WORKFLOW
from suggestions.workflow import KEEPERS, OFFICE, UNITS


def _clue(request: SignedInRequest, pk: int, step: str = "") -> Clue:
    """A clue in scope; with a step, one with which the procuratorate can do this now."""
    rows = Clue.objects.visible_to(request.user).select_related("suggestion__lead__person", "organ")
    row = scoped_or_404(rows, pk=pk)
    if step:
        require_rule(request.user, rules.act_on_clue, row)
        require(request.user, CLUE_WORKFLOW[step], row.state)
    return row


def _url(row: Any) -> str:
    return reverse("supervision:clue", args=[row.pk])


@allow(*KEEPERS)
@never_cache
def send_clue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pass a suggestion to the procuratorate."""
    suggestion = scoped_or_404(Suggestion.objects.kept_by(request.user), pk=pk)
    return answer(
        request,
        "supervision/send_clue.html",
        SendClueForm(request.POST or None),
        partial(operations.send_clue, suggestion=suggestion, actor=request.user),
        done=lambda row: f"已移送{row.organ}，等受理",
        url=lambda row: reverse("suggestions:detail", args=[row.suggestion_id]),
        context={"suggestion": suggestion},
    )


@allow(*rules.CLUE_READERS)
@require_safe
def clue(request: SignedInRequest, pk: int) -> HttpResponse:
    """One clue: the suggestion, why it was passed on, what the procuratorate did."""
    row = _clue(request, pk)
    acts = rules.act_on_clue.allows(request.user, row)
    context = {
        "clue": row,
        "suggestion": row.suggestion,
        "shape": CLUE_SHAPES[ClueState(row.state)],
        "can": {t.step for t in available(request.user, CLUE_WORKFLOW, row.state)} if acts else set(),
        "lists": request.user.has_role(*rules.CLUE_LISTERS),
        "can_open": Suggestion.objects.visible_to(request.user).filter(pk=row.suggestion_id).exists(),
    }
    return render(request, "supervision/clue.html", context)


@allow(*UNITS)
@require_POST
def accept_clue(request: SignedInRequest, pk: int) -> HttpResponse:
    """The procuratorate takes it up."""
    row = _clue(request, pk, "accept_clue")
    operations.accept_clue(clue=row, actor=request.user)
    messages.success(request, "已受理，人大和代表都会看到")
    return redirect(_url(row))


@allow(*UNITS)
@never_cache
def refuse_clue(request: SignedInRequest, pk: int) -> HttpResponse:
    """The procuratorate gives it back with the reason."""
    row = _clue(request, pk, "refuse_clue")
    return answer(
        request,
        "supervision/refuse_clue.html",
        ReasonForm(request.POST or None),
        partial(operations.refuse_clue, clue=row, actor=request.user),
        done=lambda _row: "不受理，已退回人大并写明理由",
        url=_url,
        context={"clue": row},
    )


@allow(*UNITS)
@never_cache
def advise_clue(request: SignedInRequest, pk: int) -> HttpResponse:
    """The procuratorate records its 检察建议."""
    row = _clue(request, pk, "advise_clue")
    return answer(
        request,
        "supervision/advise_clue.html",
        AdviseForm(request.POST or None),
        partial(operations.advise_clue, clue=row, actor=request.user),
        done=lambda done: f"检察建议 {done.advice_number} 已登记",
        url=_url,
        context={"clue": row},
    )


@allow(*UNITS)
@never_cache
def conclude_clue(request: SignedInRequest, pk: int) -> HttpResponse:
    """The procuratorate records what came of it."""
    row = _clue(request, pk, "conclude_clue")
    return answer(
        request,
        "supervision/conclude_clue.html",
        ClueResultForm(request.POST or None),
        partial(operations.conclude_clue, clue=row, actor=request.user),
        done=lambda _row: "办理结果已登记",
        url=_url,
        context={"clue": row},
    )


# --- the other way ------------------------------------------------------------------------------------
def _advice_url(row: Any) -> str:
    return reverse("supervision:advice", args=[row.pk])


def _advice(request: SignedInRequest, pk: int) -> Advice:
    rows = Advice.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("organ", "suggestion__lead__person"), pk=pk)


@allow(*rules.OFFERERS)
@never_cache
def offer_advice(request: SignedInRequest) -> HttpResponse:
    """The procuratorate, or the office for it, offers a 检察建议."""
    return answer(
        request,
        "supervision/offer_advice.html",
        OfferAdviceForm(request.POST or None, user=request.user),
        partial(operations.offer_advice, actor=request.user),
        done=lambda row: f"检察建议 {row.number} 已提供，等人大决定是否转化",
        url=_advice_url,
    )


@allow(*rules.ADVICE_READERS)
@require_safe
def advice(request: SignedInRequest, pk: int) -> HttpResponse:
    """One 检察建议, and the suggestion that came of it."""
    row = _advice(request, pk)
    seen = Suggestion.objects.visible_to(request.user).filter(pk=row.suggestion_id or 0)
    context = {
        "advice": row,
        "shape": ADVICE_SHAPES[AdviceState(row.state)],
        "can": {t.step for t in available(request.user, ADVICE_WORKFLOW, row.state)},
        "can_open": seen.exists(),
    }
    return render(request, "supervision/advice.html", context)


@allow(*OFFICE)
@never_cache
def convert_advice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a deputy's suggestion from it."""
    row = _advice(request, pk)
    require(request.user, ADVICE_WORKFLOW["convert_advice"], row.state)
    return answer(
        request,
        "supervision/convert_advice.html",
        ConvertForm(request.POST or None),
        partial(operations.convert_advice, advice=row, actor=request.user),
        done=lambda suggestion: f"已为{suggestion.lead.person}代表写成草稿，等代表补充后提交",
        url=lambda _suggestion: _advice_url(row),
        context={"advice": row},
    )


@allow(*OFFICE)
@never_cache
def decline_advice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Do not make a suggestion of it."""
    row = _advice(request, pk)
    require(request.user, ADVICE_WORKFLOW["decline_advice"], row.state)
    return answer(
        request,
        "supervision/decline_advice.html",
        ReasonForm(request.POST or None),
        partial(operations.decline_advice, advice=row, actor=request.user),
        done=lambda _row: "已答复检察院：不转为代表建议",
        url=_advice_url,
        context={"advice": row},
    )
