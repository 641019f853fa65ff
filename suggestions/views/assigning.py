"""Handing over, one or a whole session; returns, other units, more time, urging."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.organs.models import Organ, Session
from congress.web import dates
from congress.web.requests import SignedInRequest
from congress.workdays.deadlines import Deadline, deadline
from suggestions import operations
from suggestions.enums import ClockKind, HandlingState, Part, State
from suggestions.forms.assigning import (
    DecideExtensionForm,
    ReassignForm,
    SessionRowForm,
    UnitFormSet,
    UrgeForm,
)
from suggestions.forms.closing import ReasonForm
from suggestions.models import Extension, Handling, Suggestion, TimeLimit
from suggestions.operations import clocks
from suggestions.queries.desk import at_own_gate
from suggestions.queries.recommend import Recommender, handling_organs
from suggestions.views.keeping import kept, kept_part, leading_back, page
from suggestions.workflow import KEEPERS

#: So many at once; a form with more would be too heavy for an old machine.
MOST_AT_ONCE = 200


@allow(*KEEPERS)
@never_cache
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the units with their parts, and hand over."""
    row = kept(request, pk, "assign")
    formset = UnitFormSet(request.POST or None, prefix="units")
    if request.method == "POST" and formset.is_valid():
        try:
            with leading_back(pk):
                operations.assign(suggestion=row, actor=request.user, units=formset.units)
        except ValidationError as error:
            formset.non_form_errors().extend(error.messages)  # an organ was closed meanwhile
        else:
            messages.success(request, f"已交办 {len(formset.units)} 个单位")
            return redirect("suggestions:detail", pk)
    context = {
        "suggestion": row,
        "formset": formset,
        "recommended": Recommender().recommend(row),
        "limits": _limits(row),
        "parts": Part.choices,
    }
    return render(request, "suggestions/assign.html", context)


def _limits(row: Suggestion) -> list[tuple[str, TimeLimit, Deadline]]:
    """When each kind of unit is due if it is handed over today."""
    wanted = {
        ClockKind.ACCEPT: "签收或申请退办",
        clocks.reply_kind(row): "主办、分办单位答复",
        ClockKind.OPINION: "协办单位提意见",
    }
    limits = {limit.clock: limit for limit in TimeLimit.objects.filter(clock__in=wanted)}
    today = timezone.localdate()
    return [
        (words, limits[kind], deadline(today, limits[kind].span))
        for kind, words in wanted.items()
        if kind in limits
    ]


@allow(*KEEPERS)
@never_cache
def assign_all(request: SignedInRequest) -> HttpResponse:
    """Hand over a whole session, or everything registered, in one act (专题交办)."""
    rows = at_own_gate(request.user).filter(state=State.REGISTERED)
    session = request.GET.get("session", "")
    if session.isdecimal():
        rows = rows.filter(session_id=int(session))
    items = list(
        rows.select_related("lead__person", "category", "gate").order_by("number_key", "number")[
            :MOST_AT_ONCE
        ]
    )
    recommender = Recommender()
    forms_of = [(row, *_session_form(request, row, recommender)) for row in items]
    problems = [f"{row.label}：{said}" for row, form, _reasons in forms_of for said in _said(form)]
    if request.method == "POST" and not problems:
        chosen = [
            operations.Item(row, form.units)
            for row, form, _reasons in forms_of
            if form.cleaned_data["chosen"]
        ]
        if not chosen:
            problems = ["还没有选要交办的建议，勾选后再交办"]
        else:
            try:
                units = operations.assign_all(items=chosen, actor=request.user)
            except ValidationError as error:
                problems = error.messages
            else:
                messages.success(request, f"已交办 {len(chosen)} 件，{units} 个单位各收到一份通知")
                return redirect("suggestions:index")
    context = {
        "rows": forms_of,
        "problems": problems,
        "session": session,
        "sessions": _sessions(request),
        "organs": handling_organs(),
    }
    return render(request, "suggestions/assign_all.html", context)


def _said(form: SessionRowForm) -> list[str]:
    """What is wrong with one row."""
    return [str(message) for messages_of in form.errors.values() for message in messages_of]


