"""Selections: the list, one of them, its steps."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.honours import rules
from deputies.honours.enums import HonourLevel, SelectionState
from deputies.honours.forms import (
    BallotsForm,
    CommendForm,
    DecideForm,
    NominateForm,
    ReasonForm,
    ReviewForm,
    SelectionForm,
)
from deputies.honours.showing import fields_of, selection_facts, selection_path, selection_state
from deputies.honours.tables import SELECTIONS
from deputies.honours.workflow import SELECTION_WORKFLOW
from deputies.models import Candidate, Selection
from deputies.operations import selection_ballots
from deputies.operations import selections as operations
from deputies.points.reading import grades_of_people
from deputies.rules import WRITERS
from deputies.timeline import steps_of


def _page(row: Selection | Candidate) -> str:
    key = row.pk if isinstance(row, Selection) else row.selection_id
    return reverse("honours:selection", args=[key])


def _selection(request: SignedInRequest, pk: int, step: str = "") -> Selection:
    """One the user may see, in a state for the step: 409 too late."""
    row = scoped_or_404(Selection.objects.visible_to(request.user), pk=pk)
    if step:
        with leading_to(_page(row)):
            require(request.user, SELECTION_WORKFLOW[step], row.state)
    return row


def _candidate(request: SignedInRequest, pk: int, step: str) -> Candidate:
    seen = Selection.objects.visible_to(request.user)
    row = scoped_or_404(Candidate.objects.filter(selection__in=seen).select_related("category"), pk=pk)
    _selection(request, row.selection_id, step)
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def selections(request: SignedInRequest) -> HttpResponse:
    """The selections this user may know of."""
    return respond(SELECTIONS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def selection(request: SignedInRequest, pk: int) -> HttpResponse:
    """One selection: its categories with their candidates; others than the offices see who was chosen."""
    rows = Selection.objects.visible_to(request.user).select_related("session__term__area", "basis")
    row = scoped_or_404(rows, pk=pk)
    knows = request.user.has_role(*rules.KNOWING)
    fields = fields_of(row, all_candidates=knows)
    people = {one.person_id for field in fields for one in field.candidates if one.person_id}
    voted = any(field.quota.poll_id for field in fields)
    steps = {step.step for step in available(request.user, SELECTION_WORKFLOW, row.state)}
    context = {
        "selection": row,
        "state": selection_state(row),
        "path": selection_path(row, voted=voted),
        "voted": voted,
        "to_vote": "prepare_ballots" in steps and (not voted or bool(selection_ballots.waiting(row))),
        "next_vote": next((one for one in fields if one.poll and not one.quota.settled), None),
        "facts": selection_facts(row),
        "fields": fields,
        "grades": grades_of_people(people) if knows else {},
        "knows": knows,
        "told": row.state in {SelectionState.DECIDED, SelectionState.PUBLISHED, SelectionState.REVOKED},
        "steps": steps,
        "happenings": steps_of(row) if knows else [],
    }
    return render(request, "honours/selection.html", context)


@allow(*WRITERS)
@never_cache
def open_selection(request: SignedInRequest) -> HttpResponse:
    """Begin a selection."""
    initial = {"year": timezone.localdate().year, "level": HonourLevel.DISTRICT, "title": "履职先进评选"}
    return answer(
        request,
        "deputies/ask.html",
        SelectionForm(request.POST or None, initial=initial),
        partial(operations.open_selection, actor=request.user),
        done=lambda _row: "评选已开始，接着提名",
        url=_page,
        context={"label": "开始评选", "up": SELECTIONS.title, "up_url": reverse("honours:selections")},
    )


@allow(*WRITERS)
@never_cache
def nominate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nominate in the category of ``?category=``, else in the first."""
    row = _selection(request, pk, "nominate")
    asked = request.GET.get("category", "")
    quotas = row.quotas.select_related("category")
    chosen = quotas.filter(category=int(asked)) if asked.isdecimal() else quotas
    category = scoped_or_404(chosen).category
    return answer(
        request,
        "deputies/ask.html",
        NominateForm(request.POST or None, category=category),
        partial(operations.nominate, selection=row, category=category, actor=request.user),
        done=lambda candidate: f"已提名：{candidate}",
        url=_page,
        context={
            "label": f"提名{category}",
            "of": row,
            "up": row.title,
            "up_url": _page(row),
            "button": "提名",
        },
    )


