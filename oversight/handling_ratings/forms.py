"""The form of a rating of the handling of suggestions."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from oversight.ballot_forms import MeetingBallotForm

_OWN = (OrganKind.COMMITTEE, OrganKind.OFFICE, OrganKind.STANDING_COMMITTEE)


class PrepareRatingForm(MeetingBallotForm):
    """At which meeting, over which handling, of whom, and how it is voted."""

    since = PortalDateField(label="办理期间从")
    until = PortalDateField(label="办理期间到")
    overall = forms.BooleanField(label="测评办理工作总体", required=False, initial=True)
    units = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label="测评的承办单位",
        required=False,
        help_text="要一个一个测评的承办单位；只测评总体的不选",
    )

    field_order = ("meeting", "since", "until", "overall", "units", "rule_set", "mode")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Organ.objects.active(timezone.localdate()).exclude(kind__in=_OWN).order_by("order", "pk")
        cast("forms.ModelMultipleChoiceField[Organ]", self.fields["units"]).queryset = units

    def clean(self) -> dict[str, Any]:
        """The period does not end before it begins."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "结束日期不能早于开始日期")
        return data
