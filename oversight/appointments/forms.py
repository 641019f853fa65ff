"""Forms of appointments."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from oversight.meetings.enums import Members
from oversight.models import Appointment, Meeting


def meetings_held() -> QuerySet[Meeting]:
    """Meetings of the committee that took place, the newest first."""
    return Meeting.objects.held().filter(kind__members=Members.COMMITTEE).order_by("-on", "-pk")


class ChangeAppointmentForm(VersionedFormMixin, PortalModelForm[Appointment]):
    """Who, which post, how it was decided."""

    class Meta:
        model = Appointment
        fields: tuple[str, ...] = (
            "name",
            "post",
            "action",
            "outcome",
            "votes_for",
            "votes_against",
            "abstained",
        )
        help_texts = {"post": "如：区教育局局长", "votes_for": "没有记票数的不填"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class AppointmentForm(PortalModelForm[Appointment]):
    """A decision of a meeting."""

    class Meta(ChangeAppointmentForm.Meta):
        fields = ("meeting", *ChangeAppointmentForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Meeting]", self.fields["meeting"])
        field.queryset = meetings_held()
        field.empty_label = "请选择"

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class NoticeForm(PortalForm):
    """When the notice was handed out."""

    notice_on = PortalDateField(label="发放日期")
    notice_number = forms.CharField(label="告知书编号", max_length=40, required=False)


class ReceiptForm(PortalForm):
    """When it came back signed."""

    receipt_on = PortalDateField(label="签收日期")


class DutyReportForm(PortalForm):
    """A duty report."""

    on = PortalDateField(label="日期")
    title = forms.CharField(label="报告", max_length=120, help_text="如：任职一年履职情况报告")
    summary = forms.CharField(
        label="主要内容", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
