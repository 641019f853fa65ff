"""Forms of one reception day and of turns."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from activities.convocations.hours import HourField
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship
from liaison_stations.days.queries import colleagues_of, turns_to_swap
from liaison_stations.enums import PlaceMode
from liaison_stations.models import Duty, ReceptionDay, ReceptionForm
from liaison_stations.operations.days import DayFacts

#: As many deputies as one shared day gets at most.
MOST_EACH = 10


def hour_field(label: str, hint: str = "") -> HourField:
    """A box for an hour."""
    small = forms.TextInput(attrs={"class": "rd-w-s", "autocomplete": "off"})
    return HourField(label=label, max_length=20, help_text=hint, widget=small)


class DayForm(PortalForm):
    """When, where and in which forms citizens are received."""

    day = PortalDateField(label="日期")
    begins_at = hour_field("开始时间", "如 9:00、早上6:30")
    ends_at = hour_field("结束时间")
    place_mode = forms.ChoiceField(
        label="接待方式", choices=PlaceMode.choices, widget=forms.RadioSelect, initial=PlaceMode.FIXED
    )
    place = forms.CharField(
        label="地点", max_length=120, required=False, help_text="流动接待写到哪里；在站接待不填"
    )
    video_link = forms.URLField(
        label="视频地址",
        required=False,
        assume_scheme="https",
        help_text="线上视频接待才填；只给预约的人和站里看",
    )
    slots = forms.IntegerField(
        label="可预约人数", required=False, min_value=1, max_value=200, help_text="线上视频接待才填"
    )
    topic = forms.CharField(label="主题", max_length=60, required=False, help_text="如：老旧小区改造")
    forms_held = forms.ModelMultipleChoiceField(
        label="接待形式（1+N）",
        queryset=ReceptionForm.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="接待日算一次，每种形式也各算一次",
    )
    is_duty_report = forms.BooleanField(label="同时述职，接待和述职各算一次", required=False)
    hosted_by = forms.ModelChoiceField(
        label="进站听取意见的机关",
        queryset=Organ.objects.none(),
        required=False,
        help_text="国家机关到站里听取意见的，选机关；其他不选",
    )

    def __init__(self, *args: Any, day: ReceptionDay | None = None, **kwargs: Any) -> None:
        if day is not None:
            facts = {name: getattr(day, name) for name in self.base_fields if hasattr(day, name)}
            kwargs["initial"] = {**facts, "forms_held": list(day.forms.all()), "version": day.version}
        super().__init__(*args, **kwargs)
        offered = ReceptionForm.objects.filter(in_use=True)
        if day is not None:
            offered = offered | ReceptionForm.objects.filter(days=day)
        held = cast("forms.ModelMultipleChoiceField[ReceptionForm]", self.fields["forms_held"])
        held.queryset = offered.distinct()
        organs = cast("forms.ModelChoiceField[Organ]", self.fields["hosted_by"])
        organs.queryset = Organ.objects.order_by("order", "pk")

    @property
    def facts(self) -> DayFacts:
        """What the operations take."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        data["on"], data["forms"] = data.pop("day"), data.pop("forms_held")
        return cast("DayFacts", data)


class ChangeDayForm(VersionedFormMixin, DayForm):
    """The form of a day that exists, opened at a version."""


class ReasonForm(PortalForm):
    """Why it is called off."""

    reason = forms.CharField(
        label="取消的原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="已通知的代表会看到",
    )


class DeputyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Deputies by name, with how many turns they have in the year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Deputyship.objects.none(), **kwargs)
        self.turns: dict[int, int] = {}
        self.year = 0

    def label_from_instance(self, obj: Deputyship) -> str:
        """王小明（2026年 3 次）."""
        return f"{obj.person.name}（{self.year}年 {self.turns.get(obj.pk, 0)} 次）"


class DutiesForm(PortalForm):
    """Who is on duty on a day."""

    deputies = DeputyField(label="接待代表", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, keys: list[int], turns: dict[int, int], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("DeputyField", self.fields["deputies"])
        rows = Deputyship.objects.filter(pk__in=keys).select_related("person")
        field.queryset = rows.order_by("level", "person__name_key", "pk")
        field.turns, field.year = turns, year


class ShareForm(PortalForm):
    """Share the turns of the coming days."""

    until = PortalDateField(label="排到哪一天")
    each = forms.IntegerField(
        label="每次几位代表",
        min_value=1,
        max_value=MOST_EACH,
        initial=2,
        widget=forms.NumberInput(attrs={"class": "rd-w-s"}),
    )


class LeaveForm(PortalForm):
    """Why a deputy cannot come."""

    note = forms.CharField(label="请假原因", max_length=100, widget=forms.Textarea(attrs={"rows": 2}))


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Deputies by name."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """The name."""
        return obj.person.name


class TurnField(forms.ModelChoiceField):  # type: ignore[type-arg] # no parameter at run time
    """Turns by whose they are and when."""

    def label_from_instance(self, obj: Duty) -> str:
        """王小明 12月5日."""
        return f"{obj.deputyship.person.name}　{obj.day.day.month}月{obj.day.day.day}日"


class SwapForm(PortalForm):
    """Whom to ask, and which turn to take instead."""

    asked_of = ColleagueField(label="请谁替换", queryset=Deputyship.objects.none(), required=False)
    other = TurnField(
        label="换他的哪个班",
        queryset=Duty.objects.none(),
        required=False,
        empty_label="只请他替，不换",
        help_text="选了班，就不用再选人",
    )
    note = forms.CharField(label="说明", max_length=100, required=False, help_text="可不填")

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = cast("ColleagueField", self.fields["asked_of"])
        people.queryset = colleagues_of(duty)
        turns = cast("TurnField", self.fields["other"])
        turns.queryset = turns_to_swap(duty)

    def clean(self) -> dict[str, Any]:
        """Somebody has to be asked; the turn that is wanted tells who."""
        data = super().clean() or {}
        other: Duty | None = data.get("other")
        if other is not None:
            data["asked_of"] = other.deputyship
        elif not data.get("asked_of") and not self.errors:
            self.add_error("asked_of", "请选一位代表，或者选一个要换的班")
        return data
