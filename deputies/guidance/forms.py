"""Forms of the log of guidance."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from congress.organs.models import Area
from congress.web.forms import PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Guidance


class GuidanceForm(PortalModelForm[Guidance]):
    """A new entry."""

    class Meta:
        model = Guidance
        fields = ("area", "on", "subject", "account", "guided_by", "follow_up")
        widgets = {
            "account": forms.Textarea(attrs={"rows": 4}),
            "follow_up": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "subject": "如：指导代表小组活动、联络站建设",
            "guided_by": "几个人的，用顿号隔开",
            "follow_up": "还要做什么、做到哪一步",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = cast("forms.ModelChoiceField[Area]", self.fields["area"])
        area.queryset = Area.objects.towns().order_by("order", "pk")

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeGuidanceForm(VersionedFormMixin, GuidanceForm):
    """An entry that is there."""