@allow(*WRITERS)
@require_POST
def drop_candidate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a nomination back."""
    row = _candidate(request, pk, "nominate")
    operations.drop_candidate(candidate=row, actor=request.user)
    messages.success(request, f"已去掉：{row}")
    return redirect(_page(row))


@allow(*WRITERS)
@require_POST
def begin_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the nominations."""
    row = _selection(request, pk, "begin_review")
    return _posted(request, row, partial(operations.begin_review, selection=row), "提名结束，接着写评审意见")


@allow(*WRITERS)
@never_cache
def review_candidate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what the review says of a candidate."""
    row = _candidate(request, pk, "review_candidate")
    initial = {"opinion": row.opinion, "recommended": {True: "yes", False: "no", None: ""}[row.recommended]}
    return answer(
        request,
        "deputies/ask.html",
        ReviewForm(request.POST or None, initial=initial),
        partial(operations.review_candidate, candidate=row, actor=request.user),
        done=lambda saved: f"{saved}：评审意见已写",
        url=_page,
        context={
            "label": "评审意见",
            "of": row,
            "up": row.category.name,
            "up_url": _page(row),
            "button": "保存",
        },
    )


@allow(*WRITERS)
@never_cache
def prepare_ballots(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare a ballot for each category; each is kept on its own page."""
    row = _selection(request, pk, "prepare_ballots")
    with leading_to(_page(row)):
        return answer(
            request,
            "deputies/ask.html",
            BallotsForm(request.POST or None),
            partial(selection_ballots.prepare_ballots, selection=row, actor=request.user),
            done=lambda _row: "各类的投票已准备，点“去投票表决”开始",
            url=_page,
            context={
                "label": "准备投票",
                "of": row,
                "up": row.title,
                "up_url": _page(row),
                "note": "每一类一张票，列入评审建议入选的候选，应选数就是名额；结果全部公布以后，名单自动登记。",
            },
        )


@allow(*WRITERS)
@never_cache
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down who was chosen."""
    row = _selection(request, pk, "decide")
    with leading_to(_page(row)):
        operations.refuse_voted(row)
    initial = {"decided_on": row.decided_on or timezone.localdate(), "decision": row.decision}
    return answer(
        request,
        "deputies/ask.html",
        DecideForm(request.POST or None, selection=row, initial=initial),
        partial(operations.decide, selection=row, actor=request.user),
        done=lambda _row: "决定已登记，核对名单以后公布",
        url=_page,
        context={"label": "登记决定", "of": row, "up": row.title, "up_url": _page(row)},
    )


@allow(*WRITERS)
@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the list."""
    row = _selection(request, pk, "publish")
    return _posted(request, row, partial(operations.publish, selection=row), "名单已公布，荣誉已登记")


@allow(*WRITERS)
@never_cache
def commend(request: SignedInRequest, pk: int) -> HttpResponse:
    """At which session the list was commended."""
    row = _selection(request, pk, "commend")
    initial = {"commended_on": row.commended_on or timezone.localdate()}
    return answer(
        request,
        "deputies/ask.html",
        CommendForm(request.POST or None, selection=row, initial=initial),
        partial(operations.commend, selection=row, actor=request.user),
        done=lambda _row: "表彰已登记",
        url=_page,
        context={"label": "登记表彰", "of": row, "up": row.title, "up_url": _page(row)},
    )


def _posted(request: SignedInRequest, row: Selection, save: partial[Selection], done: str) -> HttpResponse:
    """A step without a form; what keeps it from being taken is said on the page."""
    try:
        save(actor=request.user)
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(_page(row))


@allow(*WRITERS)
@never_cache
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a selection back."""
    row = _selection(request, pk, "revoke")
    published = row.state == SelectionState.PUBLISHED
    return answer(
        request,
        "deputies/ask.html",
        ReasonForm(request.POST or None),
        partial(operations.revoke, selection=row, actor=request.user),
        done=lambda _row: "评选已撤销",
        url=_page,
        context={
            "label": "撤销评选",
            "of": row,
            "up": row.title,
            "up_url": _page(row),
            "undo": True,
            "note": "撤销以后，这次评选给的荣誉全部撤销，公开页面上看不到；名单和原因都留着。"
            if published
            else "",
        },
    )
