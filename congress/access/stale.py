"""What a form page does when somebody else saved first: show both versions, keep what was typed.

A form of a record carries the version it was opened at (:class:`VersionedForm`); the operation compares it
under lock (:func:`check_version`); the view answers a :class:`StaleVersion` with :func:`show_both`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from django import forms
from django.db.models import Model

from congress.access.exceptions import Difference, StaleVersion
from congress.web.dates import full_day


class Versioned(Protocol):
    """A record that counts how often it was saved."""

    version: int


def check_version(row: Versioned, version: int, facts: Mapping[str, object]) -> None:
    """Refuse a write that was begun on an older version; ``facts`` is what stands in the record now."""
    if row.version != version:
        raise StaleVersion(stored={**facts, "version": row.version})


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
