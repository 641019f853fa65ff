"""The forms of the district's own lists: kinds and campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from activities.campaigns.enums import CampaignSort
from activities.enums import AttendanceAsked, DutyPart, LawAsked, LedgerBook, PartnerAsked, Side
from activities.models import ActivityKind, Campaign
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from deputies.models import DutyKind


class KindForm(PortalForm):
    """A kind of activity."""

    name = forms.CharField(label="名称", max_length=40)
    group = forms.CharField(
        label="归类", max_length=40, required=False, help_text="统计时合在一起的一类，如机关党建、监督"
    )
    meeting_body = forms.CharField(
        label="会议机构",
        max_length=40,
        required=False,
        help_text="开会编次数的，写是谁的会议，如党组、主任会议、常委会；登记时会问次数、议程和决定",
        widget=forms.TextInput(attrs={"list": "meeting-bodies", "autocomplete": "off"}),
    )
    law = forms.ChoiceField(
        label="学法",
        required=False,
        choices=[("", "不问"), *LawAsked.choices],
        help_text="会前学法：会议没有安排的，记录上写明；专门学法：如“一月一法”",
    )
    partner = forms.ChoiceField(
        label="配合与交流",
        required=False,
        choices=[("", "不问"), *PartnerAsked.choices],
        help_text="登记时会问对方单位和层级",
    )
    attendance = forms.ChoiceField(
        label="代表点名",
        required=False,
        choices=[("", "不问"), *AttendanceAsked.choices],
        help_text="几天的培训班选按天点名",
    )
    book = forms.ChoiceField(
        label="联络站台账",
        required=False,
        choices=[("", "不记入"), *LedgerBook.choices],
        help_text="联络站的这类活动记入哪一本；述职评议，本站组织的记入述职评议登记簿，其他的记入评议登记簿",
    )
    duty = forms.ModelChoiceField(
        label="记入代表履职",
        queryset=DutyKind.objects.filter(in_use=True),
        required=False,
        empty_label="不记入",
        help_text="到场的代表，履职登记册里各记一次，小组确认之后计分；改了只管以后登记的",
    )
    part = forms.ChoiceField(
        label="代表参与方式",
        required=False,
        choices=[("", "不算代表参与"), *DutyPart.choices],
        help_text="参与工作里按哪一种统计",
    )
    side = forms.ChoiceField(
        label="通常由谁组织",
        required=False,
        choices=Side.choices,
        help_text="活动里写的组织单位不在单位名册里时，按这个统计",
    )
    active = forms.BooleanField(
        label="登记时可选",
        required=False,
        initial=True,
        help_text="不再用的类别去掉勾选，已登记的活动不受影响",
    )

    def __init__(
        self, *args: Any, kind: ActivityKind | None = None, groups: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.groups = groups
        self.fields["group"].widget.attrs["list"] = "kind-groups"
        self.initial.setdefault("side", Side.CONGRESS)
        if kind is None:
            del self.fields["active"]

    def clean_side(self) -> str:
        """The congress organises what nobody says otherwise."""
        return self.cleaned_data["side"] or Side.CONGRESS

    def clean_name(self) -> str:
        """A name stands for one kind."""
        name: str = self.cleaned_data["name"].strip()
        others = ActivityKind.objects.exclude(pk=self.kind.pk) if self.kind else ActivityKind.objects
        if others.filter(name=name).exists():
            raise ValidationError(f"已有名为“{name}”的类别，请换一个名称")
        return name


class CampaignForm(PortalForm):
    """A campaign."""

    name = forms.CharField(label="名称", max_length=40, help_text="如文明城市创建、双联")
    sort = forms.ChoiceField(
        label="性质",
        choices=CampaignSort.choices,
        required=False,
        help_text="代表活动月，起止日期之内各小组的活动都算；主题词，只用来给活动归类",
    )
    slogan = forms.CharField(label="主题", max_length=60, required=False, help_text="如聚民意　惠民生")
    starts_on = PortalDateField(label="开始日期", required=False)
    ends_on = PortalDateField(label="结束日期", required=False, help_text="不写日期的，按自然年统计")
    roles = forms.CharField(
        label="角色",
        max_length=100,
        required=False,
        help_text="参加的人分几种角色的，用顿号隔开，如宣传者、践行者、监督者",
    )
    active = forms.BooleanField(
        label="登记时可选",
        required=False,
        initial=True,
        help_text="已结束的专项去掉勾选，已登记的活动不受影响",
    )

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        if campaign is None:
            del self.fields["active"]

    def clean_name(self) -> str:
        """A name stands for one campaign."""
        name: str = self.cleaned_data["name"].strip()
        others = Campaign.objects.exclude(pk=self.campaign.pk) if self.campaign else Campaign.objects
        if others.filter(name=name).exists():
            raise ValidationError(f"已有名为“{name}”的专项，请换一个名称")
        return name

    def clean_sort(self) -> str:
        """A campaign, where nothing else is said."""
        return str(self.cleaned_data["sort"] or CampaignSort.CAMPAIGN)

    def clean_roles(self) -> list[str]:
        """宣传者、践行者 as a list, each once."""
        words = [word.strip() for word in self.cleaned_data["roles"].split("、")]
        return list(dict.fromkeys(word for word in words if word))

    def clean(self) -> dict[str, Any]:
        """It does not end before it begins, and a month of activities has its days."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "结束日期不能早于开始日期")
        if data.get("sort") == CampaignSort.MONTH and not (first and last):
            self.add_error("starts_on", "代表活动月须写明起止日期")
        return data
