"""What is to be counted, and the office's settings of figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from activities.models import Campaign
from congress.figures.forms import PeriodForm
from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Organ, Session
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.lists.filters import FilterSelect, NamedField
from congress.web.versions import VersionedFormMixin
from suggestions.enums import Kind, ScorePartKind, Source, Weight
from suggestions.models import Category, FigureSetting, Handling, PriorityKind, ScorePart
from suggestions.queries.scopes import SERIES, SUGGESTIONS, Scope


class _CategoryField(forms.ModelChoiceField[Category]):
    def label_from_instance(self, obj: Category) -> str:
        """A child stands indented below its parent."""
        return f"　{obj.name}" if obj.parent_id else obj.name


class ScopeForm(PeriodForm):
    """A period with its cut-off, a series, and what narrows it. Without data it is this year's suggestions."""

    series = forms.ChoiceField(label="统计", choices=SERIES.items(), required=False)
    session = forms.ModelChoiceField(
        Session.objects.none(), label="会议", required=False, widget=FilterSelect
    )
    unit = NamedField(Organ.objects.none(), name="short_name", label="承办单位", required=False)
    category = _CategoryField(Category.objects.none(), label="类别", required=False, widget=FilterSelect)
    town = NamedField(Area.objects.none(), name="name", label="涉及区域", required=False)
    level = forms.ChoiceField(
        label="代表层级", choices=[("", "全部"), *CongressLevel.choices], required=False
    )
    kind = forms.ChoiceField(label="种类", choices=[("", "全部"), *Kind.choices], required=False)
    source = forms.ChoiceField(label="来源", choices=[("", "全部"), *Source.choices], required=False)
    weight = forms.ChoiceField(label="大事小事", choices=[("", "全部"), *Weight.choices], required=False)
    priority = forms.ModelChoiceField(
        PriorityKind.objects.all(), label="四类事", required=False, widget=FilterSelect
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(), label="专项", required=False, widget=FilterSelect
    )

    #: Fields that narrow, in the order in which they are named.
    NARROWING = (
        "session", "unit", "category", "town", "level", "kind", "source", "weight", "priority", "campaign",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = Session.objects.select_related("term__area").order_by("-starts_on", "-pk")
        handled = Handling.objects.order_by().values("organ")
        top = Coalesce("parent__order", "order"), Coalesce("parent_id", "pk")
        querysets = {
            "session": sessions,
            "unit": Organ.objects.filter(pk__in=handled).order_by("order", "pk"),
            "category": Category.objects.order_by(*top, F("parent").asc(nulls_first=True), "order", "pk"),
            "town": Area.objects.towns().order_by("order", "pk"),
        }
        for name, rows in querysets.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        for name in ("session", "unit", "category", "town", "priority", "campaign"):
            self.fields[name].empty_label = "全部"  # type: ignore[attr-defined]

    @property
    def scope(self) -> Scope:
        """What is counted."""
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        scope = Scope(self.period, data.get("series") or SUGGESTIONS)
        for name in self.NARROWING:
            if value := data.get(name):
                scope = scope.narrowed(name, getattr(value, "pk", value))
        return scope


class SettingForm(VersionedFormMixin, PortalModelForm[FigureSetting]):
    """Places of rates, when a unit is ranked and proposed for 调度, and the weights of the score, together 100."""

    class Meta:
        model = FigureSetting
        fields = ("places", "minimum", "threshold")
        help_texts = {
            "minimum": "承办件数少于这个数的单位不参加排名",
            "threshold": "办结率低于这条线的单位，列为建议调度",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = dict(ScorePart.objects.values_list("kind", "weight"))
        for kind in ScorePartKind:
            self.fields[kind.value] = forms.IntegerField(
                label=f"绩效评估：{kind.label}（分）",
                min_value=0,
                max_value=100,
                initial=now.get(kind.value, 0),
            )

    def clean(self) -> dict[str, Any]:
        """The weights add up to 100; they are handed on together."""
        data = super().clean() or {}
        weights = {kind.value: data.pop(kind.value) for kind in ScorePartKind if kind.value in data}
        data["weights"] = weights
        if len(weights) == len(ScorePartKind) and (total := sum(weights.values())) != 100:
            raise forms.ValidationError(f"各项分值合计应为 100 分，现在是 {total} 分")
        return data


class NoticeForm(PortalForm):
    """A 通报: which units, its title and words, its day."""

    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(label="正文", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    issued_on = PortalDateField(label="日期")
    units = forms.MultipleChoiceField(
        label="通报的单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "还没有选单位，选了才能通报"},
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]

    def clean_issued_on(self) -> date:
        """Not in the future."""
        on: date = self.cleaned_data["issued_on"]
        if on > timezone.localdate():
            raise forms.ValidationError("日期晚于今天，请改正")
        return on
