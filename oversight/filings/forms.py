"""Forms of filed documents."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from oversight.filings.enums import FilingResult
from oversight.models import Filing
from oversight.opinions.forms import offer_units


class FilingForm(PortalModelForm[Filing]):
    """The document, when it was issued and when it was filed."""

    class Meta:
        model = Filing
        fields = ("issuer", "title", "number", "issued_on", "filed_on")
        help_texts = {"filed_on": "还没有报备的不填，过了期限会列出来"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "issuer", committees=False, known=self.instance.issuer_id)

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeFilingForm(VersionedFormMixin, FilingForm):
    """The form of one that exists, opened at a version."""


class ConcludeForm(PortalForm):
    """What the review came to."""

    reviewer = forms.ModelChoiceField(Organ.objects.none(), label="审查的工委")
    result = forms.ChoiceField(
        label="审查结果", choices=[one for one in FilingResult.choices if one[0] != FilingResult.OPEN]
    )
    opinion = forms.CharField(
        label="审查意见",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="没有发现问题的可以不写",
    )
    concluded_on = PortalDateField(label="审结日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "reviewer", committees=True)
        cast("forms.ModelChoiceField[Organ]", self.fields["reviewer"]).empty_label = "请选择"
        self.initial.setdefault("concluded_on", timezone.localdate())
