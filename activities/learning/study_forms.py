"""Forms of study in groups, and of what is read before an inspection."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils import timezone

from activities.learning import rules
from activities.learning.enums import StudyKind
from activities.models import GroupStudy
from activities.queries.roster import on_roll
from congress.accounts.models import User
from congress.documents.fields import DocumentsField
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.models import DeputyGroup, Deputyship, GroupMembership


class NameField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Deputies by name."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """王小明."""
        return obj.person.name


class StudyForm(PortalForm):
    """What a group studied, or what deputies exchanged views about. The deputies offered are those of ``group``."""

    kind = forms.ChoiceField(
        label="形式", choices=StudyKind.choices, widget=forms.RadioSelect, initial=StudyKind.GROUP
    )
    topic = forms.CharField(label="主题", max_length=120, help_text="如：新修改的监督法")
    on = PortalDateField(label="日期")
    place = forms.CharField(label="地点", max_length=120, required=False)
    leader = forms.CharField(label="领学人、主持人", max_length=40, required=False, help_text="写姓名")
    material = forms.CharField(label="学习材料", max_length=200, required=False)
    deputies = NameField(
        label="到场的代表",
        queryset=Deputyship.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少选一位到场的代表"},
    )
    text = forms.CharField(
        label="学习情况",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="不填就按上面各栏自动拟定",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, group: DeputyGroup, study: GroupStudy | None = None, **kwargs: Any
    ) -> None:
        self.group, self.study = group, study
        kwargs["initial"] = _stands(study) if study else {"token": uuid4(), "on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        seats = GroupMembership.objects.in_force(timezone.localdate()).filter(group=group)
        wanted = Q(pk__in=seats.values("deputyship"))
        if study is not None:
            wanted |= Q(attendances__activity=study.activity_id)
        rows = Deputyship.objects.filter(wanted).distinct().select_related("person")
        field = cast("forms.ModelMultipleChoiceField[Deputyship]", self.fields["deputies"])
        field.queryset = rows.order_by("person__pinyin", "pk")

    @property
    def facts(self) -> dict[str, Any]:
        """What the operations take."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"token", "version"}}
        return {**data, "group": self.group, "deputies": list(data["deputies"])}


class ChangeStudyForm(VersionedFormMixin, StudyForm):
    """The form of study that exists, opened at a version."""


def _stands(row: GroupStudy) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "topic": row.topic,
        "on": row.activity.start_on,
        "place": row.activity.place,
        "leader": row.leader,
        "material": row.material,
        "deputies": [one.pk for one in on_roll(row.activity)],
        "text": row.activity.text,
        "version": row.version,
    }


class GroupForm(PortalForm):
    """Which group studied, where somebody keeps several."""

    group = forms.ModelChoiceField(
        label="代表小组", queryset=DeputyGroup.objects.none(), empty_label="请选择"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[DeputyGroup]", self.fields["group"])
        field.queryset = groups_kept(user)


def groups_kept(user: User) -> Any:
    """The groups of today whose study this user keeps."""
    rows = DeputyGroup.objects.filter(rules.lead_group.as_q(user)).in_force(timezone.localdate())
    return rows.select_related("area", "term").order_by("kind", "number", "pk")


class SpeechForm(PortalForm):
    """What one of those on the roll said."""

    deputyship = forms.ModelChoiceField(
        label="代表", queryset=Deputyship.objects.none(), empty_label="请选择"
    )
    points = forms.CharField(
        label="发言要点", max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "data-count": 2000})
    )

    def __init__(self, *args: Any, study: GroupStudy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Deputyship]", self.fields["deputyship"])
        rows = Deputyship.objects.filter(attendances__activity=study.activity_id).distinct()
        field.queryset = rows.select_related("person").order_by("person__pinyin", "pk")
        cast("Any", field).label_from_instance = lambda row: row.person.name


class ReadingForm(PortalForm):
    """A law in words, or a document."""

    title = forms.CharField(label="材料名称", max_length=120, help_text="如：消防法第二章")
    text = forms.CharField(
        label="内容",
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="代表在手机上直接读；也可以只附文件",
    )
    document = DocumentsField(label="文件", required=False, help_text="PDF、OFD、Word、Excel、PPT，一个")

    def clean_document(self) -> Any:
        """One at most."""
        found = self.cleaned_data["document"]
        if len(found) > 1:
            raise forms.ValidationError("一份材料只附一个文件")
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        """Words or a document."""
        data = super().clean() or {}
        if not data.get("text") and not data.get("document") and "document" not in self.errors:
            self.add_error("text", "写上内容，或者选一个文件")
        return data
