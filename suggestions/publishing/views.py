"""The office decides what everybody may read."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule, scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from suggestions.models import Suggestion
from suggestions.publishing import operations, rules
from suggestions.publishing.drafting import draft_of, source_of
from suggestions.publishing.enums import ANSWERED_STATES
from suggestions.publishing.forms import PublishForm, ReasonForm
from suggestions.publishing.queries import former_of
from suggestions.publishing.tables import PUBLISHING
from suggestions.workflow import OFFICE


@allow(*OFFICE)
@require_http_methods(["GET", "POST"])
def publishing(request: HttpRequest) -> HttpResponse:
    """What could be shown, what is, and what is not."""
    return respond(PUBLISHING, request)


def _answered(request: SignedInRequest, pk: int, *, published: bool) -> Suggestion:
    """A suggestion the user decides on, which is, or is not, shown now."""
    rows = Suggestion.objects.visible_to(request.user).select_related("lead__person")
    row = scoped_or_404(rows, pk=pk)
    require_rule(request.user, rules.publish_suggestion, row)
    if row.publications.published().exists() != published:
        raise Conflict("这件建议现在没有公开" if published else "这件建议已经公开，要改动请先撤下")
    if not published and row.state not in ANSWERED_STATES:
        raise Conflict(f"这件建议{row.get_state_display()}，答复齐全之后才能公开")
    return row


@allow(*OFFICE)
@never_cache
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """The original and the public version side by side; nothing is released that was not seen."""
    row = _answered(request, pk, published=False)
    source = source_of(row)
    form = PublishForm(request.POST or None, source=source, former=former_of(row))
    if form.is_valid() and "preview" not in request.POST:
        seen = request.POST.get("seen", "")
        try:
            operations.publish(suggestion=row, actor=request.user, choices=form.choices, seen=seen)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "已公开，代表已收到通知")
            return redirect("suggestions:detail", pk)
    draft = draft_of(source, form.choices)
    return render(
        request, "suggestions/public/publish.html", {"suggestion": row, "form": form, "draft": draft}
    )


@allow(*OFFICE)
@never_cache
def decline_publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep it from the public."""
    row = _answered(request, pk, published=False)
    return answer(
        request,
        "suggestions/public/decline_publication.html",
        ReasonForm(request.POST or None),
        partial(operations.decline_publication, suggestion=row, actor=request.user),
        done=lambda _row: "已记为不公开",
        url=lambda _row: reverse("suggestions:detail", args=[pk]),
        context={"suggestion": row},
    )


@allow(*OFFICE)
@never_cache
def withdraw_publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it off the public pages."""
    row = _answered(request, pk, published=True)
    return answer(
        request,
        "suggestions/public/withdraw_publication.html",
        ReasonForm(request.POST or None),
        partial(operations.withdraw_publication, suggestion=row, actor=request.user),
        done=lambda _row: "已撤下，公开页面上不再显示",
        url=lambda _row: reverse("suggestions:detail", args=[pk]),
        context={"suggestion": row},
    )
