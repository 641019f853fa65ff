"""Forms of topics, reports and recommendations."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.convocations.forms import FilesField
from activities.models import Recommendation, StudyReport, StudyTopic
from activities.studies import rules
from activities.taking_part.forms import AREA, DeputiesMixin, NamesField, boxes_field
from congress.accounts.models import User
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import DeputyGroup, Deputyship, GroupMembership


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """A group among those of all congresses."""

    def label_from_instance(self, obj: DeputyGroup) -> str:
        """Told apart from one of another congress."""
        return obj.listed_as


class TopicField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A topic with its year."""

    def label_from_instance(self, obj: StudyTopic) -> str:
        """2026年　校园食品安全."""
        return f"{obj.year}年　{obj.title}"


def groups_for(user: User) -> Any:
    """The groups that exist today and for which the user may claim and report."""
    rows = DeputyGroup.objects.in_force(timezone.localdate()).filter(rules.claim_for.as_q(user))
    return rows.select_related("term").order_by("kind", "number", "pk")


class TopicForm(PortalModelForm[StudyTopic]):
    """A topic."""

    class Meta:
        model = StudyTopic
        fields = ("year", "title", "note")
        widgets = {"note": AREA}


class ChangeTopicForm(VersionedFormMixin, TopicForm):
    """The form of a topic that exists, opened at a version."""


class ClaimForm(PortalForm):
    """For which group."""

    group = GroupField(label="代表小组", queryset=DeputyGroup.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("GroupField", self.fields["group"]).queryset = groups_for(user)


class ReportForm(PortalModelForm[StudyReport]):
    """What every form of a report has."""

    attachments = FilesField(label="报告文件", required=False)

    class Meta:
        model = StudyReport
        fields = (
            "title",
            "field",
            "topic",
            "group",
            "finished_on",
            "summary",
            "adopted_by",
            "adopted_on",
        )
        widgets = {"summary": AREA}
        field_classes = {"group": GroupField, "topic": TopicField}
        help_texts = {
            "field": "如：医疗卫生、食品安全、重大项目建设",
            "topic": "不是参考课题的不选",
            "adopted_by": "如：区政府常务会议；还没有采用的不填",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        topics = cast("forms.ModelChoiceField[StudyTopic]", self.fields["topic"])
        topics.queryset = StudyTopic.objects.filter(dropped_reason="")
        groups = groups_for(user)
        if self.instance.group_id:
            groups = groups | DeputyGroup.objects.filter(pk=self.instance.group_id).select_related("term")
        cast("GroupField", self.fields["group"]).queryset = groups


class DeskReportForm(DeputiesMixin, ReportForm):
    """At a desk: authors are any deputies."""

    deputies = boxes_field("执笔代表", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        instance: StudyReport | None = kwargs.get("instance")
        authors = list(instance.authors.select_related("person")) if instance and instance.pk else []
        self.known = tuple(one.pk for one in authors)
        kwargs["initial"] = {"deputies": authors, **kwargs.get("initial", {})}
        super().__init__(*args, user=user, **kwargs)


class ChangeReportForm(VersionedFormMixin, DeskReportForm):
    """The form of a report that exists, opened at a version."""


class OwnReportForm(ReportForm):
    """On the phone of a leader of a group: authors are deputies of the group."""

    deputies = NamesField(
        label="执笔代表",
        queryset=Deputyship.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        del self.fields["adopted_by"], self.fields["adopted_on"]
        seats = GroupMembership.objects.in_force(timezone.localdate()).filter(
            group__in=groups_for(user).order_by()
        )
        rows = Deputyship.objects.filter(pk__in=seats.order_by().values("deputyship"))
        cast("NamesField", self.fields["deputies"]).queryset = rows.select_related("person").order_by(
            "person__pinyin", "pk"
        )
        field = cast("GroupField", self.fields["group"])
        field.required, field.empty_label = True, "请选择"
        own = list(groups_for(user)[:2])
        if len(own) == 1:
            self.initial.setdefault("group", own[0].pk)


class RecommendationForm(PortalModelForm[Recommendation]):
    """What a report recommends."""

    class Meta:
        model = Recommendation
        fields = ("text", "owner", "due_on")
        help_texts = {"owner": "如：区卫生健康委", "due_on": "要跟进到哪天；没有期限的不填"}


class StepForm(PortalForm):
    """What was heard of a recommendation."""

    on = PortalDateField(label="日期")
    text = forms.CharField(label="进展", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    closed = forms.BooleanField(label="已经解决，办结", required=False)
