"""Forms of what the district asks of its towns: exchange meetings, rounds of shows, features."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.organs.models import Area
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Person
from liaison_stations.models import LONGEST_NOTE, ExchangeMeeting, ShowTurn, TownFeature
from liaison_stations.operations.exchange import ExchangeFacts, Remark
from liaison_stations.operations.shows import Turn

_MONTHS = [(str(number), f"{number}月") for number in range(1, 13)]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ExchangeForm(VersionedFormMixin, PortalForm):
    """A quarterly meeting, with a pair of boxes for every town."""

    held_on = PortalDateField(label="日期")
    place = forms.CharField(label="地点", max_length=120)
    account = forms.CharField(
        label="会议情况",
        max_length=LONGEST_NOTE,
        widget=_lines(5),
        help_text="照印发的样子写，从日期写起；登记以后活动登记里也有",
    )

    def __init__(
        self, *args: Any, towns: list[Area], meeting: ExchangeMeeting | None = None, **kwargs: Any
    ) -> None:
        self.towns = towns
        kwargs["initial"] = {**self._stands(meeting), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def _stands(self, meeting: ExchangeMeeting | None) -> dict[str, Any]:
        if meeting is None:
            return {"version": 0}
        names = ("held_on", "place", "account", "version")
        found = {name: getattr(meeting, name) for name in names}
        for one in meeting.remarks.all():
            found |= {f"praised_{one.area_id}": one.praised, f"weak_{one.area_id}": one.weak}
        return found

    @property
    def remarks(self) -> Iterator[tuple[Area, forms.BoundField, forms.BoundField]]:
        """Each town with its two boxes."""
        for town in self.towns:
            yield town, self[f"praised_{town.pk}"], self[f"weak_{town.pk}"]

    @property
    def facts(self) -> ExchangeFacts:
        """What the operations take."""
        data = self.cleaned_data
        said = [Remark(one, data[f"praised_{one.pk}"], data[f"weak_{one.pk}"]) for one in self.towns]
        return {
            "held_on": data["held_on"],
            "place": data["place"],
            "account": data["account"].replace("\r\n", "\n"),
            "remarks": said,
        }


def exchange_form(towns: list[Area]) -> type[ExchangeForm]:
    """The form for a district with these towns."""
    boxes: dict[str, forms.Field] = {}
    for town in towns:
        for name, label in (("praised", "好的做法"), ("weak", "不足")):
            boxes[f"{name}_{town.pk}"] = forms.CharField(
                label=f"{town}：{label}", max_length=300, required=False, widget=_lines(2)
            )
    return type("DistrictExchangeForm", (ExchangeForm,), boxes)


class RoundForm(PortalForm):
    """A round: its first month, and which town shows in which month, in the order of the register unless changed."""

    name = forms.CharField(label="名称", max_length=60, help_text="如：2026年“一月一乡镇一主题”")
    year = forms.IntegerField(
        label="从哪一年",
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "rd-w-s"}),
    )
    month = forms.ChoiceField(label="从几月开始", choices=_MONTHS)

    def __init__(self, *args: Any, towns: list[Area], **kwargs: Any) -> None:
        today = timezone.localdate()
        self.towns = towns
        begins = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        kwargs["initial"] = {"year": begins.year, "month": str(begins.month), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @property
    def rows(self) -> Iterator[tuple[Area, forms.BoundField, forms.BoundField]]:
        """Each town with its place and its theme."""
        for town in self.towns:
            yield town, self[f"place_{town.pk}"], self[f"theme_{town.pk}"]

    @property
    def turns(self) -> list[Turn]:
        """The turns as they were chosen."""
        data = self.cleaned_data
        first = date(data["year"], int(data["month"]), 1)
        return [
            Turn(one, _later(first, int(place) - 1), data[f"theme_{one.pk}"])
            for one in self.towns
            if (place := data[f"place_{one.pk}"])
        ]


def round_form(towns: list[Area]) -> type[RoundForm]:
    """The form for a district with these towns."""
    choices = [("", "这一轮不排"), *((str(n), f"第 {n} 个月") for n in range(1, len(towns) + 1))]
    boxes: dict[str, forms.Field] = {}
    for number, town in enumerate(towns, 1):
        boxes[f"place_{town.pk}"] = forms.ChoiceField(
            label=f"{town}：哪个月", required=False, choices=choices, initial=str(number)
        )
        boxes[f"theme_{town.pk}"] = forms.CharField(label=f"{town}：主题", max_length=80, required=False)
    return type("DistrictRoundForm", (RoundForm,), boxes)


def _later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


class TurnForm(VersionedFormMixin, PortalModelForm[ShowTurn]):
    """The theme of a turn, and for the office its month."""

    month = PortalDateField(label="月份", help_text="写这个月的任何一天，如 2026年12月1日")

    class Meta:
        model = ShowTurn
        fields = ("theme", "month")

    def clean_month(self) -> date:
        """The first day of the month."""
        return cast("date", self.cleaned_data["month"]).replace(day=1)


class HoldTurnForm(VersionedFormMixin, PortalModelForm[ShowTurn]):
    """How a show went."""

    class Meta:
        model = ShowTurn
        fields = ("held_on", "place", "observers", "account")
        widgets = {"account": _lines(5), "observers": _lines(2)}
        help_texts = {
            "observers": "谁来观摩，如：各乡镇人大主席、街道人大工委主任，代表工委负责人",
            "account": "照印发的样子写，从日期写起；登记以后活动登记里也有",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("held_on", "observers", "account"):
            self.fields[name].required = True


class FeatureForm(VersionedFormMixin, PortalModelForm[TownFeature]):
    """The project of a town in a year; the leader is for the office to choose."""

    class Meta:
        model = TownFeature
        fields = ("name", "leader", "account")
        widgets = {"account": _lines(6)}
        help_texts = {"name": "一年一个，如：渔歌议事", "leader": "挂钩联系这个项目的区领导"}

    def __init__(self, *args: Any, chooses: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not chooses:
            del self.fields["leader"]
            return
        rows: QuerySet[Any] = Person.objects.with_rank(timezone.localdate())
        offered = rows.filter(Q(rank__isnull=False) | Q(pk=self.instance.leader_id)).order_by("rank", "pk")
        cast("forms.ModelChoiceField[Person]", self.fields["leader"]).queryset = offered
