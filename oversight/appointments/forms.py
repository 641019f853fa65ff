"""Forms of appointments."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from congress.ballots.choosing import offer_rules, rules_in_use
from congress.ballots.enums import BallotForm as Form
from congress.ballots.enums import Mode
from congress.ballots.models import RuleSet
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from oversight.meetings.enums import MeetingState, Members
from oversight.models import Appointment, Meeting


def meetings_of_committee() -> QuerySet[Meeting]:
    """Meetings of the committee that were not called off, the newest first."""
    rows = Meeting.objects.filter(kind__members=Members.COMMITTEE).exclude(state=MeetingState.CANCELLED)
    return rows.order_by("-on", "-pk")


def meetings_held() -> QuerySet[Meeting]:
    """Those of them that took place."""
    return meetings_of_committee().filter(state=MeetingState.HELD)


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
        help_texts = {
            "post": "如：区教育局局长",
            "outcome": "会前登记选“等表决”：在平台上投票的，公布以后自动登记结果和票数",
            "votes_for": "没有记票数的不填",
        }

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class AppointmentForm(PortalModelForm[Appointment]):
    """A decision of a meeting."""

    class Meta(ChangeAppointmentForm.Meta):
        fields = ("meeting", *ChangeAppointmentForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Meeting]", self.fields["meeting"])
        field.queryset = meetings_of_committee()
        field.empty_label = "请选择"

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class BallotForm(PortalForm):
    """How appointments are voted on."""

    rule_set = forms.ModelChoiceField(
        RuleSet.objects.none(), label="表决规则", help_text="票上逐项是赞成、反对、弃权"
    )
    mode = forms.ChoiceField(
        label="投票方式", choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.PHONE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rules(self, rules_in_use(Form.APPROVAL).exclude(threshold=""))


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
