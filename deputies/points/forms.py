"""Forms of schemes, publications, objections and appraisals."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import TOWN_KINDS, CongressLevel
from congress.organs.models import Area
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.duty.workflow import KEEPERS
from deputies.models import Appraisal, DutyKind, GradeTier, PointsScheme, SchemeClass, SchemeItem
from deputies.points.enums import Quarter
from deputies.points.grades import Grading

#: Deputies of these levels have a register here, and may be scored.
_LEVELS = (CongressLevel.CITY, CongressLevel.DISTRICT, CongressLevel.TOWN)


def areas_kept_by(user: User) -> Any:
    """The district and its towns for the district's people, a town's own for its people."""
    rows = Area.objects.filter(parent__isnull=True) | Area.objects.filter(kind__in=TOWN_KINDS)
    if not user.has_role(*KEEPERS):
        towns = [one.area_id for one in user.assignments_today if one.role == Role.TOWN and one.area_id]
        rows = Area.objects.filter(pk__in=towns)
    return rows.order_by("path")


class _Proposing(PortalForm):
    """An area and a year."""

    area = forms.ModelChoiceField(queryset=Area.objects.none(), label="适用区域")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = cast("forms.ModelChoiceField[Area]", self.fields["area"])
        area.queryset = areas_kept_by(user)
        area.initial = area.queryset.first()
        self.fields["year"].initial = timezone.localdate().year


class ProposeForm(_Proposing):
    """Where and for which year a scheme is made."""

    field_order = ["area", "year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].help_text = "乡镇（街道）的办法与区里的并行，只计本乡镇（街道）代表的分"


class CopyForm(PortalForm):
    """For which year a scheme is copied."""

    year = forms.IntegerField(
        label="年度",
        min_value=2000,
        max_value=2100,
        help_text="填同一年，就是制定新的一版；填下一年，就是沿用到下一年",
    )


class SchemeForm(VersionedFormMixin, PortalModelForm[PointsScheme]):
    """The head of a draft."""

    levels = forms.MultipleChoiceField(
        label="给哪些代表计分",
        choices=[(level.value, level.label) for level in _LEVELS],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PointsScheme
        fields = (
            "title",
            "basis",
            "levels",
            "cap",
            "item_min",
            "item_max",
            "classes_declared",
            "items_declared",
            "oral_factor",
            "below",
            "least_months",
            "unsettled",
        )
        help_texts = {
            "basis": "写明制度名称和条款",
            "cap": "各项加起来超过的不计",
            "item_min": "每项首次的分值不低于这个分",
            "item_max": "每项首次的分值不高于这个分",
            "least_months": "年中当选、离任的，任职不满这么多个月不评等次；填 0 都评",
        }

    def _post_clean(self) -> None:
        """The operation checks the record."""


class ClassForm(PortalModelForm[SchemeClass]):
    """A class of a draft."""

    class Meta:
        model = SchemeClass
        fields = ("name", "cap", "order")
        help_texts = {"cap": "不填就不另设上限", "order": "数字小的排在前面"}

    def _post_clean(self) -> None:
        """The operation checks the record."""


def _kinds(label: str, help_text: str) -> forms.ModelMultipleChoiceField[DutyKind]:
    return forms.ModelMultipleChoiceField(
        queryset=DutyKind.objects.filter(in_use=True),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class ItemForm(PortalModelForm[SchemeItem]):
    """An item of a draft: what it is worth and which kinds of duty count under it."""

    kinds = _kinds("哪些履职计在这一项", "一种履职事项只能计在一个项目里")

    class Meta:
        model = SchemeItem
        fields = ("scheme_class", "name", "first", "further", "cap", "evidence", "written", "order", "kinds")
        help_texts = {
            "further": "填 0，一年只计一次",
            "evidence": "如：活动签到、照片",
            "written": "这一项是口头述职的，选对应的书面述职；改一个的分值，另一个按倍数跟着变",
            "order": "数字小的排在前面",
        }

    def __init__(self, *args: Any, scheme: PointsScheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = cast("forms.ModelChoiceField[SchemeClass]", self.fields["scheme_class"])
        classes.queryset = scheme.classes.all()
        items = SchemeItem.objects.filter(scheme_class__scheme=scheme, written__isnull=True)
        written = cast("forms.ModelChoiceField[SchemeItem]", self.fields["written"])
        written.queryset = items.exclude(pk=self.instance.pk)

    def _post_clean(self) -> None:
        """The operation checks the record."""


class TierForm(PortalModelForm[GradeTier]):
    """A grade of a draft, and what it shows."""

    kinds = _kinds("看哪些履职", "考核时在这个等次旁边列出各做了几次")

    class Meta:
        model = GradeTier
        fields = ("name", "at_least", "evidence", "attendance", "recommends", "kinds")
        help_texts = {
            "at_least": "积分到了这个分，就是这个等次",
            "recommends": "一届里有两个年度是这个等次的，标为推荐连任",
        }

    def _post_clean(self) -> None:
        """The operation checks the record."""


class PublishForm(_Proposing):
    """Which scores are shown, and until when objections are taken."""

    quarter = forms.TypedChoiceField(label="季度", choices=Quarter.choices, coerce=int)
    objections_until = PortalDateField(label="异议截止", help_text="这一天仍可以提出异议")

    field_order = ["area", "year", "quarter", "objections_until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].initial = (timezone.localdate().month + 2) // 3


class ObjectForm(PortalForm):
    """What a deputy says is wrong."""

    text = forms.CharField(
        label="异议",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写清楚哪一天、什么事、应当怎样计",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)


class AnswerForm(PortalForm):
    """The answer to an objection."""

    upheld = forms.TypedChoiceField(
        label="结论",
        choices=[("yes", "成立"), ("no", "不成立")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="成立的，请在履职登记里改正那一条，积分随着变",
    )
    answer = forms.CharField(label="答复", max_length=600, widget=forms.Textarea(attrs={"rows": 4}))


class AppraiseForm(VersionedFormMixin, PortalModelForm[Appraisal]):
    """The appraiser's words about a deputy's year."""

    appraised_on = PortalDateField(label="考核日期")

    class Meta:
        model = Appraisal
        fields = ("comment", "appraised_on")
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = True
        self.fields["appraised_on"].initial = timezone.localdate()

    def _post_clean(self) -> None:
        """The operation checks the record."""


class AppraiseGroupForm(PortalForm):
    """The grade of a group."""

    grade = forms.ChoiceField(label="等次", widget=forms.RadioSelect)
    comment = forms.CharField(
        label="考核意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    appraised_on = PortalDateField(label="考核日期")

    def __init__(self, *args: Any, grading: Grading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [*(tier.name for tier in grading.tiers), grading.scheme.below]
        cast("forms.ChoiceField", self.fields["grade"]).choices = [(word, word) for word in words]
        self.fields["appraised_on"].initial = timezone.localdate()


class NoticeForm(PortalForm):
    """The words of the 通报; its figures come from the frozen year."""

    title = forms.CharField(label="标题", max_length=80)
    number = forms.CharField(label="文号", max_length=40, required=False)
    text = forms.CharField(
        label="正文",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="各等次人数、小组等次、推荐连任名单附在后面，不用写",
    )
    issued_on = PortalDateField(label="印发日期")


class FreezeForm(PortalForm):
    """A tick, because nothing changes a year that is frozen."""

    sure = forms.BooleanField(label="已核对，冻结以后积分和等次不再变动")

    def clean_sure(self) -> bool:
        """Ticked."""
        if not self.cleaned_data["sure"]:
            raise ValidationError("请勾选")
        return True
