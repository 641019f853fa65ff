"""Forms of party branches."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.branches.queries import candidates, outsiders
from deputies.enums import Party
from deputies.links.forms import PeopleChoice, PersonChoice, prose, today_shown
from deputies.models import BranchActivityKind, BranchHeading, BranchMember, DeputyGroup, PartyBranch, Person
from deputies.models.branches import LONGEST_TEXT
from deputies.models.deputyships import memberships_on


class BranchForm(PortalModelForm[PartyBranch]):
    """A branch: what it is, and what it says under each heading."""

    class Meta:
        model = PartyBranch
        fields = ("name", "secretary", "document", "issuers", "starts_on")
        field_classes = {"secretary": PersonChoice}
        help_texts = {
            "secretary": "小组里的中共党员",
            "document": "如：《关于在全区人大代表小组中建立功能型党支部的意见》",
            "issuers": "联合发文的都写，如：区人大常委会党组、区委组织部",
        }

    def __init__(self, *args: Any, group: DeputyGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of = group or self.instance.group
        today = timezone.localdate()
        seats = memberships_on(today).filter(group=of).values("deputyship__person_id")
        secretary = cast("PersonChoice", self.fields["secretary"])
        secretary.queryset = Person.objects.filter(pk__in=seats, party=Party.CPC).order_by("pinyin", "pk")
        if group is not None:
            self.initial.setdefault("name", f"{group.label}功能型党支部")
            self.initial.setdefault("starts_on", today_shown())
        texts = {text.heading_id: text.text for text in self.instance.texts.all()} if self.instance.pk else {}
        for heading in BranchHeading.objects.filter(in_use=True):
            self.fields[f"heading_{heading.pk}"] = forms.CharField(
                label=heading.name, max_length=LONGEST_TEXT, required=False, widget=prose()
            )
            self.initial[f"heading_{heading.pk}"] = texts.get(heading.pk, "")

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""

    def clean(self) -> dict[str, Any]:
        """The texts under their headings."""
        data = super().clean() or self.cleaned_data
        named = [name for name in data if name.startswith("heading_")]
        data["texts"] = {int(name.removeprefix("heading_")): data.pop(name) for name in named}
        return data


class ChangeBranchForm(VersionedFormMixin, BranchForm):
    """The form of a branch that exists."""


class DayForm(PortalForm):
    """The last day of something."""

    ends_on = PortalDateField(label="到哪天止", help_text="这一天仍算")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ends_on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class MembersForm(PortalForm):
    """Party members of the group who join the branch."""

    people = PeopleChoice(
        Person.objects.none(),
        label="党员代表",
        help_text="列的是小组里、名册上是中共党员、还没有编入党支部的代表",
    )
    starts_on = PortalDateField(label="编入日期")

    def __init__(self, *args: Any, branch: PartyBranch, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        rows = candidates(branch.group, timezone.localdate())
        people = cast("PeopleChoice", self.fields["people"])
        people.queryset = Person.objects.filter(pk__in=[one.pk for one in rows]).order_by("pinyin", "pk")


class MemberForm(VersionedFormMixin, PortalModelForm[BranchMember]):
    """双岗建功 of a member."""

    class Meta:
        model = BranchMember
        fields = ("own_post", "deputy_post")
        labels = {"own_post": "本职岗位建功", "deputy_post": "代表岗位建功"}
        widgets = {"own_post": prose(), "deputy_post": prose()}


class PairForm(PortalForm):
    """A member and whom the member keeps in touch with."""

    member = PersonChoice(Person.objects.none(), label="党员代表")
    partners = PeopleChoice(Person.objects.none(), label="党外代表", help_text="同一小组、不是中共党员的代表")
    starts_on = PortalDateField(label="从哪天起")

    def __init__(self, *args: Any, branch: PartyBranch, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        inside = branch.members.in_force(today).values("person_id")
        member = cast("PersonChoice", self.fields["member"])
        member.queryset = Person.objects.filter(pk__in=inside).order_by("pinyin", "pk")
        others = [one.pk for one in outsiders(branch.group, today)]
        partners = cast("PeopleChoice", self.fields["partners"])
        partners.queryset = Person.objects.filter(pk__in=others).order_by("pinyin", "pk")


class KindField(forms.ModelChoiceField[BranchActivityKind]):
    """Kinds with their unit."""

    def label_from_instance(self, row: Any) -> str:
        """走访群众（人次）."""
        return f"{row.name}（{row.unit}）"


class ActivityForm(PortalForm):
    """What a branch did."""

    kind = KindField(BranchActivityKind.objects.none(), label="类型")
    on = PortalDateField(label="日期")
    title = forms.CharField(label="内容", max_length=80, help_text="一句话，不写群众的姓名、电话")
    amount = forms.IntegerField(
        label="数量",
        min_value=1,
        max_value=1_000_000,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "rd-w-s", "inputmode": "numeric"}),
        help_text="按类型后面的单位，如走访 12 人次写 12",
    )
    place = forms.CharField(label="地点", max_length=80, required=False)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today_shown(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        cast("KindField", self.fields["kind"]).queryset = BranchActivityKind.objects.filter(in_use=True)
