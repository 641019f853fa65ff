"""Two people saved the same record: both versions side by side, chosen per field, nothing typed is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Model
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from congress.access.exceptions import Difference, StaleVersion
from congress.web.versions import changed_since, raw_values, resolved, snapshot

EMPTY = "（空）"


@dataclass(frozen=True)
class Choice:
    """One difference with what each side posts. ``chosen`` is preselected; ``free`` when both sides changed it."""

    number: int
    difference: Difference
    stored: dict[str, list[str]]
    typed: dict[str, list[str]]
    chosen: str = ""

    @property
    def free(self) -> bool:
        """Whether the user has to choose, because both changed it or nobody can tell."""
        return not self.chosen

    @property
    def posts(self) -> list[tuple[str, str, list[str]]]:
        """What both sides post: side, field, values. Pairs, for a field may well be called ``items``."""
        sides = (("stored", self.stored), ("typed", self.typed))
        return [(side, name, values) for side, fields in sides for name, values in fields.items()]


@dataclass(frozen=True)
class Rows:
    """A formset in a conflict: as it was typed, and as it would open now."""

    label: str
    typed: BaseFormSet[Any]
    current: BaseFormSet[Any]


@dataclass
class _Page:
    hidden: dict[str, list[str]]
    choices: list[Choice] = field(default_factory=list)

    def add(
        self, difference: Difference, stored: dict[str, list[str]], typed: dict[str, list[str]], chosen: str
    ) -> None:
        """Add a difference; what it posts is no longer posted as it was typed."""
        for key in typed:
            self.hidden.pop(key, None)
        self.choices.append(Choice(len(self.choices), difference, stored, typed, chosen))


def posted(request: HttpRequest) -> MultiValueDict[str, str]:
    """The request's data; after a conflict, with the choices made on the conflict page."""
    return resolved(request.POST)


def conflict_response(
    request: HttpRequest,
    form: BaseForm,
    stale: StaleVersion,
    *,
    current: BaseForm | None = None,
    rows: Sequence[Rows] = (),
) -> HttpResponse:
    """The 409 page for a valid ``form`` whose operation raised ``stale``.

    What stands in the record comes from ``current``, the form as it would open now, or else from
    ``stale.stored`` by field name, with values of the kind the form gives (choices by value, records as
    records). The page posts to the same address, at the record's present version.
    """
    data = resolved(request.POST)
    page = _Page({key: data.getlist(key) for key in data if key != "csrfmiddlewaretoken"})
    for bound in form:
        if bound.is_hidden or isinstance(bound.field, forms.FileField):
            continue
        if current is not None and bound.name in current.fields:
            stored = raw_values(bound, current[bound.name].initial)
        elif current is None and bound.name in stale.stored:
            stored = raw_values(bound, stale.stored[bound.name])
        else:
            continue
        typed = raw_values(bound, form.cleaned_data.get(bound.name))
        if stored != typed:
            page.add(
                Difference(bound.name, str(bound.label), _text(bound, stored), _text(bound, typed)),
                {bound.html_name: stored},
                {bound.html_name: data.getlist(bound.html_name)},
                _preselected(getattr(form, "opened", ""), bound.name, stored, typed),
            )
    for part in rows:
        before, after = _row_texts(part.current), _row_texts(part.typed)
        if before != after:
            prefix = f"{part.typed.prefix}-"
            page.add(
                Difference(part.typed.prefix or "", part.label, "\n".join(before), "\n".join(after)),
                dict(_formset_data(part.current)),
                {key: values for key, values in page.hidden.items() if key.startswith(prefix)},
                "",
            )
    _renew(page, form, stale, current)
    context = {
        "reason": str(stale),
        "choices": page.choices,
        "hidden": list(page.hidden.items()),
        "lost_files": [upload.name for _, uploads in request.FILES.lists() for upload in uploads],
        "action": request.get_full_path(),
    }
    return render(request, "web/conflict.html", context, status=409)


def _preselected(opened: str, name: str, stored: list[str], typed: list[str]) -> str:
    """The side that alone changed the field; empty when both did, or when it is not known."""
    theirs, mine = changed_since(opened, name, stored), changed_since(opened, name, typed)
    if theirs is None or mine is None or theirs == mine:
        return ""
    return "stored" if theirs else "typed"


def _renew(page: _Page, form: BaseForm, stale: StaleVersion, current: BaseForm | None) -> None:
    """Post at the version the record has now, so that a third writer is noticed too."""
    version = stale.stored.get("version")
    instance = getattr(form, "instance", None)
    if current is not None and "version" in current.fields:
        version = current["version"].initial
    elif version is None and isinstance(instance, Model) and instance.pk:
        version = type(instance)._default_manager.values_list("version", flat=True).get(pk=instance.pk)
    if version is None:
        raise ValueError("a conflict needs the present version: give `current` or stored['version']")
    page.hidden[form.add_prefix("version")] = [str(version)]
    page.hidden[form.add_prefix("opened")] = [snapshot(current) if current is not None else ""]


def _text(bound: BoundField, values: list[str]) -> str:
    """Posted strings as a reader would say them."""
    chooser = bound.field
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "是" if values else "否"
    if isinstance(chooser, forms.ModelChoiceField):
        key = chooser.to_field_name or "pk"
        found = (
            chooser.queryset.filter(**{f"{key}__in": [v for v in values if v]})
            if chooser.queryset is not None
            else ()
        )
        shown = [str(chooser.label_from_instance(record)) for record in found]
    elif isinstance(chooser, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in _flat(chooser.choices)}
        shown = [labels.get(value, value) for value in values if value]
    else:
        shown = [value for value in values if value]
    return "、".join(shown) or EMPTY


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _row_texts(formset: BaseFormSet[Any]) -> list[str]:
    """The rows of a formset in words; empty and deleted rows are left out."""
    texts = []
    for row in formset.forms:
        if formset.is_bound and formset.can_delete and row in formset.deleted_forms:
            continue
        values = (_text(bound, raw_values(bound, bound.value())) for bound in row if _is_told(bound))
        told = [value for value in values if value not in (EMPTY, "否")]
        if told:
            texts.append("　".join(told))
    return texts


def _is_told(bound: BoundField) -> bool:
    return (
        not bound.is_hidden
        and bound.name not in ("DELETE", "ORDER")
        and not isinstance(bound.field, forms.FileField)
    )


def _formset_data(formset: BaseFormSet[Any]) -> Iterator[tuple[str, list[str]]]:
    """What an unbound formset would post."""
    for form in (formset.management_form, *formset.forms):
        for bound in form:
            if not isinstance(bound.field, forms.FileField):
                yield bound.html_name, raw_values(bound, bound.initial)
