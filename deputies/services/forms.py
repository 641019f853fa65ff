"""Forms of services for deputies."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from congress.organs.enums import CongressLevel
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.forms.choices import DeputyshipChoice, GroupChoice, deputies_now, groups_now
from deputies.models import Certificate, DeputyGroup, Deputyship, Fund, FundSpending, Publication
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.services.enums import Quarter


def _number(**attrs: str) -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "rd-w-s", **attrs})


def without_certificate() -> DeputyshipQuerySet:
    """Deputies of the district in office who have no certificate, in the order of constituencies."""
    out = Certificate.objects.out().filter(deputyship=OuterRef("pk"))
    rows = deputies_now().filter(~Exists(out), level=CongressLevel.DISTRICT)
    return rows.order_by("constituency__number", "constituency_id", "person__pinyin", "pk")


class IssueForm(PortalForm):
    """One certificate."""

    deputyship = DeputyshipChoice(
        queryset=Deputyship.objects.none(), label="代表", help_text="列出的是在任、没有代表证的代表"
    )
    number = forms.CharField(label="证号", max_length=30)
    issued_on = PortalDateField(label="发证日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        out = Certificate.objects.out().filter(deputyship=OuterRef("pk"))
        cast("DeputyshipChoice", self.fields["deputyship"]).queryset = deputies_now().filter(~Exists(out))


class IssueManyForm(PortalForm):
    """Certificates of all who have none, numbered on."""

    lead = forms.CharField(label="证号前面的字", max_length=20, required=False, help_text="如：安人代18")
    first = forms.IntegerField(label="从几号起", min_value=1, max_value=999_999, initial=1, widget=_number())
    digits = forms.IntegerField(
        label="号码几位", min_value=1, max_value=6, initial=3, widget=_number(), help_text="如 3 位：001、002"
    )
    issued_on = PortalDateField(label="发证日期")


class ReturnForm(PortalForm):
    """The day it came back."""

    on = PortalDateField(label="收回日期")


class VoidForm(PortalForm):
    """Why it is void."""

    on = PortalDateField(label="作废日期")
    reason = forms.CharField(label="原因", max_length=100, help_text="如：遗失、损坏、写错")


class DrawForm(PortalForm):
    """Of which quarter."""

    year = forms.IntegerField(label="年度", min_value=1979, max_value=2100, widget=_number())
    quarter = forms.TypedChoiceField(
        label="季度", choices=Quarter.choices, coerce=int, widget=forms.RadioSelect
    )


class PayForm(PortalForm):
    """The day it was paid."""

    paid_on = PortalDateField(label="发放日期", help_text="登记以后，代表在手机上看得到自己的一笔，可以签收")


class SubscribeForm(PortalForm):
    """A publication of a year for all deputies."""

    publication = forms.ModelChoiceField(Publication.objects.filter(in_use=True), label="刊物、材料")
    year = forms.IntegerField(label="年度", min_value=1979, max_value=2100, widget=_number())


class DayForm(PortalForm):
    """The day something was posted or received, for all picked rows."""

    on = PortalDateField(label="日期")


class ChangeFundForm(VersionedFormMixin, PortalModelForm[Fund]):
    """An application for money."""

    group = GroupChoice(
        queryset=DeputyGroup.objects.none(),
        label="给哪个小组",
        required=False,
        help_text="全区统一使用的不填",
    )

    class Meta:
        model = Fund
        fields = ("year", "title", "applied_to", "applied_on", "applied", "group", "note")
        widgets = {"year": _number()}
        help_texts = {"title": "如：代表小组活动经费", "applied_to": "如：区财政局"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("GroupChoice", self.fields["group"]).queryset = groups_now()

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class FundForm(ChangeFundForm):
    """A new application; nobody else has opened it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"], self.fields["opened"]


class GrantForm(PortalForm):
    """What was granted."""

    granted_on = PortalDateField(label="批复日期")
    granted = forms.DecimalField(
        label="批复金额（元）", min_value=0, max_digits=12, decimal_places=2, widget=_number(step="0.01")
    )


class SpendForm(PortalModelForm[FundSpending]):
    """A line of the ledger."""

    group = GroupChoice(queryset=DeputyGroup.objects.none(), label="小组", required=False)

    class Meta:
        model = FundSpending
        fields = ("on", "amount", "purpose", "group", "voucher")
        help_texts = {"purpose": "如：视察用车、场地、资料印刷", "voucher": "财务凭证的号码"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("GroupChoice", self.fields["group"]).queryset = groups_now()
        self.initial.setdefault("on", timezone.localdate())

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""
