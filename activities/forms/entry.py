"""The form of an activity: its facts, and rows of people, units and groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from activities.days import Days, DaysField, days_text, parse_days
from activities.enums import HalfDay, PartnerRole
from activities.models import Activity, ActivityKind, Campaign
from activities.operations import Facts
from activities.queries import (
    home_area,
    offered_campaigns,
    offered_groups,
    offered_kinds,
    writable_areas,
)
from activities.queries.roster import deputies_named, deputies_text, on_roll
from congress.accounts.models import User
from congress.documents.fields import DOCUMENT_LIMIT, PHOTO_LIMIT, DocumentsField, PhotosField
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from congress.web.dates import full_day
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.models import DeputyGroup, Deputyship

TEXT_LIMIT = 100_000


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


class DeputiesField(forms.CharField):
    """A box that lists deputies; the form turns the text into deputyships once it knows the day."""

    def prepare_value(self, value: Any) -> Any:
        """Deputyships as the box writes them."""
        return deputies_text(value) if isinstance(value, list) else value


class GroupsField(forms.ModelMultipleChoiceField[DeputyGroup]):
    """Groups of deputies of all congresses."""

    def label_from_instance(self, obj: DeputyGroup) -> str:
        """Told apart from one of another congress."""
        return obj.listed_as


#: Facts that the form shows as they stand in the record.
_AS_THEY_STAND = (
    "half_day",
    "kind",
    "headline",
    "text",
    "place",
    "topic",
    "organiser",
    "meeting_number",
    "law_studied",
    "partner_role",
    "partner_name",
    "partner_level",
    "area",
)


class ActivityForm(PortalForm):
    """What happened. ``days`` takes one day or several with the half of the day.

    Meeting, law and partner belong to kinds that ask for them (``ActivityKind.asks``); the page shows them
    for those kinds, and for a record that has them.
    """

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
    law_studied = forms.CharField(
        label="学习的法律",
        max_length=200,
        required=False,
        help_text="会前或专门学习的法律、条例，没有安排的不填",
    )
    partner_role = forms.ChoiceField(
        label="往来", required=False, choices=[("", "没有写明"), *PartnerRole.choices]
    )
    partner_name = forms.CharField(
        label="对方单位", max_length=80, required=False, help_text="如省人大常委会、外地的人大常委会"
    )
    partner_level = forms.ChoiceField(
        label="对方层级", required=False, choices=[("", "没有写明"), *CongressLevel.choices]
    )
    campaigns = forms.ModelMultipleChoiceField(
        label="专项", queryset=Campaign.objects.none(), required=False, help_text="属于哪项工作，可以选几个"
    )
    deputy_groups = GroupsField(
        label="开展小组",
        queryset=DeputyGroup.objects.none(),
        required=False,
        help_text="代表小组的活动，联合开展的都选上",
    )
    deputies = DeputiesField(
        label="参加的代表",
        max_length=60_000,
        required=False,
        help_text="写姓名、拼音首字母，也可以选整个代表小组或选区",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-deputies": ""}),
    )
    area = forms.ModelChoiceField(label="所属区域", queryset=Area.objects.none(), empty_label=None)
    photos = PhotosField(label="照片", required=False)
    attachments = DocumentsField(label="附件", required=False)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, activity: Activity | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {**self._initial(user, activity), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.user, self.activity = user, activity
        self.fields["photos"].help_text = f"JPG、PNG、WebP，一次最多 {PHOTO_LIMIT} 张"
        self.fields["attachments"].help_text = f"PDF、OFD、Word、Excel、PPT，一次最多 {DOCUMENT_LIMIT} 个"
        kinds = cast("KindField", self.fields["kind"])
        kinds.queryset = offered_kinds(activity.kind if activity else None)
        campaigns = cast("forms.ModelMultipleChoiceField[Campaign]", self.fields["campaigns"])
        campaigns.queryset = offered_campaigns(self.initial.get("campaigns") or ())
        groups = cast("GroupsField", self.fields["deputy_groups"])
        groups.queryset = offered_groups(user, self._day, self._groups)
        areas = writable_areas(user)
        if activity is not None:
            areas = areas | Area.objects.filter(pk=activity.area_id)
        cast("forms.ModelChoiceField[Area]", self.fields["area"]).queryset = areas

    @property
    def _groups(self) -> list[int]:
        """The groups that stand in the record."""
        return [] if self.activity is None else self.initial["deputy_groups"]

    @property
    def _day(self) -> date:
        """The first day, as far as it is known before the form is checked."""
        today = timezone.localdate()
        try:
            return parse_days(str(self["days"].value() or ""), today).start
        except ValidationError:
            return today

    @staticmethod
    def _initial(user: User, activity: Activity | None) -> Mapping[str, Any]:
        if activity is None:
            return {"token": uuid4(), "area": home_area(user)}
        facts = {name: getattr(activity, name) for name in _AS_THEY_STAND}
        return {
            **facts,
            "days": days_text(activity.start_on, activity.end_on),
            "campaigns": [campaign.pk for campaign in activity.campaigns.all()],
            "deputy_groups": [group.pk for group in activity.deputy_groups.all()],
            "deputies": deputies_text(on_roll(activity)),
            "version": activity.version,
        }

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
        if days and "deputies" in data:
            data["deputies"] = self._deputies(data["deputies"], days)
        if days:
            self._check_groups(data.get("deputy_groups", ()), days)
        return data

    def _check_groups(self, groups: Iterable[DeputyGroup], days: Days) -> None:
        """A group exists on the first day, unless it stands in the record already."""
        there = set(DeputyGroup.objects.in_force(days.start).values_list("pk", flat=True))
        wrong = [group.label for group in groups if group.pk not in {*there, *self._groups}]
        if wrong:
            on = full_day(days.start)
            self.add_error("deputy_groups", f"{'、'.join(wrong)}在{on}还没有成立或已经撤销，请重选或改日期")

    def _deputies(self, text: str, days: Days) -> list[Deputyship]:
        """The deputies of the roster on the first day; those on the roll may stay whatever became of them."""
        known = [row.pk for row in on_roll(self.activity)] if self.activity else []
        try:
            return deputies_named(self.user, text, on=days.start, known=known)
        except ValidationError as error:
            self.add_error("deputies", error)
            return []

    @property
    def facts(self) -> Facts:
        """What the operations take."""
        data = self.cleaned_data
        days: Days = data["days"]
        plain = {name: data[name] for name in _AS_THEY_STAND}
        return cast(
            "Facts",
            {
                **plain,
                "start_on": days.start,
                "end_on": days.end,
                "campaigns": data["campaigns"],
                "deputy_groups": data["deputy_groups"],
                "deputies": data["deputies"],
                "photos": data["photos"],
                "attachments": data["attachments"],
            },
        )

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
