"""What the views of the office share: the record at its gate, or the refusal; the page of one step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from congress.access.rules import require, scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from suggestions.models import Commitment, Handling, Suggestion
from suggestions.workflow import HANDLING_WORKFLOW, SUGGESTION_WORKFLOW


def leading_back(pk: int) -> AbstractContextManager[None]:
    """A conflict inside leads to the page of the suggestion."""
    return leading_to(reverse("suggestions:detail", args=[pk]))


def kept(request: SignedInRequest, pk: int, step: str = "") -> Suggestion:
    """A suggestion at the user's gate in a state for the step: 404 at another gate, 409 too late."""
    rows = Suggestion.objects.kept_by(request.user)
    row = scoped_or_404(rows.select_related("lead__person", "gate", "area", "category__parent"), pk=pk)
    if step:
        with leading_back(row.pk):
            require(request.user, SUGGESTION_WORKFLOW[step], row.state)
    return row


def kept_part(request: SignedInRequest, pk: int, step: str = "") -> Handling:
    """A unit's part in a suggestion at the user's gate."""
    rows = Handling.objects.filter(suggestion__in=Suggestion.objects.kept_by(request.user))
    part = scoped_or_404(rows.select_related("suggestion__gate", "organ", "proposed_unit"), pk=pk)
    if step:
        with leading_back(part.suggestion_id):
            require(request.user, HANDLING_WORKFLOW[step], part.state)
    return part


def kept_commitment(request: SignedInRequest, pk: int) -> Commitment:
    """A promise about a suggestion at the user's gate."""
    rows = Commitment.objects.filter(suggestion__in=Suggestion.objects.kept_by(request.user))
    promise = scoped_or_404(rows.select_related("suggestion__gate", "reply__handling"), pk=pk)
    return promise


def page(
    request: SignedInRequest,
    name: str,
    row: Suggestion,
    form: forms.BaseForm,
    save: Callable[..., Any],
    done: str,
    **context: object,
) -> HttpResponse:
    """Answer the form of one step; afterwards the suggestion's own page says its new state."""
    with leading_back(row.pk):
        return answer(
            request,
            f"suggestions/{name}.html",
            form,
            save,
            done=lambda _record: done,
            url=lambda _record: reverse("suggestions:detail", args=[row.pk]),
            context={"suggestion": row, **context},
        )
