"""The form of one side's check: a choice, words and photos for every item of the edition."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from congress.documents.fields import PhotosField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from liaison_stations.models import CheckedItem, CheckPhoto, StandardCheck, StandardItem
from liaison_stations.operations.checks import PHOTO_LIMIT, Answer
from liaison_stations.standards.queries import Found

_YES, _NO = "yes", "no"


@dataclass(frozen=True)
class Row:
    """One item on the page: its fields, the photos kept, what the other side found, what is lacking."""

    item: StandardItem
    #: The heading of the dimension that begins here, if one does.
    heading: str
    met: forms.BoundField
    words: forms.BoundField
    photos: forms.BoundField
    kept: Sequence[CheckPhoto]
    own: bool | None
    own_words: str
    lacking: Sequence[str]


class CheckForm(VersionedFormMixin, PortalForm):
    """When it was checked; the fields of the items are added by :func:`check_form`."""

    checked_on = PortalDateField(label="检查日期")


def check_form(items: Sequence[StandardItem]) -> type[CheckForm]:
    """The form for these items: ``met_<key>``, ``words_<key>`` and ``photos_<key>`` of each."""
    fields: dict[str, forms.Field] = {}
    for item in items:
        fields[f"met_{item.pk}"] = forms.TypedChoiceField(
            label=item.name,
            choices=[(_YES, "做到"), (_NO, "没做到")],
            coerce=lambda value: value == _YES,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )
        fields[f"words_{item.pk}"] = forms.CharField(
            label=f"{item.name}：依据",
            max_length=300,
            required=False,
            widget=forms.Textarea({"rows": 2}),
        )
        fields[f"photos_{item.pk}"] = PhotosField(label=f"{item.name}：照片", required=False)
    return type("CheckForm", (CheckForm,), fields)


def initial_of(check: StandardCheck | None, found: Mapping[int, CheckedItem]) -> dict[str, Any]:
    """What the form opens with."""
    values: dict[str, Any] = {
        "version": check.version if check else 0,
        "checked_on": check.checked_on if check else timezone.localdate(),
    }
    for key, one in found.items():
        values[f"words_{key}"] = one.words
        values[f"met_{key}"] = "" if one.met is None else _YES if one.met else _NO
    return values


def answers_of(form: CheckForm, items: Sequence[StandardItem], dropped: Collection[int]) -> dict[int, Answer]:
    """What was answered, by key of the item."""
    data = form.cleaned_data
    return {
        item.pk: Answer(
            met=data[f"met_{item.pk}"],
            words=data[f"words_{item.pk}"],
            photos=data[f"photos_{item.pk}"],
            dropped=dropped,
        )
        for item in items
    }


def rows_of(
    form: CheckForm,
    items: Sequence[StandardItem],
    found: Mapping[int, CheckedItem],
    own: Found | None,
    own_words: Mapping[int, str],
    lacking: Mapping[str, str],
) -> Iterator[Row]:
    """The items as the page shows them."""
    unmet = {one.pk for one in own.unmet} if own else set()
    dimension = ""
    for item in items:
        begins = item.dimension not in {dimension, item.name}
        dimension = item.dimension
        kept = found.get(item.pk)
        yield Row(
            item=item,
            heading=item.dimension if begins else "",
            met=form[f"met_{item.pk}"],
            words=form[f"words_{item.pk}"],
            photos=form[f"photos_{item.pk}"],
            kept=[one for one in kept.photos.all() if not one.dropped] if kept else [],
            own=item.pk not in unmet if own else None,
            own_words=own_words.get(item.pk, ""),
            lacking=[lacking[name] for name in (f"met_{item.pk}", f"words_{item.pk}") if name in lacking],
        )


#: What the page says of photos.
PHOTO_HINT = f"每项最多 {PHOTO_LIMIT} 张"
