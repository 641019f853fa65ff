"""The month that is looked at, and the rule."""

from __future__ import annotations

from django import forms

from congress.organs.enums import CongressLevel
from congress.web.forms import PortalModelForm
from congress.web.versions import VersionedFormMixin
from suggestions.models import QuotaSetting


class QuotaForm(VersionedFormMixin, PortalModelForm[QuotaSetting]):
    """The office's rule of 每月一条."""

    levels = forms.MultipleChoiceField(
        label="哪些层级的代表", choices=CongressLevel.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = QuotaSetting
        fields = ("per_month", "starts_on", "livelihood_only", "levels")
        help_texts = {
            "starts_on": "在这一天之前的月份不要求；留空就从每名代表任职起算",
            "livelihood_only": "勾选后，只有民生类别的社情民意计入",
        }
