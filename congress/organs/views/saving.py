"""The one way a form of the register is answered: shown, saved, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congress.access.exceptions import StaleVersion
from congress.access.stale import show_both


def answer(
    request: HttpRequest,
    template: str,
    form: BaseForm,
    save: Callable[..., Model],
    *,
    done: Callable[[Any], str],
    url: Callable[[Any], str],
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Save with the cleaned data and go to ``url(record)`` saying ``done(record)``.

    What the operation refuses stands at its field; a record saved by somebody else meanwhile is shown
    beside what was typed (409).
    """
    differences, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            record = save(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as stale:
            differences, status = show_both(form, stale), 409
        else:
            messages.success(request, done(record))
            return redirect(url(record))
    page = {"form": form, "differences": differences, **(context or {})}
    return render(request, template, page, status=status)
