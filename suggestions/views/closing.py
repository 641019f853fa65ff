"""Going on without a verdict, joint study, strike-off, re-opening, promises, and taking back for the deputy."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.organs.models import Organ
from congress.web.requests import SignedInRequest
from suggestions import operations
from suggestions.forms.assigning import UnitFormSet
from suggestions.forms.closing import (
    CheckCommitmentForm,
    ConclusionForm,
    GiveUpForm,
    ReasonForm,
    RedoAfterStudyForm,
    ReopenForm,
    StrikeOffForm,
)
from suggestions.models import Commitment, Handling, Suggestion
from suggestions.queries.desk import record_of
from suggestions.views.keeping import kept, kept_commitment, leading_back, page
from suggestions.workflow import KEEPERS, OFFICE


@allow(*KEEPERS)
@never_cache
def strike_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check, and strike off."""
    row = kept(request, pk, "strike_off")

    def save(checked: str) -> Suggestion:
        return operations.strike_off(suggestion=row, actor=request.user, checked=checked)

    form = StrikeOffForm(request.POST or None)
    return page(
        request, "strike_off", row, form, save, "已销号，代表和承办单位都已通知", record=record_of(row)
    )


@allow(*KEEPERS)
@never_cache
def waive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on without a verdict that is overdue."""
    row = kept(request, pk, "waive")

    def save(reason: str) -> Suggestion:
        return operations.waive(suggestion=row, actor=request.user, reason=reason)

    return page(request, "waive", row, ReasonForm(request.POST or None), save, "已转核查，按未评价计入统计")


@allow(*KEEPERS)
@never_cache
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to the units of its last round, or to who does their work now."""
    row = kept(request, pk, "reopen")
    units = _units(row)

    def save(reason: str, instead: dict[int, Organ]) -> Suggestion:
        return operations.reopen(suggestion=row, actor=request.user, reason=reason, instead=instead)

    form = ReopenForm(
        request.POST or None, prefix="stop", units=[part.organ for part in units if part.replies]
    )
    return page(request, "reopen", row, form, save, "已重新打开，交承办单位再办", units=units)


@allow(*KEEPERS)
@never_cache
def withdraw_for(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it back because the deputy asked the office to; handling ends."""
    row = kept(request, pk, "withdraw")

    def save(reason: str) -> Suggestion:
        return operations.withdraw(suggestion=row, actor=request.user, reason=reason)

    done = "已按代表要求撤回，承办单位都已通知"
    form = ReasonForm(request.POST or None, prefix="stop")
    return page(request, "withdraw_for", row, form, save, done, units=_units(row))


@allow(*OFFICE)
@never_cache
def redo_after_study(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the joint study found goes back to units, the same ones or others."""
    row = kept(request, pk, "redo_after_study")
    form = RedoAfterStudyForm(request.POST or None)
    formset = UnitFormSet(request.POST or None, prefix="units")
    if request.method == "POST" and form.is_valid():
        others = form.cleaned_data["who"] == "others"
        if not others or formset.is_valid():
            try:
                with leading_back(pk):
                    operations.redo_after_study(
                        suggestion=row,
                        actor=request.user,
                        conclusion=form.cleaned_data["conclusion"],
                        units=formset.units if others else (),
                    )
            except ValidationError as error:
                form.add_error("who", error)  # a unit of the rounds before may be gone by now
            else:
                messages.success(request, "已再次交办，代表和承办单位都已通知")
                return redirect("suggestions:detail", pk)
    wants_others = form.data.get("who") == "others"
    context = {
        "suggestion": row,
        "form": form,
        "formset": formset if wants_others else UnitFormSet(prefix="units"),
        "units": _units(row),
    }
    return render(request, "suggestions/redo_after_study.html", context)


@allow(*OFFICE)
@never_cache
def conclude_study(request: SignedInRequest, pk: int) -> HttpResponse:
    """The joint study ends the matter."""
    row = kept(request, pk, "conclude_study")

    def save(conclusion: str) -> Suggestion:
        return operations.conclude_study(suggestion=row, actor=request.user, conclusion=conclusion)

    return page(
        request, "conclude_study", row, ConclusionForm(request.POST or None), save, "联合研究已办结，可以销号"
    )


@allow(*KEEPERS)
@never_cache
def check_commitment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look whether a promise was kept."""
    promise = kept_commitment(request, pk)
    form = CheckCommitmentForm(request.POST or None)

    def save(kept: str, note: str) -> Commitment:
        return operations.check_commitment(
            commitment=promise, actor=request.user, kept=kept == "yes", note=note
        )

    is_kept = form.data.get("kept") == "yes"
    done = "已核实兑现，请代表评价" if is_kept else "还没有兑现，已通知承办单位"
    return page(request, "check_commitment", promise.suggestion, form, save, done, promise=promise)


@allow(*KEEPERS)
@never_cache
def give_up_commitment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a promise off as broken."""
    promise = kept_commitment(request, pk)

    def save(note: str) -> Commitment:
        return operations.give_up_commitment(commitment=promise, actor=request.user, note=note)

    form = GiveUpForm(request.POST or None)
    done = "已记为未兑现"
    return page(request, "give_up_commitment", promise.suggestion, form, save, done, promise=promise)


def _units(row: Suggestion) -> list[Handling]:
    """The units of the present round."""
    rows = Handling.objects.live().filter(suggestion=row, round=row.round)
    return list(rows.select_related("organ"))
