"""Forms of inspections, supervision meetings and problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.accounts.models import User
from congress.documents.fields import PhotosField
from congress.organs.models import Area
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from liaison_stations import rules
from liaison_stations.enums import InspectionKind
from liaison_stations.models import (
    LONGEST_FINDING,
    Finding,
    Inspection,
    InspectionPoint,
    Problem,
    Station,
    SupervisionMeeting,
)
from liaison_stations.operations.inspections import PHOTO_LIMIT, Found


def _prose(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlanForm(PortalModelForm[Inspection]):
    """Plan an inspection."""

    class Meta:
        model = Inspection
        fields = ("station", "kind", "day", "inspectors", "aim")
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "kind": "明察当时通知联络站和乡镇（街道）；暗访在发布结果以前，他们哪里都看不到",
            "day": "已经检查过的，填检查那天",
            "inspectors": "几个人的，用顿号隔开",
            "aim": "如：接待日是否开展、代表是否到站",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        station = cast("forms.ModelChoiceField[Station]", self.fields["station"])
        station.queryset = Station.objects.visible_to(user).in_service().order_by("area__path", "name")
        cast("forms.ChoiceField", self.fields["kind"]).choices = InspectionKind.choices


class ChangePlanForm(VersionedFormMixin, PortalModelForm[Inspection]):
    """Change what is planned; announced or not is decided once."""

    class Meta:
        model = Inspection
        fields = ("day", "inspectors", "aim")


def _asked_of(point: InspectionPoint, full: int) -> dict[str, forms.Field]:
    """The boxes of one point: its score and words."""
    score = forms.IntegerField(
        label=f"{point}（满分 {full}）",
        min_value=0,
        max_value=full,
        required=False,
        widget=forms.NumberInput(attrs={"class": "rd-w-s", "inputmode": "numeric"}),
        error_messages={
            "invalid": f"{point}的得分写整数，如 8",
            "min_value": f"{point}最少 0 分",
            "max_value": f"{point}满分 {full} 分，请改小",
        },
    )
    words = forms.CharField(label=f"{point}：情况", max_length=300, required=False, widget=_prose(2))
    return {f"score_{point.pk}": score, f"words_{point.pk}": words}


class ResultForm(VersionedFormMixin, PortalForm):
    """The result: a score and words for every point, on a phone at the station."""

    inspected_on = PortalDateField(label="检查日期")
    inspectors = forms.CharField(
        label="检查人员", max_length=200, required=False, help_text="几个人的，用顿号隔开"
    )
    summary = forms.CharField(
        label="总体情况", max_length=LONGEST_FINDING, required=False, widget=_prose(4),
        help_text="不写群众的姓名、电话",
    )  # fmt: skip
    photos = PhotosField(label="照片", required=False, help_text=f"最多 {PHOTO_LIMIT} 张")

    def __init__(
        self,
        *args: Any,
        inspection: Inspection,
        points: Sequence[InspectionPoint],
        found: Mapping[int, Finding],
        **kwargs: Any,
    ) -> None:
        today = timezone.localdate()
        initial: dict[str, Any] = {
            "inspected_on": min(inspection.day, today),
            "inspectors": inspection.inspectors,
            "summary": inspection.summary,
            "version": inspection.version,
        }
        for key, finding in found.items():
            initial |= {f"score_{key}": finding.score, f"words_{key}": finding.words}
        fields = dict(self.base_fields)
        for point in points:
            fields |= _asked_of(point, found[point.pk].full if point.pk in found else point.full)
        # Django's forms copy what this attribute of the class holds.
        self.__dict__["base_fields"] = fields
        super().__init__(*args, initial=initial, **kwargs)
        self.points = points

    @property
    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The two boxes of each point, for the page."""
        for point in self.points:
            yield self[f"score_{point.pk}"], self[f"words_{point.pk}"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        names = ("version", "inspected_on", "inspectors", "summary", "photos")
        found = [Found(p, data[f"score_{p.pk}"], data[f"words_{p.pk}"]) for p in self.points]
        return {"findings": found, **{name: data[name] for name in names}}


class ReasonForm(PortalForm):
    """Why it is called off or taken back."""

    reason = forms.CharField(label="原因", max_length=200, widget=_prose())


class ProblemForm(PortalModelForm[Problem]):
    """A problem an inspection found."""

    class Meta:
        model = Problem
        fields: tuple[str, ...] = ("text", "owner", "due_on")
        widgets = {"text": _prose()}
        help_texts = {
            "text": "一条写一个问题，不写群众的姓名、电话",
            "owner": "单位或者姓名，如：联络站站长何素琴",
            "due_on": "哪一天以前整改好",
        }


class MeetingProblemForm(ProblemForm):
    """A problem a meeting found; it may be that of a station."""

    class Meta(ProblemForm.Meta):
        fields = ("text", "station", "owner", "due_on")
        help_texts = {**ProblemForm.Meta.help_texts, "station": "是哪个站的问题就选哪个站，站里会收到通知"}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        station = cast("forms.ModelChoiceField[Station]", self.fields["station"])
        station.queryset = Station.objects.visible_to(user).in_service().order_by("area__path", "name")


class ChangeProblemForm(VersionedFormMixin, ProblemForm):
    """The same, of a problem that is there."""


class NoteForm(PortalForm):
    """What was done, or why not."""

    note = forms.CharField(label="说明", max_length=300, widget=_prose())

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["note"]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = f"请填写{label}"


class CloseForm(PortalForm):
    """The day somebody saw that it was mended."""

    closed_on = PortalDateField(label="销号日期")


class MeetingForm(PortalModelForm[SupervisionMeeting]):
    """A supervision meeting."""

    class Meta:
        model = SupervisionMeeting
        fields: tuple[str, ...] = ("held_on", "title", "place", "chaired_by", "attended_by", "summary")
        widgets = {"summary": _prose(5), "attended_by": _prose(2)}
        help_texts = {"summary": "发现的问题，登记会议以后一条一条加"}


class NewMeetingForm(MeetingForm):
    """The same, with who held it."""

    class Meta(MeetingForm.Meta):
        fields = ("area", *MeetingForm.Meta.fields)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = cast("forms.ModelChoiceField[Area]", self.fields["area"])
        towns = Area.objects.filter(rules.covered("path").as_q(user))
        area.queryset = (towns.towns() | towns.filter(parent__isnull=True)).order_by("path")
        area.empty_label = None


class ChangeMeetingForm(VersionedFormMixin, MeetingForm):
    """The same, of a meeting that is there."""
