"""Forms of livelihood projects."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone

from activities.taking_part.forms import DeputiesMixin, boxes_field
from congress.accounts.models import User
from congress.documents.fields import PHOTO_LIMIT, PhotosField
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship, Person
from livelihood_projects.amounts import AmountField
from livelihood_projects.enums import ProjectState, RoundState
from livelihood_projects.inspections import supervising
from livelihood_projects.models import Comment, LivelihoodRule, Progress, Project, Round

_AREA = forms.Textarea(attrs={"rows": 4})


class RoundForm(PortalModelForm[Round]):
    """The call of a year."""

    class Meta:
        model = Round
        fields = ("year", "title", "call", "opens_on", "closes_on", "shortest_call")
        widgets = {"call": _AREA}
        help_texts = {
            "title": "如：2027年区民生实事项目",
            "call": "给群众看的：征集什么、怎样提",
            "shortest_call": "按票决办法的规定填写",
        }

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class IdeaForm(PortalModelForm[Project]):
    """An idea. Name and telephone are optional and read by staff alone."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields = ("title", "content", "place", "proposer", "phone")
        widgets = {"content": _AREA}
        help_texts = {
            "title": "一句话，如：加装村道太阳能路灯",
            "proposer": "可以不填；只有工作人员看得到",
            "phone": "可以不填；只有工作人员看得到",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class OwnIdeaForm(IdeaForm):
    """An idea of somebody with an account, whose name is known; for a citizen (``for_others``) it is asked."""

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["proposer"]
            del self.fields["phone"]


class ShortlistForm(PortalModelForm[Project]):
    """What a candidate costs and brings."""

    class Meta:
        model = Project
        fields = ("title", "investment", "quantity", "measure", "households", "people", "due_on")
        field_classes = {"investment": AmountField}
        help_texts = {
            "investment": "300 就是 300 万元；也可以写 300万元、1.52亿元",
            "measure": "如：座、盏、公里",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["investment"].required = True

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ProjectsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Projects with their investment."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """农村道路亮灯（350.00 万元）."""
        return f"{obj.title}（{obj.investment} 万元）"


class PassForm(PortalForm):
    """What a body decided on the list."""

    on = forms.DateField(label="开会日期")
    document = forms.CharField(
        label="文件或者会议", max_length=120, required=False, help_text="如：第三十次常务会议纪要"
    )
    forward = ProjectsField(Project.objects.none(), label="列入的项目", required=False)
    reason = forms.CharField(label="没有列入的原因", max_length=300, required=False, widget=_AREA)
    note = forms.CharField(label="意见", max_length=3000, required=False, widget=_AREA)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("ProjectsField", self.fields["forward"])
        field.queryset = round.projects.filter(state=ProjectState.CANDIDATE).order_by("pk")
        self.initial["forward"] = list(field.queryset)
        if round.state == RoundState.DELIBERATION:
            self.fields["note"].label = "各代表团审议意见"


class SeatsForm(PortalForm):
    """How many are chosen."""

    seats = forms.IntegerField(label="应选几项", min_value=1, max_value=60)


class DayForm(PortalForm):
    """A day."""

    on = forms.DateField(label="日期")


class EvaluationForm(DayForm):
    """The deliberation before the December ballot."""

    note = forms.CharField(label="审议意见", max_length=3000, required=False, widget=_AREA)


class AcceptForm(DayForm):
    """The acceptance."""

    note = forms.CharField(label="验收结论", max_length=300, widget=_AREA)


class DropForm(PortalForm):
    """Why an idea is not taken in."""

    reason = forms.CharField(label="不列入的原因", max_length=300, widget=_AREA)


class ArrangeForm(PortalForm):
    """Who builds, who supervises."""

    unit = forms.ModelChoiceField(Organ.objects.none(), label="责任单位")
    supervisors = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="监督代表",
        help_text="至少一名",
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    committee = forms.ModelChoiceField(Organ.objects.none(), label="监督的专委、工委", required=False)
    due_on = forms.DateField(label="计划完成", required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        initial = {
            "unit": project.unit_id,
            "committee": project.committee_id,
            "due_on": project.due_on,
            "supervisors": list(project.supervisors.all()) if project.pk else [],
        }
        super().__init__(*args, initial=initial, **kwargs)
        today = timezone.localdate()
        for name in ("unit", "committee"):
            cast("forms.ModelChoiceField[Organ]", self.fields[name]).queryset = Organ.objects.active(today)
        people = Deputyship.objects.filter(person__isnull=False).values("person")
        field = cast("forms.ModelMultipleChoiceField[Person]", self.fields["supervisors"])
        field.queryset = (
            Person.objects.filter(pk__in=people).select_related("user").order_by("name_key", "pk")
        )


class ProgressForm(PortalModelForm[Progress]):
    """A month's progress, with photos."""

    photos = PhotosField(
        label="照片",
        required=False,
        help_text=f"JPG、PNG、WebP，一次最多 {PHOTO_LIMIT} 张；公开页面上能看到，请不要拍进无关的人",
    )

    class Meta:
        model = Progress
        fields = ("on", "percent", "milestone", "text")
        widgets = {"text": _AREA}
        help_texts = {"milestone": "到了节点才填，如：开工、主体完工"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class InspectionForm(DeputiesMixin, PortalForm):
    """A day on the spot, to begin with by the supervising deputies."""

    on = PortalDateField(label="日期")  # type: ignore[assignment] # a field, taken out of the class by Django
    place = forms.CharField(label="地点", max_length=120)
    deputies = boxes_field("参加的代表")
    account = forms.CharField(
        label="督查情况", max_length=3000, widget=_AREA, help_text="看了什么、提了什么意见"
    )

    def __init__(self, *args: Any, user: User, project: Project, **kwargs: Any) -> None:
        self.user = user
        today = timezone.localdate()
        chosen = supervising(project, today)
        self.known = tuple(one.pk for one in chosen)
        initial = {"on": today, "place": project.place, "deputies": chosen}
        super().__init__(*args, initial=initial, **kwargs)
        self.on = lambda: self.cleaned_data.get("on") or today  # type: ignore[assignment] # the day of the mixin


class RuleForm(VersionedFormMixin, PortalModelForm[LivelihoodRule]):
    """What the district decides."""

    class Meta:
        model = LivelihoodRule
        fields = ("silent_days", "shortest_call", "call_month", "evaluation_month")
        help_texts = {
            "silent_days": "责任单位超过这些天没有填报进度，项目列出来，并提醒责任单位",
            "shortest_call": "开始征集时先填上，每一轮可以改",
        }

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class CommentForm(PortalModelForm[Comment]):
    """What somebody says of a project. The telephone is read by staff alone."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Comment
        fields = ("text", "name", "phone")
        widgets = {"text": _AREA}
        help_texts = {
            "text": "工作人员看过以后公开",
            "name": "可以不填；填了会和留言一起公开，可以写“王女士”",
            "phone": "可以不填；只有工作人员看得到",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""
