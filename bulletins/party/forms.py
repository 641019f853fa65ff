"""Forms of discussions and reports."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from bulletins.models import PartyDiscussion, PartyReport, PartyReportRule
from bulletins.party.enums import ReportKind
from bulletins.party.queries import owed
from congress.documents.fields import DocumentsField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from oversight.matters.enums import MatterState
from oversight.models import MajorMatter


def _prose(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DiscussionForm(PortalModelForm[PartyDiscussion]):
    """A discussion."""

    class Meta:
        model = PartyDiscussion
        fields = ("held_on", "meeting", "topic", "outcome")
        widgets = {"outcome": _prose()}
        help_texts = {
            "meeting": "如：区委常委会第 12 次会议",
            "topic": "一次会议研究几件事的，一件登记一条",
        }


class ChangeDiscussionForm(VersionedFormMixin, DiscussionForm):
    """The form of one that exists, opened at a version."""


class ReportForm(PortalModelForm[PartyReport]):
    """A report that was sent, for a period of a rule or on a single matter."""

    period = forms.ChoiceField(
        label="哪一期",
        required=False,
        help_text="定期报告选它是哪一期的；专题请示、报告不选",
    )
    attachments = DocumentsField(label="文件", required=False)
    field_order = (
        "kind", "topic", "period", "title", "matter", "addressee", "reported_on", "summary", "attachments",
    )  # fmt: skip

    class Meta:
        model = PartyReport
        fields = ("kind", "topic", "title", "matter", "addressee", "reported_on", "summary")
        widgets = {"kind": forms.RadioSelect, "topic": forms.RadioSelect, "summary": _prose()}
        help_texts = {"matter": "选了的，那件事项的“事前请示”“事后报告”跟着登记，不用再填一遍"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matters = MajorMatter.objects.exclude(state=MatterState.DROPPED)
        cast("forms.ModelChoiceField[MajorMatter]", self.fields["matter"]).queryset = matters
        self.rules: dict[str, tuple[PartyReportRule, date]] = {}
        choices = [("", "专题请示报告")]
        for one in owed(timezone.localdate()):
            key = f"{one.rule.pk}:{one.start}"
            self.rules[key] = (one.rule, one.start)
            choices.append((key, f"{one.label}　{one.rule}{'' if one.report is None else '（已报送）'}"))
        if self.instance.rule is not None and self.instance.period_start is not None:
            key = f"{self.instance.rule_id}:{self.instance.period_start}"
            if key not in self.rules:
                self.rules[key] = (self.instance.rule, self.instance.period_start)
                choices.append((key, f"{self.instance.rule}"))
            self.initial.setdefault("period", key)
        self.fields["period"].choices = choices  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """The rule and the first day of the period."""
        data = super().clean() or {}
        rule, start = self.rules.get(data.pop("period", ""), (None, None))
        data["rule"], data["period_start"] = rule, start
        if rule is not None and data.get("kind") == ReportKind.REQUEST:
            self.add_error("kind", "定期的是报告；请示不选期")
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeReportForm(VersionedFormMixin, ReportForm):
    """The form of a report that exists, opened at a version; its matter stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["matter"]


class ReplyForm(PortalForm):
    """What the party committee said."""

    reply_on = PortalDateField(label="批复日期")
    reply_by = forms.CharField(
        label="谁批复", max_length=60, required=False, help_text="如：区委主要负责同志"
    )
    reply = forms.CharField(label="批复意见", max_length=2000, widget=_prose())
    attachments = DocumentsField(label="文件", required=False)


class RuleForm(PortalModelForm[PartyReportRule]):
    """How often a report is due."""

    class Meta:
        model = PartyReportRule
        fields = ("name", "addressee", "every", "starts_on", "remind_days", "order", "active")
        help_texts = {
            "name": "如：常委会党组向区委请示报告工作",
            "every": "每期的最后一天到期：每半年是 6月30日、12月31日",
            "starts_on": "这天以前的期间不提醒",
            "order": "数字小的排在前面",
            "active": "不再要求的去掉勾选，以前的报告不变",
        }
