"""The filters lists are made of; the others come from django_filters as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import BaseRenderer
from django.utils import timezone
from django.utils.safestring import SafeString
from django_filters.fields import ModelChoiceField

from congress.web.escaping import escaped, html
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, attributes


class FilterSelect(forms.Select):
    """Looks as other selects; a list of choices without a widget's context for each of them."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The ``<select>``; of equal choices the first is the chosen one."""
        wanted = {str(one) for one in self.format_value(value) or [""]}
        options: list[str] = []
        for key, label in _pairs(self.choices):
            if isinstance(label, list | tuple):
                return super().render(name, value, attrs, renderer)
            shown = "" if key is None else str(key)
            chosen = " selected" if shown in wanted else ""
            wanted.discard(shown)
            options.append(f'<option value="{escaped(shown)}"{chosen}>{escaped(label)}</option>')
        given = attributes(self.build_attrs(self.attrs, attrs))
        inner = SafeString("".join(options))  # nosec B703 - every part was escaped above
        return html('<select name="{}"{}>{}</select>', name, given, inner)


def _pairs(choices: Any) -> Iterable[tuple[Any, Any]]:
    """Key and label of every choice; records are read at once, not through a cursor of the server."""
    if not isinstance(choices, ModelChoiceIterator):
        return choices  # type: ignore[no-any-return]
    field: Any = choices.field
    first = [("", field.empty_label)] if field.empty_label is not None else []
    if getattr(field, "null_label", None) is not None:
        first.append((field.null_value, field.null_label))
    if isinstance(field, NamedField):
        return [*first, *choices.queryset.values_list("pk", field.name)]
    records = choices.queryset.all()
    return [*first, *((field.prepare_value(one), field.label_from_instance(one)) for one in records)]


class NamedField(ModelChoiceField):  # type: ignore[misc] # django_filters has no types
    """Records that go by one column, ``name``: of hundreds nothing else is read, and no record is made."""

    widget: Any = FilterSelect

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        self.name = name
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """What the column holds."""
        return str(getattr(obj, self.name))


class NamedFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """By a record that goes by one column, given as ``name``."""

    field_class = NamedField


class ListFilter(django_filters.FilterSet):  # type: ignore[misc] # django_filters has no types
    """A filter set of a list page: ``q`` is the search, ``leading`` the two commonest of the others.

    With ``only`` it has no more than these filters: a list counts what many saved filters find, and making a
    filter costs as much as asking the database.
    """

    leading: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, only: Iterable[str] | None = None, **kwargs: Any) -> None:
        if only is not None:
            names = frozenset(only)
            # Django's filter sets copy what this attribute of the class holds.
            self.__dict__["base_filters"] = {
                name: f for name, f in type(self).base_filters.items() if name in names
            }
        super().__init__(*args, **kwargs)

    def offer(self, name: str, rows: Callable[[], QuerySet[Any]]) -> None:
        """What can be chosen in a filter, where that is known only now."""
        if name in self.filters:
            self.filters[name].queryset = rows()

    def get_form_class(self) -> type[PortalForm]:
        """A form that speaks and looks like the other forms of the portal."""
        for name, filter_ in self.filters.items():
            if isinstance(filter_, django_filters.ChoiceFilter | django_filters.ModelChoiceFilter):
                filter_.extra["empty_label"] = f"{filter_.label}：全部" if name in self.leading else "全部"
                filter_.extra.setdefault("widget", FilterSelect)
                if callable(choices := filter_.extra.get("choices")):
                    filter_.extra["choices"] = self._once(name, choices)
        fields = {name: filter_.field for name, filter_ in self.filters.items()}
        return type(f"{type(self).__name__}Form", (PortalForm,), fields)

    def _once(self, name: str, choices: Callable[[], list[Any]]) -> list[Any]:
        """Choices that are read from the database: once a request, however many saved filters are counted."""
        around: dict[str, Any] = self.request.__dict__
        kept: dict[tuple[type, str], list[Any]] = around.setdefault("list_choices", {})
        key = (type(self), name)
        if key not in kept:
            kept[key] = choices()
        return kept[key]


class SearchFilter(django_filters.CharFilter):  # type: ignore[misc]
    """Rows in which each of the typed words occurs in any of the fields, literally (as SQLite and PostgreSQL
    both can)."""

    def __init__(self, *fields: str, label: str) -> None:
        super().__init__(label=label, max_length=100)
        self.fields = fields

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        """All words, each in any field."""
        for word in (value or "").split():
            qs = qs.filter(reduce(or_, (Q(**{f"{field}__contains": word}) for field in self.fields)))
        return qs


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class SinceFilter(django_filters.DateFilter):  # type: ignore[misc]
    """From a day on (included). ``moment`` when the field is a date and time."""

    field_class = PortalDateField

    def __init__(self, field: str, *, label: str, moment: bool = False) -> None:
        super().__init__(field_name=field, lookup_expr="gte", label=label)
        self.moment = moment

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        """Compared with midnight rather than cast to a date, so that the index of the field serves."""
        rows: QuerySet[Any] = super().filter(qs, _midnight(value) if value and self.moment else value)
        return rows


class UntilFilter(django_filters.DateFilter):  # type: ignore[misc]
    """Up to a day (included). ``moment`` when the field is a date and time."""

    field_class = PortalDateField

    def __init__(self, field: str, *, label: str, moment: bool = False) -> None:
        super().__init__(field_name=field, lookup_expr="lt", label=label)
        self.moment = moment

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        """Up to the beginning of the next day."""
        if value is None:
            return qs
        end = value + timedelta(days=1)
        rows: QuerySet[Any] = super().filter(qs, _midnight(end) if self.moment else end)
        return rows


class OnDayFilter(django_filters.DateFilter):  # type: ignore[misc]
    """As things stood on a day; the filter set's ``method`` says what that is."""

    field_class = PortalDateField