def _sessions(request: SignedInRequest) -> Sequence[Session]:
    waiting = at_own_gate(request.user).filter(state=State.REGISTERED, session__isnull=False)
    rows = Session.objects.filter(pk__in=waiting.values("session"))
    return list(rows.select_related("term__area"))


def _session_form(
    request: SignedInRequest, row: Suggestion, recommender: Recommender
) -> tuple[SessionRowForm, list[str]]:
    found = recommender.recommend(row)
    by_part = {
        part: "、".join(one.organ.short_name for one in found if one.part == part)
        for part in (Part.LEAD, Part.CO)
    }
    initial = {"chosen": bool(by_part[Part.LEAD]), "lead": by_part[Part.LEAD], "co": by_part[Part.CO]}
    form = SessionRowForm(request.POST or None, prefix=f"s{row.pk}", initial=initial)
    return form, [one.reason for one in found]


@allow(*KEEPERS)
@never_cache
def reassign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a unit's part to another unit; where the unit asked for it, this is the decision."""
    part = kept_part(request, pk, "reassign")
    form = ReassignForm(request.POST or None, part=part)

    def save(organ: Organ, reason: str) -> Handling:
        unit = operations.UnitPart(organ, Part(part.part), part.leader, part.task)
        return operations.reassign(handling=part, actor=request.user, unit=unit, reason=reason)

    is_asked = part.state == HandlingState.RETURN_ASKED
    return page(
        request,
        "reassign",
        part.suggestion,
        form,
        save,
        "已改办，原单位、新单位和代表都已通知",
        part=part,
        is_asked=is_asked,
    )


@allow(*KEEPERS)
@never_cache
def refuse_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """The unit keeps the matter."""
    part = kept_part(request, pk, "refuse_return")

    def save(reason: str) -> Handling:
        return operations.refuse_return(handling=part, actor=request.user, reason=reason)

    done = f"没有同意退办，{part.organ}须签收办理"
    return page(
        request, "refuse_return", part.suggestion, ReasonForm(request.POST or None), save, done, part=part
    )


@allow(*KEEPERS)
@never_cache
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a co-handler, or one of several with shares, go."""
    part = kept_part(request, pk, "release")

    def save(reason: str) -> Handling:
        return operations.release(handling=part, actor=request.user, reason=reason)

    done = f"{part.organ}不再承办，已通知"
    return page(request, "release", part.suggestion, ReasonForm(request.POST or None), save, done, part=part)


@allow(*KEEPERS)
@never_cache
def decide_extension(request: SignedInRequest, pk: int) -> HttpResponse:
    """More time, or not."""
    rows = Extension.objects.filter(handling__suggestion__in=Suggestion.objects.kept_by(request.user))
    asked = scoped_or_404(rows.select_related("handling__suggestion", "handling__organ", "clock"), pk=pk)
    row = asked.handling.suggestion

    def save(grant: str, note: str) -> Extension:
        return operations.decide_extension(
            extension=asked, actor=request.user, grant=grant == "yes", note=note
        )

    form = DecideExtensionForm(request.POST or None)
    chosen = form.data.get("grant") == "yes"
    done = f"已同意延到{dates.day(asked.until)}，已通知单位和代表" if chosen else "没有同意延期，已通知单位"
    return page(request, "decide_extension", row, form, save, done, asked=asked)


@allow(*KEEPERS)
@never_cache
def urge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Urge the units that still owe something; each once a day."""
    row = kept(request, pk)
    busy = Handling.objects.busy().filter(suggestion=row, round=row.round).select_related("organ")
    form = UrgeForm(request.POST or None, parts=busy)
    if request.method == "POST" and form.is_valid():
        told = operations.urge(
            suggestion=row,
            actor=request.user,
            handlings=list(form.cleaned_data["units"]),
            note=form.cleaned_data["note"],
        )
        messages.success(request, f"已催办 {told} 个单位" if told else "选的单位今天都催过了，没有再发")
        return redirect("suggestions:detail", pk)
    context: dict[str, object] = {"suggestion": row, "form": form, "busy": busy}
    return render(request, "suggestions/urge.html", context)
