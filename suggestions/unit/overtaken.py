"""When somebody else moved the record on meanwhile: a 409 page on which what was typed is still there to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from congress.access.exceptions import Conflict
from congress.web.requests import SignedInRequest


@dataclass(frozen=True)
class Typed:
    """One field as it was filled in."""

    label: str
    text: str
    long: bool = False


def overtaken(
    request: SignedInRequest, form: forms.BaseForm | None, error: Conflict, back: str
) -> HttpResponse:
    """The 409 page: why it cannot be done any more, and everything that was typed."""
    context = {
        "reason": str(error),
        "typed": list(typed_in(form)) if form is not None else [],
        "lost_files": [upload.name for _name, uploads in request.FILES.lists() for upload in uploads],
        "back": back,
    }
    return render(request, "suggestions/unit/overtaken.html", context, status=409)


def typed_in(form: forms.BaseForm) -> Iterator[Typed]:
    """The fields that were filled in, choices in words."""
    for bound in form:
        if bound.is_hidden or isinstance(bound.field, forms.FileField):
            continue
        value = str(bound.value() or "").strip()
        choices: Any = getattr(bound.field, "choices", None)
        if choices is not None:
            labels = {str(key): str(label) for key, label in choices}
            value = labels.get(value, value)
        if value:
            yield Typed(str(bound.label), value, isinstance(bound.field.widget, forms.Textarea))
