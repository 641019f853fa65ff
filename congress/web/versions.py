"""Forms that know which version of a record they were opened at, so that a second writer overwrites nobody."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.db.models import Model
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from congress.web.forms import PortalFormMixin

#: Names of the conflict page's own inputs: a choice, and both sides of what is chosen.
_SIDE = re.compile(r"conflict-(\d+)-(stored|typed):(.+)", re.DOTALL)
_CHOICE = "conflict-"
#: What every form takes; anything else a form was made with is its own, such as whose form it is.
_USUAL = frozenset(
    {"data", "files", "auto_id", "prefix", "initial", "instance", "error_class", "label_suffix", "renderer"}
    | {"empty_permitted", "use_required_attribute"}
)


def raw_values(bound: BoundField, value: Any) -> list[str]:
    """A value as its control would post it: the strings under the control's name."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(bound.field.prepare_value(value))
    if isinstance(shown, list | tuple):
        return [str(v) for v in shown]
    return ["" if shown is None else str(shown).replace("\r\n", "\n").strip()]


def _digest(values: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(values)).encode()).hexdigest()[:12]


def snapshot(form: BaseForm) -> str:
    """The values a form opens with, as digests: enough to tell later which of them were changed."""
    return json.dumps({f.name: _digest(raw_values(f, f.initial)) for f in form if not f.is_hidden})


def changed_since(opened: str, name: str, values: Sequence[str]) -> bool | None:
    """Whether a field differs from what the form was opened with; nothing when that is not known."""
    try:
        kept = json.loads(opened or "{}").get(name)
    except (ValueError, AttributeError):
        return None
    return None if kept is None else kept != _digest(values)


def resolved(data: MultiValueDict[str, str]) -> MultiValueDict[str, str]:
    """What the conflict page posts, turned into what the form itself would post.

    A field for which nothing was chosen keeps what stands in the record.
    """
    if not any(key.startswith(_CHOICE) for key in data):
        return data
    result = QueryDict(mutable=True)
    for key in data:
        side = _SIDE.fullmatch(key)
        if side is not None:
            number, which, name = side.groups()
            if which == (data.get(f"{_CHOICE}{number}") or "stored"):
                result.setlist(name, data.getlist(key))
        elif not key.startswith(_CHOICE):
            result.setlist(key, data.getlist(key))
    return result


class VersionedFormMixin(PortalFormMixin):
    """Adds the hidden ``version`` of the record; ``cleaned_data["version"]`` goes to the operation.

    The version comes from ``instance`` or from ``initial``. After a conflict, the choices of the conflict page
    are understood without further ado; a view that also binds formsets takes its data from
    :func:`congress.web.conflict.posted`.
    """

    opened = ""

    def __init__(self, data: MultiValueDict[str, str] | None = None, *args: Any, **kwargs: Any) -> None:
        self._own = {name: value for name, value in kwargs.items() if name not in _USUAL}
        super().__init__(None if data is None else resolved(data), *args, **kwargs)
        missing = "这一页不完整，请重新打开再填"
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, error_messages={"required": missing, "invalid": missing}
        )
        self.fields["opened"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial.setdefault("version", getattr(getattr(self, "instance", None), "version", None))
        if not self.is_bound:
            self.initial["opened"] = snapshot(self)

    def anew(self, record: Model) -> Self:
        """The same form, unbound, of the record as it stands now; made with what else this one was made with."""
        return type(self)(instance=record, **self._own)

    def full_clean(self) -> None:
        """Keep the snapshot out of what is handed to the operation."""
        super().full_clean()
        cleaned: Mapping[str, Any] = getattr(self, "cleaned_data", {})
        if "opened" in cleaned:
            self.opened = self.cleaned_data.pop("opened")
