"""Forms of the calendar."""

from datetime import date
from typing import Any

from django import forms

from congress.web.forms import PortalForm, PortalModelForm
from congress.workdays import calendar
from congress.workdays.models import CalendarCorrection, CalendarYear
from congress.workdays.queries import FIRST_YEAR, LAST_YEAR

WORKING = (("yes", "上班"), ("no", "休息"))


class CorrectionForm(PortalModelForm[CalendarCorrection]):
    """One day that a notice has changed."""

    working = forms.ChoiceField(label="这一天", choices=WORKING, widget=forms.RadioSelect)

    class Meta:
        model = CalendarCorrection
        fields = ["day", "working", "reason", "source"]

    def clean_day(self) -> date:
        """Only days the calendar page shows, and none twice."""
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"请填 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间的日期")
        if calendar.current().info(day).corrected:
            raise forms.ValidationError("这一天已经改过，请先在工作日历里撤回原来的修正")
        return day

    def clean_working(self) -> bool:
        """The choice as a truth value."""
        return bool(self.cleaned_data["working"] == "yes")

    def clean(self) -> dict[str, Any] | None:
        """A correction that changes nothing is a slip."""
        cleaned = super().clean()
        day, working = self.cleaned_data.get("day"), self.cleaned_data.get("working")
        if day and working is not None and calendar.is_working_day(day) == working:
            word = "上班" if working else "休息"
            self.add_error("working", f"{day.year}年{day.month}月{day.day}日现在就是{word}，不用改")
        return cleaned


class CompleteForm(PortalForm):
    """A year whose notice has been entered completely."""

    source = forms.CharField(
        label="依据",
        max_length=CalendarYear._meta.get_field("source").max_length,
        help_text="通知的名称和文号",
    )
