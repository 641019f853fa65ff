"""Forms of convocations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from activities.convocations.enums import Answer
from activities.convocations.operations import Facts
from activities.forms.entry import KindField
from activities.models import Activity, ActivityKind, Callee, Convocation, PlanItem
from activities.queries import home_area, offered_kinds, writable_areas
from congress.accounts.models import User
from congress.documents.uploads import Document, check_documents
from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Constituency
from congress.organs.queries import district
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.hours import HourField
from congress.web.versions import VersionedFormMixin
from deputies.models import DeputyGroup, Deputyship

FILE_LIMIT = 10
#: A convocation further ahead than this is a slip of the pen.
_AHEAD = timedelta(days=400)


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Documents, told by their content. Every refused one is named in a message at the field."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Document]:
        """The documents."""
        uploads: list[UploadedFile[Any]] = [upload for upload in data or [] if upload]
        if len(uploads) > FILE_LIMIT:
            raise ValidationError(f"一次最多选 {FILE_LIMIT} 个文件，现在选了 {len(uploads)} 个")
        return check_documents(uploads)


class ConvocationForm(PortalForm):
    """What the notice says. Who is called is chosen on the next page."""

    title = forms.CharField(label="标题", max_length=120, help_text="如：视察老旧小区充电设施")
    kind = KindField(label="类别", queryset=ActivityKind.objects.none())
    start_on = PortalDateField(label="日期")
    end_on = PortalDateField(label="到哪一天", required=False, help_text="只有一天的不填")
    begins_at = HourField(
        label="时间",
        max_length=20,
        help_text="如 9:30、下午2:30",
        widget=forms.TextInput(attrs={"class": "rd-w-s", "autocomplete": "off"}),
    )
    place = forms.CharField(label="地点", max_length=120)
    organiser = forms.CharField(label="组织单位", max_length=80)
    agenda = forms.CharField(
        label="议程", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    bring = forms.CharField(
        label="携带什么", max_length=200, required=False, help_text="如：代表证、调研材料"
    )
    attachments = FilesField(label="附件", required=False)
    contact = forms.CharField(label="联系人", max_length=40)
    contact_phone = forms.CharField(
        label="联系电话", max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "class": "rd-w-m"})
    )
    reply_by = PortalDateField(label="回复截止", help_text="这一天仍可回复，以后回复的记为逾期")
    area = forms.ModelChoiceField(label="所属区域", queryset=Area.objects.none(), empty_label=None)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        user: User,
        convocation: Convocation | None = None,
        source: Activity | PlanItem | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _initial(user, convocation, source)
        super().__init__(*args, **kwargs)
        self.convocation = convocation
        self.fields["attachments"].help_text = f"PDF、OFD、Word、Excel、PPT，一次最多 {FILE_LIMIT} 个"
        kinds = cast("KindField", self.fields["kind"])
        kinds.queryset = offered_kinds(convocation.kind if convocation else None)
        places = writable_areas(user)
        present = convocation.area if convocation else home_of(user)
        areas = cast("forms.ModelChoiceField[Area]", self.fields["area"])
        areas.queryset = places | Area.objects.filter(pk__in=[present.pk] if present else [])

    def clean(self) -> dict[str, Any]:
        """Days in their order: the reply, the first day, the last one; not in the past, not years ahead."""
        data = super().clean() or {}
        start, end, reply_by = data.get("start_on"), data.get("end_on"), data.get("reply_by")
        today = timezone.localdate()
        was = self.convocation.start_on if self.convocation else None
        if start and start != was and start < today:
            self.add_error("start_on", "日期已经过去，请填今天或以后的日期")
        if start and start > today + _AHEAD:
            self.add_error("start_on", f"{start.year}年太远，请核对年份")
        if start and end and end < start:
            self.add_error("end_on", "结束日期不能早于开始日期")
        if start and reply_by and reply_by > start:
            self.add_error("reply_by", "回复截止日期不能晚于活动当天")
        return data

    @property
    def facts(self) -> Facts:
        """What the operations take."""
        data = dict(self.cleaned_data)
        for name in ("token", "attachments", "version"):
            data.pop(name, None)
        return cast("Facts", data)

    @property
    def submission(self) -> UUID | None:
        """The name of this submission of the form."""
        token: UUID | None = self.cleaned_data.get("token")
        return token


class ChangeConvocationForm(VersionedFormMixin, ConvocationForm):
    """The form of a convocation that exists, opened at a version."""


def home_of(user: User) -> Area | None:
    """The area a convocation of this user belongs to; what a committee calls belongs to the district."""
    return home_area(user) or district()


def _initial(
    user: User, convocation: Convocation | None, source: Activity | PlanItem | None
) -> Mapping[str, Any]:
    if convocation is not None:
        names = (
            "title", "kind", "start_on", "end_on", "begins_at", "place", "organiser", "agenda", "bring",
            "contact", "contact_phone", "reply_by", "area",
        )  # fmt: skip
        facts = {name: getattr(convocation, name) for name in names}
        if convocation.end_on == convocation.start_on:
            facts["end_on"] = None
        return {**facts, "version": convocation.version}
    blank = {
        "token": uuid4(),
        "area": home_of(user),
        "organiser": user.post_label,
        "contact": user.name,
        "contact_phone": user.phone or "",
    }
    if isinstance(source, Activity):
        return {
            **blank,
            "title": source.headline,
            "kind": source.kind_id,
            "start_on": source.start_on,
            "end_on": source.end_on if source.end_on != source.start_on else None,
            "place": source.place,
            "organiser": source.organiser or user.post_label,
            "area": source.area_id,
        }
    if source is not None:
        return {
            **blank,
            "title": source.theme,
            "start_on": source.on,
            "place": source.place,
            "organiser": source.organiser or str(source.plan.group),
        }
    return blank


class ChooseForm(PortalForm):
    """Whom to call: whole groups, constituencies and levels at once."""

    groups = forms.ModelMultipleChoiceField(
        label="代表小组",
        queryset=DeputyGroup.objects.none(),
        required=False,
        help_text="地域小组、专业小组都可以选",
    )
    constituencies = forms.ModelMultipleChoiceField(
        label="选区", queryset=Constituency.objects.none(), required=False
    )
    levels = forms.MultipleChoiceField(
        label="层级", choices=CongressLevel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, convocation: Convocation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = DeputyGroup.objects.visible_to(user).in_force(convocation.start_on)
        held = Deputyship.objects.visible_to(user).in_force(convocation.start_on)
        _choices(self, "groups").queryset = groups.order_by("kind", "number", "pk")
        _choices(self, "constituencies").queryset = Constituency.objects.filter(
            pk__in=held.values("constituency")
        ).select_related("area")
        present = set(held.order_by().values_list("level", flat=True).distinct())
        levels = cast("forms.MultipleChoiceField", self.fields["levels"])
        levels.choices = [(value, label) for value, label in CongressLevel.choices if value in present]


def _choices(form: forms.Form, name: str) -> forms.ModelMultipleChoiceField[Any]:
    return cast("forms.ModelMultipleChoiceField[Any]", form.fields[name])


class ReplyForm(PortalForm):
    """Whether a deputy comes."""

    answer = forms.ChoiceField(
        label="能不能参加",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选“参加”或“请假”"},
    )
    reason = forms.CharField(
        label="请假原因",
        max_length=200,
        required=False,
        help_text="请假的要写，如：外地出差",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, callee: Callee, **kwargs: Any) -> None:
        kwargs["initial"] = {"answer": callee.answer, "reason": callee.reason}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Leave needs a reason."""
        data = super().clean() or {}
        if data.get("answer") == Answer.LEAVE and not data.get("reason", "").strip():
            self.add_error("reason", "请写请假原因")
        return data


class CancelForm(PortalForm):
    """Why it is called off."""

    reason = forms.CharField(
        label="取消原因",
        max_length=200,
        help_text="发出以后取消的，原因会告诉每位代表",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
