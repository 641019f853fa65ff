"""Forms of groups: what they are, who sits in them, who leads them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Term
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.enums import GroupPostKind, Principle
from deputies.forms.deputyships import TermChoiceField
from deputies.forms.fields import WhoForm
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost
from deputies.models.deputyships import DeputyshipQuerySet


class GroupForm(PortalModelForm[DeputyGroup]):
    """What a group is."""

    term = TermChoiceField(label="届", help_text="小组列在哪一级人大的哪一届")
    levels = forms.MultipleChoiceField(
        label="编入哪几级代表", choices=CongressLevel.choices, widget=forms.CheckboxSelectMultiple
    )
    principles = forms.MultipleChoiceField(
        label="编组原则", choices=Principle.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = DeputyGroup
        fields = (
            "term",
            "kind",
            "number",
            "number_style",
            "name",
            "levels",
            "principles",
            "area",
            "activity_room",
            "duties",
            "starts_on",
        )
        help_texts = {
            "number": "上级统一编号的照上级的写，如第十三小组填 13",
            "name": "有名称的写名称，如柳桥第一代表小组；不写就用编号",
        }
        widgets = {
            "kind": forms.RadioSelect,
            "number_style": forms.RadioSelect,
            "number": forms.NumberInput(attrs={"class": "rd-w-s"}),
            "duties": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["area"]
        areas.queryset = Area.objects.towns().order_by("order")
        if not self.instance.pk:
            self.fields["term"].initial = Term.objects.filter(
                level=CongressLevel.DISTRICT, ends_on=None
            ).first()
            self.fields["levels"].initial = [CongressLevel.DISTRICT]

    def clean(self) -> dict[str, Any]:
        """A group has a name or a number."""
        data = super().clean() or {}
        if data.get("number") is None and not data.get("name") and "number" not in self.errors:
            self.add_error("number", "编号和名称至少填一项")
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeGroupForm(VersionedFormMixin, GroupForm):
    """A group that exists, opened at a version; its term stays."""

    term = None  # type: ignore[assignment] # the term of a group does not change

    class Meta(GroupForm.Meta):
        fields = GroupForm.Meta.fields[1:]  # type: ignore[assignment] # the term comes first


class DissolveGroupForm(VersionedFormMixin, PortalModelForm[DeputyGroup]):
    """The last day of a group."""

    ends_on = PortalDateField(label="撤销日期", help_text="这一天小组还在；成员和职务同日结束")

    class Meta:
        model = DeputyGroup
        fields = ("ends_on",)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class RestoreGroupForm(VersionedFormMixin, PortalModelForm[DeputyGroup]):
    """Nothing to fill in: takes a dissolution back."""

    class Meta:
        model = DeputyGroup
        fields = ()


class _DeputyChoices:
    """How a deputyship is told apart in a list of choices."""

    @staticmethod
    def label_from_instance(row: Any) -> str:
        """张伟（区人大代表，东塘镇第一选区，基层治理）."""
        place = [row.title, str(row.constituency or ""), row.person.trade]
        return f"{row.person.name}（{'，'.join(part for part in place if part)}）"


class DeputiesField(_DeputyChoices, forms.ModelMultipleChoiceField[Deputyship]):
    """Several deputyships."""


class JoinGroupForm(PortalForm):
    """Who is put into a group; those without a group stand there to be picked."""

    deputyships = DeputiesField(queryset=Deputyship.objects.none(), label="代表")
    starts_on = PortalDateField(label="编入日期", required=False, help_text="不填就是今天")
    wish = forms.CharField(
        label="本人意愿", max_length=100, required=False, help_text="如：希望编入单位所在地的小组"
    )

    def __init__(self, *args: Any, group: DeputyGroup, choices: DeputyshipQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deputyships"]
        field.queryset = choices
        field.help_text = (
            "列出的是还没有编组的代表；已在别的小组的，到那个小组去调整"
            if group.is_main
            else "列出的是本级在任代表"
        )


class LeaveGroupForm(VersionedFormMixin, PortalModelForm[GroupMembership]):
    """The last day in a group."""

    ends_on = PortalDateField(label="调出日期", help_text="这一天仍在小组；在小组的职务同日结束")

    class Meta:
        model = GroupMembership
        fields = ("ends_on",)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class MoveMemberForm(VersionedFormMixin, PortalModelForm[GroupMembership]):
    """Which group somebody moves to, and from when."""

    group = forms.ModelChoiceField(queryset=DeputyGroup.objects.none(), label="调到")
    starts_on = PortalDateField(label="从哪一天起", help_text="前一天是在原小组的最后一天")

    class Meta:
        model = GroupMembership
        fields = ("group", "starts_on", "wish")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        here = self.instance.group
        groups.queryset = DeputyGroup.objects.in_force(timezone.localdate()).filter(kind=here.kind)
        groups.queryset = groups.queryset.exclude(pk=here.pk)
        if not self.is_bound:
            self.initial["group"] = self.initial["starts_on"] = None

    def _post_clean(self) -> None:
        """The operation checks the record."""


class WishForm(VersionedFormMixin, PortalModelForm[GroupMembership]):
    """What a member asked for (R003)."""

    class Meta:
        model = GroupMembership
        fields = ("wish",)


class AppointForm(WhoForm):
    """A post of a group and who takes it: a member by choice, a liaison from outside by name."""

    kind = forms.ChoiceField(label="职务", choices=GroupPostKind.choices, widget=forms.RadioSelect)
    member = forms.ModelChoiceField(
        queryset=Deputyship.objects.none(),
        label="本组代表",
        required=False,
        help_text="组长、副组长从本组代表中选",
    )
    starts_on = PortalDateField(label="任职日期", required=False, help_text="不填就是今天")

    field_order = ["kind", "member", "name", "who", "starts_on"]

    def __init__(self, *args: Any, members: DeputyshipQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member: Any = self.fields["member"]
        member.queryset = members
        member.label_from_instance = _DeputyChoices.label_from_instance
        name = self.fields["name"]
        name.required, name.label = False, "不是本组代表的联络员"
        name.help_text = "联络员可以是乡镇街道的工作人员，写姓名；名册里没有的，保存时进入名册"

    def clean(self) -> dict[str, Any]:
        """One of the two says who."""
        data = super().clean() or {}
        member = data.get("member")
        if member is not None:
            data["person"] = member.person
        elif not data.get("name"):
            self.add_error("member", ValidationError("请选一位代表；联络员也可以在下面写姓名"))
        elif data.get("kind") and data["kind"] != GroupPostKind.LIAISON:
            label = GroupPostKind(data["kind"]).label
            self.add_error("member", ValidationError(f"{label}须是本小组的代表，请从列表里选"))
        return data


class EndGroupPostForm(VersionedFormMixin, PortalModelForm[GroupPost]):
    """The last day of a post of a group."""

    ends_on = PortalDateField(label="离任日期", help_text="这一天仍在任")

    class Meta:
        model = GroupPost
        fields = ("ends_on",)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class GroupRosterForm(PortalForm):
    """Of which congress, and as it was on which day."""

    term = TermChoiceField(label="届")
    on = PortalDateField(label="哪一天的名单", required=False, help_text="不填就是今天")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms: Any = self.fields["term"]
        terms.queryset = terms.queryset.filter(deputy_groups__isnull=False).distinct()
        own = terms.queryset.filter(level=CongressLevel.DISTRICT)
        terms.initial = own.first() or terms.queryset.first()
