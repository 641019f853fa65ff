"""Forms of the groups' plans."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from activities.models import Activity, GroupPlan, PlanItem
from activities.plans.operations import Facts
from activities.plans.queries import candidates
from congress.web.dates import day
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.models import DeputyGroup


class PlanForm(PortalForm):
    """Whose plan for which year."""

    group = forms.ModelChoiceField(label="代表小组", queryset=DeputyGroup.objects.none())
    year = forms.IntegerField(
        label="年度",
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "rd-w-s"}),
        error_messages={"invalid": "年度写成四位数字，如 2026"},
    )

    def __init__(self, *args: Any, groups: QuerySet[DeputyGroup], **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": timezone.localdate().year}, **kwargs)
        cast("forms.ModelChoiceField[DeputyGroup]", self.fields["group"]).queryset = groups


class ItemForm(PortalForm):
    """One thing the group wants to do."""

    theme = forms.CharField(label="主题", max_length=120, help_text="如：视察农村饮水安全")
    month = forms.TypedChoiceField(
        label="月份", choices=[("", "请选择"), *((n, f"{n}月") for n in range(1, 13))], coerce=int
    )
    on = PortalDateField(label="日期", required=False, help_text="定下来再填")
    place = forms.CharField(label="地点", max_length=120, required=False)
    organiser = forms.CharField(label="组织者", max_length=80, required=False)
    expected = forms.IntegerField(
        label="预计参加代表",
        min_value=1,
        max_value=5000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "rd-w-s"}),
        error_messages={"invalid": "人数写成数字，如 12"},
    )

    def __init__(self, *args: Any, plan: GroupPlan, item: PlanItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs["initial"] = {
                **{
                    name: getattr(item, name)
                    for name in ("theme", "month", "on", "place", "organiser", "expected")
                },
                "version": item.version,
            }
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        """The day lies in the month."""
        data = super().clean() or {}
        on, month = data.get("on"), data.get("month")
        if on and month and (on.year, on.month) != (self.plan.year, month):
            self.add_error("on", f"日期要在{self.plan.year}年{month}月里，或者改月份")
        return data

    @property
    def facts(self) -> Facts:
        """What the operations take."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return cast("Facts", data)


class ChangeItemForm(VersionedFormMixin, ItemForm):
    """The form of an item that exists, opened at a version."""


class ActivityChoice(forms.ModelChoiceField[Activity]):
    """An activity by day and headline."""

    def label_from_instance(self, obj: Activity) -> str:
        """5月8日　视察防汛抗旱."""
        return f"{day(obj.start_on)}　{obj.headline}"


class LinkForm(PortalForm):
    """Which activity did what was planned."""

    activity = ActivityChoice(
        label="活动",
        queryset=Activity.objects.none(),
        required=False,
        help_text="本年度有本组代表参加、或写到本组的活动；选空白就是取消关联",
        empty_label="没有关联的活动",
    )

    def __init__(self, *args: Any, item: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"activity": item.activity_id}, **kwargs)
        cast("ActivityChoice", self.fields["activity"]).queryset = candidates(item)


class PostponeForm(PortalForm):
    """Until when, and why."""

    to = PortalDateField(label="延期到", help_text="到这一天为止")
    reason = forms.CharField(label="延期原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, item: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item

    def clean_to(self) -> Any:
        """Later than it was due."""
        to = self.cleaned_data["to"]
        if to <= self.item.due_on:
            raise ValidationError(f"原定{day(self.item.due_on)}前，请填更晚的日期")
        return to


class DropForm(PortalForm):
    """Why it is struck out."""

    reason = forms.CharField(label="不再开展的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
