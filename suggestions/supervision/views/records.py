"""Logs, the district's lists, meetings, measures, cases."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from activities.models import Activity
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import Rule, scoped_or_404
from congress.documents.kept import photo_answer
from congress.documents.uploads import StorageFailed
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from suggestions.enums import CosignState
from suggestions.models import (
    CasePhoto,
    Handling,
    MeetingItem,
    Suggestion,
    SupervisionItem,
    SupervisionLog,
    TypicalCase,
)
from suggestions.supervision import operations, rules
from suggestions.supervision.enums import ItemKind
from suggestions.supervision.forms.keys import ReasonForm
from suggestions.supervision.forms.records import (
    CaseForm,
    ConclusionForm,
    ItemForm,
    LinkMeetingForm,
    LogForm,
    MeasureForm,
    NewItemForm,
    case_initial,
)
from suggestions.supervision.queries.cases import case_figures, days_taken
from suggestions.supervision.workflow import KEEPERS
from suggestions.workflow import KEEPERS as GATE_KEEPERS
from suggestions.workflow import OFFICE


def _suggestion(request: SignedInRequest, pk: int, rule: Rule) -> Suggestion:
    """A suggestion the rule lets the user write about; others are, for writing, not there."""
    rows = Suggestion.objects.visible_to(request.user).filter(rule.as_q(request.user))
    return scoped_or_404(rows.select_related("gate", "lead__person"), pk=pk)


def _page(row: Any) -> str:
    return reverse("suggestions:detail", args=[row.suggestion_id])


@allow(*rules.LOGGERS)
@never_cache
def log(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what a supervisor did about a suggestion."""
    row = _suggestion(request, pk, rules.log_suggestion)
    form = LogForm(request.POST or None, user=request.user, suggestion=row)
    return answer(
        request,
        "supervision/log.html",
        form,
        partial(operations.log, suggestion=row, actor=request.user),
        done=lambda written: f"已记录：{written.get_kind_display()}",
        url=_page,
        context={"suggestion": row},
    )


