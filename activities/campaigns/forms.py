"""Forms of campaigns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from activities.campaigns.enums import Audience
from activities.campaigns.seams import Tagged
from activities.models import Activity, ActivityKind, Campaign, Measure
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship, DutyKind, Person
from deputies.names import name_key


class MeasureForm(VersionedFormMixin, PortalModelForm[Measure]):
    """What a campaign asks for."""

    class Meta:
        model = Measure
        fields = ("audience", "heading", "name", "times", "order", "activity_kinds", "duty_kinds")
        widgets = {
            "activity_kinds": forms.CheckboxSelectMultiple,
            "duty_kinds": forms.CheckboxSelectMultiple,
            "heading": forms.TextInput(attrs={"list": "headings", "autocomplete": "off"}),
        }
        help_texts = {
            "heading": "有几个板块的写属于哪一块，如思想政治引领；没有就空着",
            "activity_kinds": "要求小组和全区的：登记了这些类别的活动就算完成一次；也可以到活动里一次一次关联",
            "duty_kinds": "要求代表的：履职登记册里计入了这些事项就算完成一次",
        }

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.headings = sorted({row.heading for row in campaign.measures.all() if row.heading})
        kinds = self.fields["activity_kinds"]
        duties = self.fields["duty_kinds"]
        assert isinstance(kinds, forms.ModelMultipleChoiceField)  # noqa: S101 - of the model
        assert isinstance(duties, forms.ModelMultipleChoiceField)  # noqa: S101 - of the model
        kinds.queryset = ActivityKind.objects.filter(active=True)
        duties.queryset = DutyKind.objects.filter(in_use=True)

    def clean(self) -> dict[str, Any]:
        """What is asked of deputies names the duties that count: there is nothing else to count it by."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("audience") == Audience.DEPUTY and "duty_kinds" in data and not data["duty_kinds"]:
            self.add_error("duty_kinds", "要求代表的，请选哪些履职事项算")
        same = self.campaign.measures.filter(audience=data.get("audience"), name=data.get("name"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "这个专项已有这一条")
        return data


class ActivitiesField(forms.ModelMultipleChoiceField[Activity]):
    """Activities with their days."""

    def label_from_instance(self, obj: Activity) -> str:
        """5月8日　视察清溪河治理."""
        return f"{obj.start_on.month}月{obj.start_on.day}日　{obj.headline}"


class LinkForm(PortalForm):
    """The activities of a campaign that are linked to one of its measures."""

    activities = ActivitiesField(
        label="关联的活动",
        queryset=Activity.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="没有想要的活动时，先在那次活动的登记里选上这个专项",
    )

    def __init__(self, *args: Any, offered: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activities"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - declared above
        field.queryset = offered


class MembersForm(PortalForm):
    """Names of those who take part, as they stand in a list."""

    role = forms.ChoiceField(label="角色", required=False)
    names = forms.CharField(
        label="姓名",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一次可以贴很多，用顿号、逗号、空格或换行隔开；在任代表按代表记，其他人员按机关干部记",
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if campaign.roles:
            role = self.fields["role"]
            assert isinstance(role, forms.ChoiceField)  # noqa: S101 - declared above
            role.choices = [(name, name) for name in campaign.roles]
        else:
            del self.fields["role"]

    def clean_names(self) -> list[str]:
        """Each name once, in order."""
        text: str = self.cleaned_data["names"]
        for mark in "、，,;；\n\r\t　":
            text = text.replace(mark, " ")
        return list(dict.fromkeys(text.split()))

    def clean(self) -> dict[str, Any]:
        """Everybody is found, and nobody twice under one name: a deputy by deputyship, others by person."""
        data: dict[str, Any] = super().clean() or {}
        names: list[str] = data.pop("names", [])
        keys = {name_key(name): name for name in names}
        people = list(Person.objects.filter(name__in=names))
        serving = Deputyship.objects.in_force(timezone.localdate()).filter(person__in=people)
        by_person = {row.person_id: row for row in serving.order_by("-pk")}
        found = {name_key(person.name) for person in people}
        missing = [name for key, name in keys.items() if key not in found]
        twice = sorted({one.name for one in people if sum(one.name == other.name for other in people) > 1})
        if missing:
            self.add_error("names", f"人员名册里没有：{'、'.join(missing)}")
        if twice:
            self.add_error("names", f"同名的有几位，请到人员名册里核对：{'、'.join(twice)}")
        data["deputyships"] = [by_person[one.pk] for one in people if one.pk in by_person]
        data["people"] = [one for one in people if one.pk not in by_person]
        return data


class TagForm(PortalForm):
    """The records of one kind that bear the campaign's name."""

    records = forms.TypedMultipleChoiceField(
        label="归入的", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, label: str, offered: list[Tagged], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["records"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared above
        field.label = label
        field.choices = [(one.pk, one.title) for one in offered]
