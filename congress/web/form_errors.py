"""The errors of a form as lines that lead to their fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.widgets import CheckboxSelectMultiple, RadioSelect


@dataclass(frozen=True)
class ErrorLine:
    """One message; ``target`` is the id of the control, empty when it belongs to no single field."""

    label: str
    message: str
    target: str = ""


def control_id(field: BoundField) -> str:
    """The id of what can take the focus: the control, or the first one of a group."""
    return (
        f"{field.auto_id}_0"
        if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
        else (field.id_for_label or field.auto_id)
    )


def error_lines(form: BaseForm | BaseFormSet[Any]) -> Iterator[ErrorLine]:
    """Every error of a bound form or formset, in the order of the fields."""
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from (ErrorLine("", str(message)) for message in form.non_form_errors())
            for number, row in enumerate(form.forms, start=1):
                for line in error_lines(row):
                    label = f"第 {number} 行{line.label}" if line.label else f"第 {number} 行"
                    yield ErrorLine(label, line.message, line.target)
        return
    yield from (ErrorLine("", str(message)) for message in form.non_field_errors())
    for field in form:
        label = "" if field.is_hidden else str(field.label)
        target = "" if field.is_hidden else control_id(field)
        yield from (ErrorLine(label, str(message), target) for message in field.errors)
