"""The filter by which a list takes what a figure counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django_filters import Filter

from suggestions.models import SuggestionQuerySet
from suggestions.queries.scopes import Asked, UnknownScope


class FigureSelect(forms.Select):
    """Offers what is asked for now, in words, and nothing else: it is chosen on the pages of figures."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """全部, and what is asked for."""
        self.choices = [("", "全部"), *((token, words_of(token)) for token in value if token)]
        return super().optgroups(name, value, attrs)


class FigureField(forms.ChoiceField):
    """Takes any scope an address can name."""

    widget = FigureSelect

    def to_python(self, value: Any) -> Any:
        """The scope; its message when there is none."""
        if not value:
            return None
        try:
            return Asked.parse(str(value))
        except UnknownScope as unknown:
            raise forms.ValidationError(str(unknown)) from unknown

    def validate(self, value: Any) -> None:
        """Whatever could be read is good."""


class FigureFilter(Filter):  # type: ignore[misc] # django_filters has no types
    """What a number on a page of figures counted."""

    field_class = FigureField

    def filter(self, qs: SuggestionQuerySet, value: Asked | None) -> SuggestionQuerySet:
        """Exactly those suggestions."""
        return qs if value is None else value.rows(qs)


def words_of(token: str) -> str:
    """What is asked for, in words."""
    try:
        return Asked.parse(token).words
    except UnknownScope:
        return "口径有误"
