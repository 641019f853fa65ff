"""Forms of the yearly ranking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from liaison_stations.models import RankingWeights
from liaison_stations.ranking.parts import PARTS, WHOLE, Part, weights_of
from liaison_stations.ranking.queries import Line


def _weight(part: Part) -> forms.IntegerField:
    number = forms.NumberInput(attrs={"class": "rd-w-s", "inputmode": "numeric"})
    return forms.IntegerField(
        label=part.label, help_text=part.text, min_value=0, max_value=WHOLE, widget=number
    )


class WeightsForm(VersionedFormMixin, PortalForm):
    """What each part weighs in a year, 100 in all; a part of 0 does not count."""

    def __init__(self, *args: Any, instance: RankingWeights, **kwargs: Any) -> None:
        weights, _row = weights_of(instance.year)
        # Django's forms copy what this attribute of the class holds.
        self.__dict__["base_fields"] = {part.key: _weight(part) for part in PARTS}
        super().__init__(*args, initial={**weights, "version": instance.version}, **kwargs)
        self.instance = instance

    def clean(self) -> dict[str, Any]:
        """The weights under one name, as the operation takes them."""
        data = super().clean() or {}
        weights = {part.key: data[part.key] for part in PARTS if part.key in data}
        rest = {name: value for name, value in data.items() if name not in weights}
        return {**rest, "weights": weights}


class FreezeForm(PortalForm):
    """Which stations are chosen, from the ranking as it stands."""

    chosen = forms.TypedMultipleChoiceField(
        label="先进站", coerce=int, widget=forms.CheckboxSelectMultiple, help_text="按名次排，选几个由区里定"
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chosen"]
        field.choices = [
            (line.station.pk, f"第 {line.place} 名　{line.station}　{line.score} 分") for line in lines
        ]


class WithdrawForm(PortalForm):
    """Why a frozen ranking is taken back."""

    reason = forms.CharField(label="收回的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
