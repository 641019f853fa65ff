"""Forms of opinions, speakers and points."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone

from congress.ballots.enums import Mode
from congress.documents.fields import DocumentsField
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from oversight.models import AgendaItem, OversightRule, Point, ReviewOpinion, Speaker

_AREA = forms.Textarea(attrs={"rows": 5})
_LONG = forms.Textarea(attrs={"rows": 12})
_COMMITTEES = (OrganKind.COMMITTEE, OrganKind.OFFICE)


def offer_units(form: forms.BaseForm, name: str, *, committees: bool, known: int | None = None) -> None:
    """The units that exist today, the committees or all others, and the one the record has."""
    rows = Organ.objects.active(timezone.localdate())
    kinds = Q(kind__in=_COMMITTEES)
    field = cast("forms.ModelChoiceField[Organ]", form.fields[name])
    field.queryset = rows.filter(kinds if committees else ~kinds) | Organ.objects.filter(pk=known or 0)
    field.empty_label = "请选择"


class OpinionForm(PortalModelForm[ReviewOpinion]):
    """What is asked of whom, and who follows it."""

    class Meta:
        model = ReviewOpinion
        fields = ("title", "text", "unit", "committee", "is_key", "team")
        widgets = {"text": _LONG}
        help_texts = {
            "committee": "交办以后由它跟踪、审查报告",
            "team": "重点议题要组织专门班子：组长、成员",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "unit", committees=False, known=self.instance.unit_id)
        offer_units(self, "committee", committees=True, known=self.instance.committee_id)

    def clean(self) -> dict[str, Any]:
        """A key item needs its team."""
        data = super().clean() or {}
        if data.get("is_key") and not data.get("team"):
            self.add_error("team", "重点议题要写专门班子")
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeOpinionForm(VersionedFormMixin, OpinionForm):
    """The form of a draft that exists, opened at a version."""


class AssignForm(PortalForm):
    """Since when, and how long."""

    assigned_on = PortalDateField(label="交办日期")
    span = forms.CharField(
        label="办理期限", max_length=20, help_text="如：3个月、20个工作日；从交办的次日起算"
    )


class FollowUpForm(PortalForm):
    """What was seen to."""

    on = PortalDateField(label="日期")
    note = forms.CharField(label="跟踪情况", max_length=500, widget=_AREA)


class ReportForm(PortalForm):
    """What the unit did."""

    reported_on = PortalDateField(label="报告日期")
    report = forms.CharField(label="办理情况报告", max_length=10_000, widget=_LONG)
    attachments = DocumentsField(label="附件", required=False)


class PrepareRatingForm(PortalForm):
    """What the committee votes on and how, and what follows should fewer than two thirds be satisfied."""

    opinions = forms.ModelMultipleChoiceField(
        ReviewOpinion.objects.none(),
        label="一张票上测评的审议意见",
        widget=forms.CheckboxSelectMultiple,
        help_text="审查通过、等测评的；一次会议测评几件的，放在一张票上",
        error_messages={"required": "请选要测评的审议意见"},
    )
    mode = forms.ChoiceField(
        label="投票方式", choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.PHONE
    )
    again_by = PortalDateField(
        label="再次报告的期限", help_text="不足三分之二、列入再审的，承办单位在这一天以前再次报告"
    )

    def __init__(self, *args: Any, opinion: ReviewOpinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = ReviewOpinion.objects.to_rate().order_by("-year", "pk")
        cast("forms.ModelMultipleChoiceField[ReviewOpinion]", self.fields["opinions"]).queryset = rows
        self.initial["opinions"] = list(rows.filter(year=opinion.year))


class RatingForm(PortalForm):
    """The votes."""

    rated_on = PortalDateField(label="测评日期")
    satisfied = forms.IntegerField(label="满意", min_value=0, max_value=999)
    basically = forms.IntegerField(label="基本满意", min_value=0, max_value=999)
    total = forms.IntegerField(label="总票数", min_value=1, max_value=999)
    next_due_on = PortalDateField(
        label="再次报告的期限", required=False, help_text="不足三分之二、列入再审的才填"
    )

    def __init__(self, *args: Any, basis: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["total"].help_text = f"按本区规定是：{basis}"


class SpeakerForm(PortalModelForm[Speaker]):
    """Who speaks how, and what was said."""

    class Meta:
        model = Speaker
        fields = ("role", "name", "speech")
        widgets = {"speech": _AREA}
        help_texts = {"role": "一位中心发言、两位重点发言，补充发言不限", "speech": "会后填写"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeSpeakerForm(VersionedFormMixin, SpeakerForm):
    """The form of a speaker who exists, opened at a version."""


class PointForm(PortalModelForm[Point]):
    """A problem and what was advised."""

    class Meta:
        model = Point
        fields = ("problem", "advice", "speaker")
        widgets = {"problem": forms.Textarea(attrs={"rows": 3}), "advice": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Speaker]", self.fields["speaker"])
        field.queryset = item.speakers.all()
        field.empty_label = "不写是谁"

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangePointForm(VersionedFormMixin, PointForm):
    """The form of a point that exists, opened at a version."""


class RuleForm(VersionedFormMixin, PortalModelForm[OversightRule]):
    """The rules of the room."""

    class Meta:
        model = OversightRule
        fields = (
            "opinion_span",
            "opinion_source",
            "rate_by_month",
            "rate_by_day",
            "basis",
            "filing_span",
            "filing_source",
            "overseen",
        )
        help_texts = {
            "opinion_span": "如：3个月、60个工作日",
            "rate_by_month": "上一年度的审议意见，到次年这一天还没有报告、测评的，列出来",
            "filing_span": "从公布的次日起算",
        }
