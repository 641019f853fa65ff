"""Forms of rules: one for each kind, so that a page asks only what this kind needs."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.web.fields import PortalDateField, parse_day
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from liaison_stations.days.forms import NearDateField, hour_field
from liaison_stations.enums import OnHoliday, RuleKind, WeekReading
from liaison_stations.models import ReceptionRule, Station
from liaison_stations.operations.day_rules import RuleFacts

#: As many single dates as one rule lists.
MOST_DATES = 120
_BETWEEN = re.compile(r"[\s,，、;；]+")
_NTH = [(number, f"第{word}") for number, word in enumerate("一二三四五", 1)]
_WEEKDAYS = [(number, f"星期{word}") for number, word in enumerate("一二三四五六日")]
_DIGITS = [(number % 10, f"逢{word}") for number, word in enumerate("一二三四五六七八九十", 1)]


class DaysField(forms.CharField):
    """Days of the month as people write them: 5、25 or 5日 25日."""

    def clean(self, value: object) -> list[int]:
        """The days in order, each once; a word that is none is named."""
        text = unicodedata.normalize("NFKC", str(super().clean(value)))
        days = set()
        for word in filter(None, _BETWEEN.split(text.strip())):
            number = word.removesuffix("日").removesuffix("号")
            if not number.isdecimal() or not 1 <= int(number) <= 31:
                raise ValidationError(f"“{word}”不是一个月里的日期，请写成 5、25")
            days.add(int(number))
        return sorted(days)

    def prepare_value(self, value: object) -> object:
        """5、25 for a list; what was typed stays as it was typed."""
        return "、".join(map(str, value)) if isinstance(value, list) else value


class DatesField(forms.CharField):
    """Single dates, one a line."""

    widget = forms.Textarea

    def clean(self, value: object) -> list[str]:
        """ISO dates in order, each once."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        days = sorted({parse_day(line) for line in lines})
        if len(days) > MOST_DATES:
            raise ValidationError(f"最多列 {MOST_DATES} 天，现在有 {len(days)} 天")
        return [day.isoformat() for day in days]

    def prepare_value(self, value: object) -> object:
        """One a line for a list; what was typed stays as it was typed."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value


class RuleForm(PortalForm):
    """What every rule says: hours, holidays, from when to when."""

    kind: RuleKind
    begins_at = hour_field("开始时间", "如 9:00")
    ends_at = hour_field("结束时间", "如 11:30")
    on_holiday = forms.ChoiceField(
        label="遇节假日",
        choices=OnHoliday.choices,
        widget=forms.RadioSelect,
        initial=OnHoliday.STAY,
        help_text="放假按国务院办公厅的放假通知和本区工作日历",
    )
    starts_on = NearDateField(label="从哪天起")
    ends_on = PortalDateField(label="到哪天止", required=False, help_text="一直有效的不填")

    def __init__(
        self, *args: Any, station: Station, rule: ReceptionRule | None = None, **kwargs: Any
    ) -> None:
        names = self.base_fields
        if rule is not None:
            values = {name: getattr(rule, name) for name in names if hasattr(rule, name)}
            kwargs["initial"] = {**values, "version": rule.version}
        else:
            kwargs["initial"] = {"starts_on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.station = station

    @property
    def facts(self) -> RuleFacts:
        """What the operations take."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return cast("RuleFacts", {**data, "kind": self.kind})

    @property
    def rule(self) -> ReceptionRule:
        """The rule as typed, not saved."""
        return ReceptionRule(station=self.station, **self.facts)

    def clean(self) -> dict[str, Any]:
        """Hours and dates in their order."""
        data = super().clean() or {}
        begins, ends = data.get("begins_at"), data.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", "结束时间要晚于开始时间")
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "止日不能早于起日")
        return data


class DayOfMonthForm(RuleForm):
    """每月5日、25日 (R159)."""

    kind = RuleKind.DAY_OF_MONTH
    days = DaysField(
        label="每月几日",
        max_length=60,
        help_text="如 5、25。没有31日的月份，31日不接待",
        widget=forms.TextInput(attrs={"class": "rd-w-m", "autocomplete": "off"}),
    )
    field_order = ("days",)


class WeekdayForm(RuleForm):
    """每月第一个星期一, in both readings (R160)."""

    kind = RuleKind.WEEKDAY
    nth = forms.TypedChoiceField(label="第几个", choices=_NTH, coerce=int)
    weekday = forms.TypedChoiceField(label="星期几", choices=_WEEKDAYS, coerce=int)
    reading = forms.ChoiceField(
        label="怎样算", choices=WeekReading.choices, widget=forms.RadioSelect, initial=WeekReading.NTH_WEEKDAY
    )
    field_order = ("nth", "weekday", "reading")


class MarketForm(RuleForm):
    """逢三、六、九 by the solar or the lunar month (R161)."""

    kind = RuleKind.MARKET
    digits = forms.TypedMultipleChoiceField(
        label="逢几", choices=_DIGITS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    is_lunar = forms.TypedChoiceField(
        label="按哪种历",
        choices=[("solar", "公历"), ("lunar", "农历")],
        coerce=lambda word: word == "lunar",
        widget=forms.RadioSelect,
        initial="solar",
    )
    field_order = ("digits", "is_lunar")

    def __init__(self, *args: Any, rule: ReceptionRule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, rule=rule, **kwargs)
        if rule is not None:
            self.initial["is_lunar"] = "lunar" if rule.is_lunar else "solar"


class DatesForm(RuleForm):
    """Single dates (R161)."""

    kind = RuleKind.DATES
    dates = DatesField(
        label="日期",
        max_length=4000,
        help_text="每行一天，如 2027年3月4日",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ("dates",)


FORMS: dict[str, type[RuleForm]] = {
    form.kind: form for form in (DayOfMonthForm, WeekdayForm, MarketForm, DatesForm)
}


class ChangeDayOfMonthForm(VersionedFormMixin, DayOfMonthForm):
    """A rule that exists, opened at a version."""


class ChangeWeekdayForm(VersionedFormMixin, WeekdayForm):
    """A rule that exists, opened at a version."""


class ChangeMarketForm(VersionedFormMixin, MarketForm):
    """A rule that exists, opened at a version."""


class ChangeDatesForm(VersionedFormMixin, DatesForm):
    """A rule that exists, opened at a version."""


CHANGE_FORMS: dict[str, type[RuleForm]] = {
    form.kind: form for form in (ChangeDayOfMonthForm, ChangeWeekdayForm, ChangeMarketForm, ChangeDatesForm)
}


class StopForm(PortalForm):
    """The last day of a rule."""

    last_day = PortalDateField(label="最后一天", help_text="这一天以后不再按这条规则接待")


class PlanForm(PortalForm):
    """How far to plan."""

    until = NearDateField(label="排到哪一天")
