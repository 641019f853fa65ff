"""The one way the form of a record is answered: shown, saved, or shown again with what is wrong.

The form of a record carries the version it was opened at (:class:`VersionedForm`), the operation compares it
under lock (:func:`congress.access.versions.check_version`), and :func:`answer` shows both versions to whoever
comes second, with nothing typed lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congress.access.exceptions import Difference, StaleVersion
from congress.web.dates import full_day


class VersionedForm(forms.BaseForm):
    """A model form that carries the version its record was opened at, in ``cleaned_data["version"]``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record: Any = self.instance  # type: ignore[attr-defined]  # of the model form beside it
        if record.pk is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=record.version, min_value=1
            )


def show_both(form: forms.BaseForm, stale: StaleVersion) -> list[Difference]:
    """The fields in which the record and the typed form differ.

    The form keeps what was typed and moves on to the present version, so that saving it again is a choice.
    """
    typed = getattr(form, "cleaned_data", {})
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data[form.add_prefix("version")] = str(stale.stored["version"])
    form.data = data
    return [
        Difference(
            name,
            str(form.fields[name].label),
            shown(form.fields[name], stored),
            shown(form.fields[name], mine),
        )
        for name, stored in stale.stored.items()
        if name in typed and name != "version" and _key(stored) != _key(mine := typed[name])
    ]


def shown(field: forms.Field, value: Any) -> str:
    """A value as the page writes it."""
    if value in (None, ""):
        return "没有填写"
    if isinstance(field, forms.ModelChoiceField):
        key = value.pk if isinstance(value, Model) else value
        found = (
            field.queryset.model._default_manager.filter(pk=key).first()
            if field.queryset is not None
            else None
        )
        return str(found or key)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return full_day(value) if isinstance(value, date) else str(value)


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value or None


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
