"""The chips of a list: what it is filtered by, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ChoiceField, Field
from django.utils.formats import date_format


@dataclass(frozen=True)
class Chip:
    """One active filter: its label, its value in words, and the address of the list without it."""

    label: str
    text: str
    url: str


def is_given(value: Any) -> bool:
    """Whether a cleaned value filters at all."""
    return value is not None and value != "" and (not isinstance(value, list | QuerySet) or len(value) > 0)


def text_of(field: Field, value: Any) -> str:
    """A filter's cleaned value as the user chose it."""
    if isinstance(value, list | QuerySet):
        return "、".join(text_of(field, part) for part in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return date_format(value)
    if isinstance(field, ChoiceField) and not isinstance(value, Model):
        choices: Any = field.choices
        return str(next((label for key, label in choices if str(key) == str(value)), value))
    return str(value)
