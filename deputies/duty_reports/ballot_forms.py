"""The form that prepares the ballot on duty reports."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from congress.accounts.models import User
from congress.ballots.choosing import mode_for, offer_rules, rules_in_use
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.web.forms import PortalForm
from deputies.duty_reports.enums import Audience
from deputies.duty_reports.queries import committee_members
from deputies.enums import RATING_RULES
from deputies.models import DutyReport, Person
from deputies.operations.report_ballots import name_on_ballot, with_whom


class _Reports(forms.ModelMultipleChoiceField[DutyReport]):
    """Reports by whose they are."""

    def label_from_instance(self, row: Any) -> str:
        """张伟（市人大代表）."""
        return name_on_ballot(row)


class ReportBallotForm(PortalForm):
    """Which reports of the day, who rates them, by which rules."""

    reports = _Reports(
        DutyReport.objects.none(),
        label="同一张票上还有",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="同一天述职的，一名代表一项；不勾选的另外准备",
    )
    raters = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="评议人",
        widget=forms.CheckboxSelectMultiple,
        help_text="到会的常委会组成人员；没有到会的去掉勾选",
        error_messages={"required": "还没有选评议人"},
    )
    mode = forms.ChoiceField(label="投票方式", choices=Mode.choices, widget=forms.RadioSelect)
    paper = forms.IntegerField(
        label="准备几张纸质票",
        min_value=1,
        max_value=5000,
        widget=forms.NumberInput(attrs={"class": "rd-w-s", "inputmode": "numeric"}),
        help_text="到会的选民有多少，就准备多少张；发出、收回几张计票时再填",
        error_messages={"required": "请写准备几张纸质票"},
    )
    rule_set = forms.ModelChoiceField(
        RuleSet.objects.none(), label="表决规则", help_text="等次用述职的评议等次，其余按这套规则"
    )

    def __init__(self, *args: Any, report: DutyReport, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        others = with_whom(report, user).select_related("deputyship__person", "deputyship__term__area")
        if others.exists():
            cast("_Reports", self.fields["reports"]).queryset = others.order_by("pk")
        else:
            del self.fields["reports"]
        offer_rules(self, rules_in_use(BallotForm.GRADES), first=RATING_RULES)
        if report.audience == Audience.VOTERS:
            del self.fields["raters"], self.fields["mode"]
            return
        del self.fields["paper"]
        members = committee_members(report.day).exclude(pk=report.deputyship.person_id)
        cast("forms.ModelMultipleChoiceField[Person]", self.fields["raters"]).queryset = members
        accounts = list(members.values_list("user__is_active", flat=True))
        self.initial["raters"] = [one.pk for one in members]
        phones = sum(map(bool, accounts))
        self.initial["mode"] = mode_for(phones, len(accounts) - phones)

    def clean(self) -> dict[str, Any]:
        """The report the page is of is always on the ballot."""
        data = dict(super().clean() or self.cleaned_data)
        data["reports"] = [self.report, *data.get("reports", ())]
        return data
