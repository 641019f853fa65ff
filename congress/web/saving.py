"""The one way the form of a record is answered: shown, saved, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congress.access.exceptions import Conflict, StaleVersion
from congress.web.conflict import conflict_response


@contextmanager
def leading_to(url: str) -> Iterator[None]:
    """A conflict inside leads to ``url``, the page of the record: the form it came from would only say the same."""
    try:
        yield
    except Conflict as error:
        error.url = url
        raise


def answer(
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    save: Callable[..., Model],
    *,
    done: Callable[[Any], str],
    url: Callable[[Any], str],
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Save with the cleaned data and go to ``url(record)`` saying ``done(record)``.

    What the operation refuses stands at its field. A record that somebody else saved meanwhile is shown
    beside what was typed; the form must then be a model form with :class:`~congress.web.versions.VersionedFormMixin`.
    """
    if request.method == "POST" and form.is_valid():
        try:
            record = save(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            instance: Model = form.instance  # type: ignore[attr-defined]  # only a record has versions
            present = type(instance)._default_manager.get(pk=instance.pk)
            current = form.anew(present)  # type: ignore[attr-defined]  # only a versioned form meets a stale version
            return conflict_response(request, form, stale, current=current)
        else:
            messages.success(request, done(record))
            return redirect(url(record))
    return render(request, template, {"form": form, **(context or {})})


def at_its_fields(form: forms.BaseForm, error: ValidationError) -> ValidationError:
    """What an operation refuses, at the fields the form has; what it says of others stands above the form."""
    if not hasattr(error, "error_dict"):
        return error
    placed: dict[str, list[ValidationError]] = {}
    for name, errors in error.error_dict.items():
        placed.setdefault(name if name in form.fields else NON_FIELD_ERRORS, []).extend(errors)
    return ValidationError(placed)
