"""Forms of one reception day and of turns."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.organs.models import Organ
from congress.web import dates
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.hours import HourField, parse_hour
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship
from liaison_stations.days.queries import colleagues_of, turns_to_swap
from liaison_stations.enums import PlaceMode
from liaison_stations.models import Duty, ReceptionDay, ReceptionForm
from liaison_stations.operations.day_parts import Stop, route_of
from liaison_stations.operations.days import DayFacts

#: As many deputies as one shared day gets at most.
MOST_EACH = 10
#: As in the models.
LONGEST_PLACE, LONGEST_NAME = 60, 20
#: A day further ahead than this is a slip of the pen.
_AHEAD = timedelta(days=800)


class NearDateField(PortalDateField):
    """A day that is not years ahead."""

    def clean(self, value: Any) -> date | None:
        """The day, or a message that names its year."""
        day = cast("date | None", super().clean(value))
        if day is not None and day > timezone.localdate() + _AHEAD:
            raise ValidationError(f"{day.year}年太远，请核对年份")
        return day


def hour_field(label: str, hint: str = "") -> HourField:
    """A box for an hour."""
    small = forms.TextInput(attrs={"class": "rd-w-s", "autocomplete": "off"})
    return HourField(label=label, max_length=20, help_text=hint, widget=small)


_STOP = re.compile(r"\s*(?P<begins>[^\s—–\-~至到]+)\s*(?:—|–|-|~|至|到)+\s*(?P<ends>\S+)\s+(?P<place>.+)")


def _stop(line: str) -> Stop:
    """6:30—7:10 东门菜场. Raises ``ValidationError`` in words."""
    found = _STOP.fullmatch(unicodedata.normalize("NFKC", line))
    if found is None:
        raise ValidationError(f"看不懂“{line.strip()}”，请写成：6:30—7:10 东门菜场")
    try:
        begins, ends = parse_hour(found["begins"]), parse_hour(found["ends"])
    except ValidationError as error:
        raise ValidationError(f"“{line.strip()}”：{error.messages[0]}") from error
    place = found["place"].strip()
    if len(place) > LONGEST_PLACE:
        raise ValidationError(f"“{line.strip()}”：地点最多 {LONGEST_PLACE} 个字")
    return Stop(begins, ends, place)


class RouteField(forms.CharField):
    """Places with hours, a line each; cleans to the stops."""

    def clean(self, value: Any) -> list[Stop]:
        """The stops, or a message that names the line."""
        return [_stop(line) for line in str(super().clean(value)).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """A line for each stop; what was typed stays as it was typed."""
        return "\n".join(str(stop) for stop in value) if isinstance(value, list) else value


class LeadersForm(PortalForm):
    """Which leaders took part, a line each."""

    leaders = forms.CharField(
        label="党政领导",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行写一位，姓名后面空一格写职务，如：邓国强 区委副书记。名册里有的可以只写姓名",
    )

    def clean_leaders(self) -> list[tuple[str, str]]:
        """Name and post of each; the post is empty where only the name is given."""
        told: dict[str, str] = {}
        for line in self.cleaned_data["leaders"].splitlines():
            name, _gap, post = " ".join(re.split(r"[\s,，、:：]+", line.strip())).partition(" ")
            if not name:
                continue
            if len(name) > LONGEST_NAME or len(post) > LONGEST_PLACE:
                raise ValidationError(f"“{line.strip()}”太长，姓名和职务之间请空一格")
            if name in told:
                raise ValidationError(f"“{name}”写了两次")
            told[name] = post
        return list(told.items())


class DayForm(PortalForm):
    """When, where and in which forms citizens are received."""

    day = NearDateField(label="日期")
    begins_at = hour_field("开始时间", "如 9:00、早上6:30")
    ends_at = hour_field("结束时间")
    place_mode = forms.ChoiceField(
        label="接待方式", choices=PlaceMode.choices, widget=forms.RadioSelect, initial=PlaceMode.FIXED
    )
    place = forms.CharField(
        label="地点", max_length=120, required=False, help_text="流动接待写到哪里；在站接待不填"
    )
    route = RouteField(
        label="路线",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="办公晨摊一天走几处的，一行写一处，如：6:30—7:10 东门菜场；只有一处的不填",
    )
    video_link = forms.URLField(
        label="视频地址",
        required=False,
        assume_scheme="https",
        help_text="线上视频接待才填；预约的人当天凭查询码看到，站里和值班代表随时看到",
    )
    slot_minutes = forms.IntegerField(
        label="预约每段几分钟",
        required=False,
        min_value=5,
        max_value=240,
        widget=forms.NumberInput(attrs={"class": "rd-w-s"}),
        help_text="线上视频接待让群众预约的才填，如 15",
    )
    slot_seats = forms.IntegerField(
        label="每段约几位",
        required=False,
        min_value=1,
        max_value=20,
        widget=forms.NumberInput(attrs={"class": "rd-w-s"}),
        help_text="不填就是 1 位",
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
            more = {"forms_held": list(day.forms.all()), "route": route_of(day), "version": day.version}
            kwargs["initial"] = {**facts, **more}
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
        data["slot_seats"] = data["slot_seats"] or 1
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

    until = NearDateField(label="排到哪一天")
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


class SwapForm(PortalForm):
    """Whom to ask, with which turn in exchange; one choice says both."""

    whom = forms.ChoiceField(label="换给谁")
    note = forms.CharField(label="说明", max_length=100, required=False, help_text="如：那天要去市里开会")

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"person-{one.pk}": one for one in colleagues_of(duty)}
        self.turns = {f"turn-{one.pk}": one for one in turns_to_swap(duty)}
        groups = []
        for key, person in self.people.items():
            own = [(name, turn) for name, turn in self.turns.items() if turn.deputyship_id == person.pk]
            offers = [(name, f"和他对换，我替他{dates.day(turn.day.day)}") for name, turn in own]
            groups.append((person.person.name, [(key, f"{person.person.name}替我，不对换"), *offers]))
        whom = cast("forms.ChoiceField", self.fields["whom"])
        whom.choices = [("", "请选择"), *groups]

    def clean(self) -> dict[str, Any]:
        """Who is asked, and the turn in exchange or none."""
        data = super().clean() or {}
        key = data.pop("whom", "")
        turn = self.turns.get(key)
        return {**data, "asked_of": turn.deputyship if turn else self.people.get(key), "other": turn}
