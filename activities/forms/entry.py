"""The form of an activity: its facts, and rows of people, units and groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from activities.days import Days, DaysField, days_text
from activities.enums import HalfDay
from activities.models import Activity, ActivityKind
from activities.operations import Facts
from activities.queries import home_area, offered_kinds, writable_areas
from congress.accounts.models import User
from congress.documents.uploads import Photo, check_photos
from congress.organs.models import Area
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin

TEXT_LIMIT = 100_000
PHOTO_LIMIT = 20


class GroupedKindIterator(forms.models.ModelChoiceIterator[ActivityKind]):
    """The kinds under their groups, in the order of the list."""

    def __iter__(self) -> Any:
        yield ("", "请选择")
        groups: dict[str, list[Any]] = {}
        for kind in self.queryset:
            groups.setdefault(kind.group or "其他", []).append(self.choice(kind))
        yield from groups.items()


class KindField(forms.ModelChoiceField[ActivityKind]):
    """A kind of activity."""

    iterator = GroupedKindIterator


class PhotosInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos; cleans to the photos made anew. Every refused one is named in a message at the field."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Photo]:
        """The photos, checked by their content."""
        uploads: Sequence[UploadedFile[Any]] = [upload for upload in data or [] if upload]
        if len(uploads) > PHOTO_LIMIT:
            raise ValidationError(f"一次最多选 {PHOTO_LIMIT} 张照片，现在选了 {len(uploads)} 张")
        return check_photos(uploads)


class ActivityForm(PortalForm):
    """What happened. ``days`` takes one day or several with the half of the day."""

    days = DaysField(
        label="日期",
        max_length=40,
        help_text="如 2026年5月8日上午、5月8日、5月12日至18日",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-date": ""}),
    )
    half_day = forms.ChoiceField(label="时段", required=False, choices=[("", "没有写明"), *HalfDay.choices])
    kind = KindField(label="类别", queryset=ActivityKind.objects.none())
    headline = forms.CharField(
        label="标题", max_length=200, help_text="用于《人大信息》目录，一般写“领导姓名＋方式＋事项”"
    )
    text = forms.CharField(
        label="正文",
        max_length=TEXT_LIMIT,
        help_text="照印发的样子写，从日期写起",
        widget=forms.Textarea(attrs={"rows": 7, "data-count": TEXT_LIMIT}),
    )
    place = forms.CharField(label="地点", max_length=120, required=False)
    topic = forms.CharField(label="主题", max_length=200, required=False)
    organiser = forms.CharField(label="组织单位", max_length=80, required=False)
    meeting_number = forms.IntegerField(
        label="会议次数",
        min_value=1,
        max_value=9999,
        required=False,
        help_text="如“第九次会议”填 9",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "会议次数写成数字，如 9"},
    )
    area = forms.ModelChoiceField(label="所属区域", queryset=Area.objects.none(), empty_label=None)
    photos = PhotosField(label="照片", required=False)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, activity: Activity | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {**self._initial(user, activity), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["photos"].help_text = f"JPG、PNG、WebP，一次最多 {PHOTO_LIMIT} 张"
        kinds = cast("KindField", self.fields["kind"])
        kinds.queryset = offered_kinds(activity.kind if activity else None)
        areas = writable_areas(user)
        if activity is not None:
            areas = areas | Area.objects.filter(pk=activity.area_id)
        cast("forms.ModelChoiceField[Area]", self.fields["area"]).queryset = areas

    @staticmethod
    def _initial(user: User, activity: Activity | None) -> Mapping[str, Any]:
        if activity is None:
            return {"token": uuid4(), "area": home_area(user)}
        names = (
            "half_day",
            "kind",
            "headline",
            "text",
            "place",
            "topic",
            "organiser",
            "meeting_number",
            "area",
        )
        facts = {name: getattr(activity, name) for name in names}
        days = days_text(activity.start_on, activity.end_on)
        return {**facts, "days": days, "version": activity.version}

    def clean_days(self) -> Days:
        """A log tells what happened; a year ahead is a slip of the pen."""
        days = cast("Days", self.cleaned_data["days"])
        if days.start > timezone.localdate() + timedelta(days=366):
            raise ValidationError(f"{days.start.year}年还没有到，请核对年份")
        return days

    def clean_text(self) -> str:
        """One kind of line end, so that a text does not grow by being saved."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """The half of the day is given once: in the text of the date or in its own list."""
        data = super().clean() or {}
        days, chosen = data.get("days"), data.get("half_day", "")
        if days and days.half_day and not chosen:
            data["half_day"] = days.half_day
        if days and days.half_day and chosen and days.half_day != chosen:
            said, other = HalfDay(days.half_day).label, HalfDay(chosen).label
            self.add_error("half_day", f"日期里写的是{said}，这里选的是{other}，请改成一致")
        return data

    @property
    def facts(self) -> Facts:
        """What the operations take."""
        data = self.cleaned_data
        days: Days = data["days"]
        return {
            "start_on": days.start,
            "end_on": days.end,
            "half_day": data["half_day"],
            "kind": data["kind"],
            "headline": data["headline"],
            "topic": data["topic"],
            "organiser": data["organiser"],
            "place": data["place"],
            "text": data["text"],
            "meeting_number": data["meeting_number"],
            "area": data["area"],
        }

    @property
    def submission(self) -> UUID | None:
        """The name of this submission of the form."""
        token: UUID | None = self.cleaned_data.get("token")
        return token


class ChangeActivityForm(VersionedFormMixin, ActivityForm):
    """The form of an activity that exists, opened at a version."""


class WithdrawForm(PortalForm):
    """Why an activity is withdrawn."""

    reason = forms.CharField(
        label="撤回原因",
        max_length=200,
        help_text="如：重复登记，与 5月8日 的一次相同",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
