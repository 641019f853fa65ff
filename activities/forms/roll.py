"""Who came, deputy by deputy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from activities.enums import AttendanceState
from activities.models import Attendance
from activities.operations import Mark
from congress.web.forms import PortalForm


class RollForm(PortalForm):
    """A state and a reason for every row of the attendance; ``lines`` pairs them for the page."""

    def __init__(self, *args: Any, rows: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            name = row.deputyship.person.name
            self.fields[f"state-{row.pk}"] = forms.ChoiceField(
                label=f"{name}出席情况", choices=AttendanceState.choices, initial=row.state
            )
            self.fields[f"reason-{row.pk}"] = forms.CharField(
                label=f"{name}请假原因",
                max_length=200,
                required=False,
                initial=row.reason,
                widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "请假原因"}),
            )

    @property
    def lines(self) -> list[tuple[Attendance, Any, Any]]:
        """Each row with its two boxes."""
        return [(row, self[f"state-{row.pk}"], self[f"reason-{row.pk}"]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        """A reason is given for leave, not for something else."""
        data = super().clean() or {}
        for row in self.rows:
            state, reason = data.get(f"state-{row.pk}"), data.get(f"reason-{row.pk}")
            if reason and state != AttendanceState.EXCUSED:
                message = "写了请假原因，出席情况请选请假；不是请假就清空原因"
                self.add_error(f"state-{row.pk}", ValidationError(message))
        return data

    @property
    def marks(self) -> list[Mark]:
        """What the operation takes."""
        data = self.cleaned_data
        return [
            Mark(row.pk, AttendanceState(data[f"state-{row.pk}"]), data[f"reason-{row.pk}"])
            for row in self.rows
        ]
