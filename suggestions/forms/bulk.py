"""What is said once for many suggestions: the words of an urging, the units of a hand-over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.forms import PortalForm
from suggestions.enums import Part
from suggestions.forms.assigning import UnitField
from suggestions.operations import UnitPart
from suggestions.operations.assigning import check_shape

#: Organs that are given suggestions to handle; the congress's own are not.
_NOT_UNITS = (
    OrganKind.STANDING_COMMITTEE,
    OrganKind.OFFICE,
    OrganKind.COMMITTEE,
    OrganKind.TOWN_PRESIDIUM,
    OrganKind.SUBDISTRICT_COMMITTEE,
    OrganKind.PARTY_BODY,
)


class UrgePickedForm(PortalForm):
    """What the units are told."""

    note = forms.CharField(
        label="催办的话",
        required=False,
        max_length=200,
        help_text="不填时写“请抓紧办理，按期答复。”",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AssignPickedForm(PortalForm):
    """One set of units: a lead unit with co-handlers, or several units each for its share."""

    lead = UnitField(label="主办单位", required=False)
    co = forms.ModelMultipleChoiceField(Organ.objects.none(), label="协办单位", required=False)
    split = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label="分办单位",
        required=False,
        help_text="几个单位各办一部分时选这里，主办单位就不选",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.active(timezone.localdate()).exclude(kind__in=_NOT_UNITS)
        for name in ("lead", "co", "split"):
            self.fields[name].queryset = organs  # type: ignore[attr-defined]  # choices of a model
        for name in ("co", "split"):
            self.fields[name].error_messages["invalid_choice"] = "选的单位里有已撤销的，请重新选"

    def clean(self) -> dict[str, Any]:
        """The shape is checked before the first suggestion is handed over."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_shape(self.units, timezone.localdate())
            except ValidationError as error:
                self.add_error("lead", error)
        return cleaned

    @property
    def units(self) -> list[UnitPart]:
        """The chosen units with their parts, the lead first."""
        chosen = self.cleaned_data
        lead = [UnitPart(chosen["lead"], Part.LEAD)] if chosen.get("lead") else []
        co = [UnitPart(organ, Part.CO) for organ in chosen.get("co") or ()]
        return [*lead, *co, *(UnitPart(organ, Part.SPLIT) for organ in chosen.get("split") or ())]
