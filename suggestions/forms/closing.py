"""Reasons and findings with which the office ends, or goes on with, what it keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from congress.organs.models import Organ
from congress.web.forms import PortalForm
from suggestions.forms.assigning import UnitField
from suggestions.queries.recommend import handling_organs

_LONG = 500


def _prose(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ReasonForm(PortalForm):
    """Why."""

    reason = forms.CharField(label="原因", max_length=_LONG, widget=_prose())


class ReopenForm(ReasonForm):
    """Why, and for each unit that was abolished since: who does its work now."""

    def __init__(self, *args: Any, units: Iterable[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(Organ.objects.active(timezone.localdate()).values_list("pk", flat=True))
        self._gone = [unit for unit in units if unit.pk not in there]
        for unit in self._gone:
            self.fields[f"instead_{unit.pk}"] = UnitField(
                label=f"{unit}已撤销，现在由谁承办", queryset=handling_organs()
            )

    def clean(self) -> dict[str, Any]:
        """``instead``: the unit in the place of each that is gone."""
        cleaned = super().clean() or self.cleaned_data
        found = {unit.pk: cleaned.pop(f"instead_{unit.pk}", None) for unit in self._gone}
        return {**cleaned, "instead": {key: organ for key, organ in found.items() if organ}}


class StrikeOffForm(PortalForm):
    """How it was checked."""

    checked = forms.CharField(
        label="怎样核查的",
        max_length=_LONG,
        widget=_prose(4),
        help_text="写明看了什么、问了谁、结果如何，如：现场看过 38 盏路灯，全部亮起",
    )


class ConclusionForm(PortalForm):
    """What the joint study found."""

    conclusion = forms.CharField(label="研究结论", max_length=_LONG, widget=_prose(5), help_text="会告知代表")


class RedoAfterStudyForm(ConclusionForm):
    """What the joint study found, and who handles it again."""

    who = forms.ChoiceField(
        label="交给谁再办",
        choices=[("same", "原来的单位"), ("others", "另选单位")],
        initial="same",
        widget=forms.RadioSelect,
    )


class CheckCommitmentForm(PortalForm):
    """Whether the promise was kept."""

    kept = forms.ChoiceField(
        label="核实结果", choices=[("yes", "已兑现"), ("no", "还没有兑现")], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="核实说明", max_length=300, widget=_prose(), help_text="怎样核实的；没有兑现的，还差什么"
    )


class GiveUpForm(PortalForm):
    """Why the promise counts as broken."""

    note = forms.CharField(label="原因", max_length=300, widget=_prose(), help_text="会记入承诺兑现率")
