"""Forms of appraisals of departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import Exists, QuerySet
from django.utils import timezone

from activities.taking_part.forms import DeputiesMixin, boxes_field
from congress.accounts.models import User
from congress.organs.enums import CongressLevel, OrganKind
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.enums import Standing
from deputies.models import Person
from deputies.standing_committee import held_posts
from oversight.appraisals.enums import AppraisalState, Grade
from oversight.models import AppraisalOpinion, AppraisedBody, SpecialAppraisal
from oversight.opinions.forms import offer_units

_AREA = forms.Textarea(attrs={"rows": 5})
_SHORT = forms.Textarea(attrs={"rows": 3})


def _departments(known: QuerySet[Organ]) -> QuerySet[Organ]:
    today = timezone.localdate()
    rows = Organ.objects.active(today).filter(kind=OrganKind.DEPARTMENT) | known
    return rows.order_by("order", "pk")


class AppraisalForm(PortalModelForm[SpecialAppraisal]):
    """The plan: what, which departments, who leads, until when deputies are asked."""

    organs = forms.ModelMultipleChoiceField(
        Organ.objects.none(), label="被评议的部门", help_text="开始征求意见以后不能再改"
    )

    class Meta:
        model = SpecialAppraisal
        fields: tuple[str, ...] = ("title", "year", "committee", "organs", "opinions_until", "basis", "plan")
        widgets = {"plan": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "title": "如：区政府工作部门履职监督专项评议",
            "opinions_until": "当天还可以提，过了这一天代表不能再提",
            "basis": "如：常委会年度监督工作计划",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "committee", committees=True, known=self.instance.committee_id)
        if self.instance.pk and self.instance.state != AppraisalState.PLANNED:
            del self.fields["organs"]
            return
        known = Organ.objects.none()
        if self.instance.pk:
            known = Organ.objects.filter(pk__in=self.instance.bodies.values("organ"))
            self.initial["organs"] = list(self.instance.bodies.values_list("organ_id", flat=True))
        cast("forms.ModelMultipleChoiceField[Organ]", self.fields["organs"]).queryset = _departments(known)

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeAppraisalForm(VersionedFormMixin, AppraisalForm):
    """The form of one that exists, opened at a version."""


class OpenForm(PortalForm):
    """Until when deputies are asked."""

    opinions_until = PortalDateField(label="征求意见截止日期")


class VisitForm(DeputiesMixin, PortalForm):
    """A day on the spot, with who was there."""

    on = PortalDateField(label="日期")  # type: ignore[assignment] # a form takes its fields off its class
    place = forms.CharField(label="调研地点", max_length=120)
    account = forms.CharField(label="调研情况", max_length=5000, widget=_AREA)
    members = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="参加的常委会组成人员",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    deputies = boxes_field("参加的代表", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        rows = Person.objects.filter(Exists(held_posts("pk", timezone.localdate())), standing=Standing.LOCAL)
        cast("forms.ModelMultipleChoiceField[Person]", self.fields["members"]).queryset = rows


class PublishForm(PortalForm):
    """Since when the result is public."""

    published_on = PortalDateField(label="公示日期", error_messages={"required": "公示要填公示日期"})


class ConsequenceForm(VersionedFormMixin, PortalModelForm[AppraisedBody]):
    """What follows from the result."""

    class Meta:
        model = AppraisedBody
        fields = ("consequence", "mend_by")
        widgets = {"consequence": _AREA}
        help_texts = {
            "consequence": "如：在常委会会议上通报；限期整改；向区委报告",
            "mend_by": "不用整改的不填",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consequence"].required = True

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class AnswerForm(VersionedFormMixin, PortalModelForm[AppraisedBody]):
    """What the department did."""

    answered_on = PortalDateField(label="报告日期")

    class Meta:
        model = AppraisedBody
        fields = ("answer", "answered_on")
        widgets = {"answer": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class OpinionForm(PortalModelForm[AppraisalOpinion]):
    """What a deputy said on paper or by phone."""

    said_on = PortalDateField(label="提出日期")

    class Meta:
        model = AppraisalOpinion
        fields = ("body", "level", "name", "grade", "text", "said_on")
        widgets = {"text": _AREA}
        help_texts = {"name": "代表不愿意留名的不填；被评议部门看不到是谁提的"}

    def __init__(self, *args: Any, appraisal: SpecialAppraisal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = AppraisedBody.objects.filter(appraisal=appraisal).order_by("number")
        cast("forms.ModelChoiceField[AppraisedBody]", self.fields["body"]).queryset = bodies

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeOpinionForm(VersionedFormMixin, OpinionForm):
    """The form of one that was entered, opened at a version."""


class OpineForm(PortalForm):
    """What a deputy says of the departments, on the phone: of one, of several, or of all."""

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[AppraisedBody],
        levels: Sequence[str],
        known: Mapping[int, AppraisalOpinion],
        **kwargs: Any,
    ) -> None:
        fields: dict[str, forms.Field] = {}
        if len(levels) > 1:
            fields["level"] = forms.ChoiceField(
                label="以哪一级代表的身份",
                choices=[(level, CongressLevel(level).label) for level in levels],
                widget=forms.RadioSelect,
                initial=next((one.level for one in known.values()), levels[0]),
            )
        for body in bodies:
            own = known.get(body.pk)
            fields[f"text_{body.pk}"] = forms.CharField(
                label=body.name,
                max_length=2000,
                required=False,
                widget=_SHORT,
                initial=own.text if own else "",
            )
            fields[f"grade_{body.pk}"] = forms.ChoiceField(
                label=f"{body.name}：总体评价",
                choices=[("", "不选"), *Grade.choices],
                required=False,
                initial=own.grade if own else "",
            )
        # Django's forms copy what this attribute of the class holds.
        self.__dict__["base_fields"] = fields
        super().__init__(*args, **kwargs)
        self.bodies, self.levels = bodies, levels

    @property
    def level(self) -> str:
        """The level that was chosen, or the only one there is."""
        return str(self.cleaned_data.get("level") or next(iter(self.levels), ""))

    @property
    def said(self) -> dict[int, tuple[str, str]]:
        """Words and grade, by key of the department."""
        data = self.cleaned_data
        return {body.pk: (data[f"text_{body.pk}"], data[f"grade_{body.pk}"]) for body in self.bodies}
