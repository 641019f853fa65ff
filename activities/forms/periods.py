"""Which days a figure is to be counted for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm


class LeadersForm(PortalForm):
    """The days, and whether to leave out where leaders only accompanied others."""

    since = PortalDateField(label="从")
    until = PortalDateField(label="到")
    leave_out = forms.BooleanField(label="不算陪同", required=False)

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", "结束日期早于开始日期，请改正")
        return data

    @property
    def chosen(self) -> tuple[date, date, bool]:
        """First day, last day, and whether accompanying counts."""
        data = self.cleaned_data if self.is_bound else self.initial
        return data["since"], data["until"], not data.get("leave_out", False)
