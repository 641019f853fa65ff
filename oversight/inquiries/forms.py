"""Forms of inquiries."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from oversight.appointments.forms import meetings_held
from oversight.models import Inquiry, InquiryQuestion, Meeting
from oversight.opinions.forms import offer_units

_AREA = forms.Textarea(attrs={"rows": 4})


class InquiryForm(PortalModelForm[Inquiry]):
    """The subject, and at which meeting."""

    class Meta:
        model = Inquiry
        fields = ("meeting", "subject", "report", "summary")
        widgets = {"summary": _AREA}
        help_texts = {"report": "如：区政府关于代表议案建议办理情况的报告"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Meeting]", self.fields["meeting"])
        field.queryset = meetings_held() | Meeting.objects.filter(pk=self.instance.meeting_id)
        field.empty_label = "请选择"

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class TellForm(PortalForm):
    """What the log says of it."""

    text = forms.CharField(
        label="记入工作记录的文字", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ChangeInquiryForm(VersionedFormMixin, InquiryForm):
    """The form of one that exists, opened at a version."""


class QuestionForm(PortalModelForm[InquiryQuestion]):
    """A question and its answer."""

    class Meta:
        model = InquiryQuestion
        fields = ("questioner", "question", "organ", "official", "answer")
        widgets = {"question": _AREA, "answer": _AREA}
        help_texts = {"official": "姓名和职务，如：韩志远 副局长"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "organ", committees=False, known=self.instance.organ_id)

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeQuestionForm(VersionedFormMixin, QuestionForm):
    """The form of one that exists, opened at a version."""


class PromiseForm(PortalForm):
    """What was promised."""

    text = forms.CharField(label="承诺事项", max_length=300)
    due_on = PortalDateField(label="承诺期限")


class DoneForm(PortalForm):
    """What became of it."""

    done_on = PortalDateField(label="办成日期")
    done_note = forms.CharField(label="落实情况", max_length=500, widget=_AREA)
