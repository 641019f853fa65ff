"""Forms of duty reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.documents.uploads import Document, check_document
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.duty_reports import rules
from deputies.duty_reports.enums import Audience
from deputies.duty_reports.queries import committee_members, with_owing
from deputies.forms.choices import DeputyshipChoice
from deputies.models import Deputyship, DutyReport, Person, PlannedReport, ReportOpinion, ReportQuestion
from deputies.models.deputyships import memberships_on
from deputies.models.duty_reports import LONGEST_REPORT
from deputies.operations.duty_reports import Result


class OneDocumentField(forms.FileField):
    """A document, told by its content; cleans to the checked document."""

    def clean(self, data: Any, initial: Any = None) -> Document | None:
        """The document, or none."""
        upload = super().clean(data, initial)
        return check_document(upload) if upload else None


class ChangeReportForm(VersionedFormMixin, PortalModelForm[DutyReport]):
    """When, where and how."""

    class Meta:
        model = DutyReport
        fields: tuple[str, ...] = ("form", "day", "place")
        widgets = {"form": forms.RadioSelect}
        help_texts = {"place": "书面述职写在哪里公布，如选区公示栏"}

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ArrangeForm(PortalModelForm[DutyReport]):
    """A new report."""

    deputyship = DeputyshipChoice(queryset=Deputyship.objects.none(), label="代表")

    class Meta(ChangeReportForm.Meta):
        fields = ("deputyship", "form", "day", "place")
        help_texts = {"day": "已经述过职的，填述职那天，保存后登记情况", **ChangeReportForm.Meta.help_texts}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Deputyship.objects.filter(rules.keep_of.as_q(user)).in_force(timezone.localdate())
        field = cast("DeputyshipChoice", self.fields["deputyship"])
        field.queryset = held.select_related("person", "constituency", "term__area").order_by(
            "person__pinyin", "pk"
        )

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class HoldForm(VersionedFormMixin, PortalForm):
    """How a report went: who was there, the ballots of each opinion, the result."""

    day = PortalDateField(label="述职日期")
    place = forms.CharField(label="地点", max_length=120, required=False)
    present = forms.IntegerField(
        label="到会选民",
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "rd-w-s", "inputmode": "numeric"}),
        help_text="只记人数，不记选民的姓名",
    )
    raters = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="评议人",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="到会评议的常委会组成人员",
    )
    result = forms.ModelChoiceField(
        ReportOpinion.objects.none(),
        label="评议结果",
        required=False,
        help_text="不选的，取票数最多的一档",
    )
    remarks = forms.CharField(
        label="评议意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    document = OneDocumentField(
        label="述职报告文件", required=False, help_text="PDF、OFD、Word，可以不传，在网上写"
    )

    def __init__(self, *args: Any, report: DutyReport, **kwargs: Any) -> None:
        ballots: Mapping[int, int] = dict(report.ballots.values_list("opinion_id", "count"))
        kept = Q(in_use=True) | Q(pk__in=[*ballots, report.result_id or 0])
        self.report, self.balloted = report, report.is_voted_on
        self.opinions: Sequence[ReportOpinion] = (
            [] if self.balloted else list(ReportOpinion.objects.filter(kept))
        )
        initial: dict[str, Any] = {
            "day": min(report.day, timezone.localdate()),
            "place": report.place,
            "present": report.present,
            "result": report.result_id,
            "remarks": report.remarks,
            "version": report.version,
            "raters": list(report.raters.values_list("pk", flat=True)),
            **{_votes(opinion): ballots.get(opinion.pk) for opinion in self.opinions},
        }
        fields = dict(self.base_fields)
        fields |= {_votes(opinion): _votes_field(opinion) for opinion in self.opinions}
        # Django's forms copy what this attribute of the class holds.
        self.__dict__["base_fields"] = fields
        super().__init__(*args, initial=initial, **kwargs)
        if self.balloted:
            for name in ("day", "present", "raters", "result"):
                del self.fields[name]
            return
        cast(
            "forms.ModelChoiceField[ReportOpinion]", self.fields["result"]
        ).queryset = ReportOpinion.objects.filter(kept)
        if report.audience == Audience.VOTERS:
            del self.fields["raters"]
        else:
            del self.fields["present"]
            raters = cast("forms.ModelMultipleChoiceField[Person]", self.fields["raters"])
            raters.queryset = committee_members(report.day).exclude(pk=report.deputyship.person_id)
        order = [
            "day",
            "place",
            "present",
            "raters",
            *map(_votes, self.opinions),
            "result",
            "remarks",
            "document",
        ]
        self.order_fields(order)

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        result = Result(
            present=data.get("present"),
            ballots={opinion: data[_votes(opinion)] or 0 for opinion in self.opinions},
            raters=list(data.get("raters") or ()),
            result=data.get("result"),
            remarks=data["remarks"],
        )
        documents = [data["document"]] if data["document"] else []
        day = data.get("day", self.report.day)
        names = ("version", "place")
        return {"day": day, "result": result, "documents": documents} | {name: data[name] for name in names}


def _votes(opinion: ReportOpinion) -> str:
    return f"votes_{opinion.pk}"


def _votes_field(opinion: ReportOpinion) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"{opinion}票",
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "rd-w-s", "inputmode": "numeric"}),
        error_messages={"invalid": f"{opinion}票写整数，如 36", "min_value": f"{opinion}票不能是负数"},
    )


class TextForm(VersionedFormMixin, PortalModelForm[DutyReport]):
    """The words of the report."""

    class Meta:
        model = DutyReport
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "text": f"履职做了什么、为选区办了什么、还有什么不足，最多 {LONGEST_REPORT} 字；不写群众的姓名、电话"
        }
        error_messages = {"text": {"required": "还没有写述职报告"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True

    def _post_clean(self) -> None:
        """The operation checks and keeps the text."""


class ReasonForm(PortalForm):
    """Why it is taken back."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class QuestionForm(PortalModelForm[ReportQuestion]):
    """A question and its answer."""

    class Meta:
        model = ReportQuestion
        fields = ("question", "answer")
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            "answer": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"question": "一条记一个提问，不写提问选民的姓名"}

    def _post_clean(self) -> None:
        """The operation checks and keeps it."""


class _MembersField(forms.ModelMultipleChoiceField[Deputyship]):
    """Members of a group, told apart by level, with whoever reported in the term already marked."""

    def label_from_instance(self, row: Any) -> str:
        """张伟（区人大代表，本届还没有述职）."""
        owes = "，本届还没有述职" if row.owes else ""
        return f"{row.person.name}（{row.title}{owes}）"


class PlanGroupForm(PortalForm):
    """Whom the plan of a year has report."""

    deputyships = _MembersField(
        Deputyship.objects.none(),
        label="今年述职的代表",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不勾选的从计划里去掉；已在别的小组计划里的，这里不列",
    )

    def __init__(self, *args: Any, group: Any, year: int, **kwargs: Any) -> None:
        planned = PlannedReport.objects.filter(year=year)
        mine = list(planned.filter(group=group).values_list("deputyship_id", flat=True))
        super().__init__(*args, initial={"deputyships": mine}, **kwargs)
        seats = memberships_on(timezone.localdate()).filter(group=group)
        rows = Deputyship.objects.filter(Q(pk__in=seats.values("deputyship_id")) | Q(pk__in=mine))
        rows = rows.exclude(pk__in=planned.exclude(group=group).values("deputyship_id"))
        field = cast("forms.ModelMultipleChoiceField[Deputyship]", self.fields["deputyships"])
        field.queryset = (
            with_owing(rows).select_related("person", "term__area").order_by("person__pinyin", "pk")
        )
