"""Which period is asked for: one form for the overview, the figures, reports and exports (R308)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from congress.figures.period import Period
from congress.organs.models import Term
from congress.organs.queries import district
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm

#: Periods one asks for most.
PRESETS = {
    "year": "今年以来",
    "term": "本届以来",
    "half": "上半年",
    "twelve": "一年来",
    "month": "本月",
    "custom": "自选",
}
DEFAULT_PRESET = "year"


class PeriodForm(PortalForm):
    """A period with its cut-off; without data it is this year until today.

    In an address: ``preset=half&until=2026-06-30``, or ``preset=custom&since=2026-01-01&until=2026-03-31``.
    """

    preset = forms.ChoiceField(label="期间", choices=PRESETS.items(), required=False)
    since = PortalDateField(label="从", required=False)
    until = PortalDateField(label="截至", required=False)

    def clean(self) -> dict[str, Any]:
        """A range of one's own has a first day; none ends before it begins, or after today."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        today = timezone.localdate()
        if until and until > today:
            self.add_error("until", "截止日期晚于今天，请改成今天或以前")
        if data.get("preset") == "custom":
            if not since and "since" not in self.errors:
                self.add_error("since", "自选期间须填起始日期")
            elif since and since > (until or today):
                self.add_error("since", "起始日期晚于截止日期，请改正")
        return data

    @property
    def period(self) -> Period:
        """The period that was asked for; of a form in error, the default one."""
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        today = timezone.localdate()
        until = data.get("until") or today
        preset = data.get("preset") or DEFAULT_PRESET
        if preset == "custom":
            since: date | None = data.get("since")
            if since is None:
                return Period.this_year(until)
            return Period.since(since, until) if until == today else Period.between(since, until)
        if preset == "term":
            return of_the_term(until)
        made = {
            "year": Period.this_year,
            "half": Period.first_half,
            "twelve": Period.twelve_months,
            "month": Period.this_month,
        }
        return made[preset](until)


def of_the_term(until: date) -> Period:
    """本届以来: from the first day of the district's term that holds the cut-off; without one, this year."""
    area = district()
    terms = Term.objects.filter(area=area, starts_on__lte=until) if area else Term.objects.none()
    term = terms.order_by("-starts_on").first()
    return Period.since(term.starts_on, until, "本届以来") if term else Period.this_year(until)