@allow(*rules.LOGGERS)
@never_cache
def withdraw_log(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what one wrote."""
    mine = SupervisionLog.objects.standing().filter(author=request.user).select_related("suggestion")
    row = scoped_or_404(mine, pk=pk)
    return answer(
        request,
        "supervision/withdraw_log.html",
        ReasonForm(request.POST or None),
        partial(operations.withdraw_log, log=row, actor=request.user),
        done=lambda _row: "督办记录已撤回",
        url=_page,
        context={"log": row, "suggestion": row.suggestion},
    )


@allow(*OFFICE)
@never_cache
def items(request: SignedInRequest) -> HttpResponse:
    """The district's lists: criteria of key suggestions, 三督办, 三见面."""
    rows = list(SupervisionItem.objects.all())
    return answer(
        request,
        "supervision/items.html",
        NewItemForm(request.POST or None),
        partial(operations.save_item, actor=request.user),
        done=lambda item: f"已增加“{item}”",
        url=lambda _item: reverse("supervision:items"),
        context={
            "lists": [(kind.label, [row for row in rows if row.kind == kind]) for kind in ItemKind],
        },
    )


@allow(*OFFICE)
@never_cache
def save_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an item of a list."""
    row = scoped_or_404(SupervisionItem.objects, pk=pk)
    initial = {"name": row.name, "order": row.order, "active": row.active}
    return answer(
        request,
        "supervision/save_item.html",
        ItemForm(request.POST or None, initial=initial),
        partial(operations.save_item, actor=request.user, kind=row.kind, item=row),
        done=lambda item: f"“{item}”已更新",
        url=lambda _item: reverse("supervision:items"),
        context={"item": row},
    )


@allow(*KEEPERS)
@never_cache
def link_meeting(request: SignedInRequest) -> HttpResponse:
    """Say which suggestions a logged meeting dealt with; ``?number=`` and ``?activity=`` fill the form."""
    asked = {"numbers": request.GET.get("number", "")[:40], "activity": request.GET.get("activity", "")[:12]}
    form = LinkMeetingForm(request.POST or None, user=request.user, initial=asked)

    def save(*, activity: Activity, numbers: list[Suggestion], conclusion: str) -> Activity:
        operations.link_meeting(
            activity=activity, actor=request.user, suggestions=numbers, conclusion=conclusion
        )
        return activity

    return answer(
        request,
        "supervision/link_meeting.html",
        form,
        save,
        done=lambda activity: f"“{activity.headline}”研究的建议已记下",
        url=lambda activity: reverse("supervision:meeting", args=[activity.pk]),
    )


@allow(*KEEPERS, *rules.LEADERS)
@require_safe
def meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """One meeting with the suggestions it dealt with."""
    rows = Activity.objects.visible_to(request.user).recorded().filter(suggestion_items__isnull=False)
    row = scoped_or_404(rows.distinct(), pk=pk)
    seen = Suggestion.objects.visible_to(request.user)
    dealt = row.suggestion_items.filter(suggestion__in=seen).select_related("suggestion__lead__person")
    can_write = set(
        Suggestion.objects.filter(rules.link_meeting.as_q(request.user), meeting_items__activity=row)
        .order_by()
        .values_list("pk", flat=True)
    )
    context = {"activity": row, "items": dealt, "can_write": can_write}
    return render(request, "supervision/meeting.html", context)


@allow(*KEEPERS)
@never_cache
def conclude_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what the meeting agreed on for one suggestion."""
    mine = Suggestion.objects.filter(rules.link_meeting.as_q(request.user))
    item = scoped_or_404(
        MeetingItem.objects.filter(suggestion__in=mine).select_related("suggestion", "activity"), pk=pk
    )
    return answer(
        request,
        "supervision/conclude_item.html",
        ConclusionForm(request.POST or None, initial={"conclusion": item.conclusion}),
        partial(operations.conclude_item, item=item, actor=request.user),
        done=lambda _item: "议定事项已记下",
        url=lambda one: reverse("supervision:meeting", args=[one.activity_id]),
        context={"item": item},
    )


@allow(*rules.MEASURE_KEEPERS)
@never_cache
def add_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put down a rule or lasting measure."""
    row = _suggestion(request, pk, rules.keep_measure)
    return answer(
        request,
        "supervision/add_measure.html",
        MeasureForm(request.POST or None),
        partial(operations.add_measure, suggestion=row, actor=request.user),
        done=lambda measure: f"已记下{measure.get_kind_display()}：{measure}",
        url=_page,
        context={"suggestion": row},
    )


@allow(*rules.CASE_READERS)
@require_safe
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """One typical case; who may not see the suggestion reads the case alone."""
    rows = TypicalCase.objects.select_related("suggestion__lead__person")
    row = scoped_or_404(rows, pk=pk)
    suggestion = row.suggestion
    amounts = list(row.amounts.all())
    photos = list(row.photos.shown())
    seen = Suggestion.objects.visible_to(request.user).filter(pk=suggestion.pk)
    signed = suggestion.cosigners.filter(state=CosignState.CONFIRMED).select_related("deputyship__person")
    live = Handling.objects.live().filter(suggestion=suggestion, round=suggestion.round).order_by("id")
    context = {
        "case": row,
        "suggestion": suggestion,
        "signers": [suggestion.lead.person.name, *(one.deputyship.person.name for one in signed)],
        "parts": live,
        "days": days_taken(suggestion),
        "figures": case_figures(amounts),
        "before": [photo for photo in photos if photo.moment == "before"],
        "after": [photo for photo in photos if photo.moment == "after"],
        "can_open": seen.exists(),
        "can_write": rules.write_case.allows(request.user, suggestion),
    }
    return render(request, "supervision/case.html", context)


@allow(*GATE_KEEPERS)
@never_cache
def write_case(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell a suggestion as an example, or correct what was told."""
    row = _suggestion(request, pk, rules.write_case)
    told = TypicalCase.objects.filter(suggestion=row).first()
    form = CaseForm(request.POST or None, request.FILES or None, initial=case_initial(row, told))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        texts = {name: data[name] for name in ("title", "handed_by", "story", "result", "before", "after")}
        try:
            saved = operations.write_case(
                suggestion=row,
                actor=request.user,
                amounts=form.amounts,
                version=data["version"] or 0,
                **texts,
            )
        except StaleVersion as stale:
            now = TypicalCase.objects.get(suggestion=row)
            return conflict_response(request, form, stale, current=CaseForm(initial=case_initial(row, now)))
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as error:
            form.add_error("before", str(error))
        else:
            messages.success(request, f"典型案例“{saved.title}”已保存")
            return redirect("supervision:case", saved.pk)
    return render(request, "supervision/write_case.html", {"form": form, "suggestion": row, "case": told})


@allow(*rules.CASE_READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of a case, small or full."""
    row = scoped_or_404(CasePhoto.objects.shown(), pk=pk)
    return photo_answer(row, size)
