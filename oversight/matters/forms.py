"""Forms of major matters."""

from __future__ import annotations

from django import forms

from congress.documents.fields import DocumentsField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from oversight.models import MajorMatter

_AREA = forms.Textarea(attrs={"rows": 5})


class MatterForm(PortalModelForm[MajorMatter]):
    """What it is and where it comes from."""

    class Meta:
        model = MajorMatter
        fields = ("year", "title", "source", "source_note")
        help_texts = {"source_note": "如：区委常委会工作要点、某代表团的意见"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeMatterForm(VersionedFormMixin, MatterForm):
    """The form of one that exists, opened at a version."""


class DayForm(PortalForm):
    """The day of a step."""

    on = PortalDateField(label="日期")


class DecisionForm(DayForm):
    """The day and the words of a decision."""

    decision = forms.CharField(label="决议、决定", max_length=5000, widget=_AREA)


class PartForm(PortalForm):
    """What was done for one of the six parts."""

    done_on = PortalDateField(label="日期")
    note = forms.CharField(label="做法", max_length=3000, widget=_AREA)
    attachments = DocumentsField(label="佐证材料", required=False)
