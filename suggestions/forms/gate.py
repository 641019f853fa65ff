"""What the office decides at the entry gate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from activities.models import Campaign
from congress.organs.enums import OrganKind
from congress.organs.models import Area, Organ
from congress.web.forms import PortalForm
from suggestions.enums import OPEN_STATES, Channel, State, Weight
from suggestions.models import Category, PriorityKind, Suggestion, SuggestionQuerySet

_CHECKS = [
    ("form", "形式完整：一事一议，情况和建议都写清楚了"),
    ("twice", "没有重复：相近的建议看过，不是同一件事"),
    ("remit", "属于职责：是本区机关、组织能办的事，不是个案、信访、诉讼"),
]


class CategoryField(forms.ModelChoiceField[Category]):
    """Categories as 城乡建设／老旧小区; only those that can be chosen now."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Category.objects.filter(active=True).select_related("parent__committee", "committee")
        super().__init__(rows, widget=forms.Select(attrs={"data-tom": ""}), **kwargs)

    def label_from_instance(self, category: Category) -> str:
        """With its parent, so that typing either finds it."""
        return f"{category.parent}／{category}" if category.parent else str(category)


class RegisterForm(PortalForm):
    """The checks of the gate, and where the suggestion belongs."""

    checks = forms.MultipleChoiceField(
        label="核对", choices=_CHECKS, widget=forms.CheckboxSelectMultiple, error_messages={"required": ""}
    )
    category = CategoryField(label="类别")
    committee = forms.ModelChoiceField(
        Organ.objects.none(), label="督办委室", required=False, help_text="不选时，由类别归口的委室督办"
    )
    weight = forms.ChoiceField(
        label="大事小事", choices=Weight.choices, required=False, widget=forms.RadioSelect
    )
    hard = forms.BooleanField(
        label="涉及面广、难度大", required=False, help_text="答复期限由三个月改为六个月"
    )
    priorities = forms.ModelMultipleChoiceField(
        PriorityKind.objects.filter(active=True),
        label="四类事",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    campaigns = forms.ModelMultipleChoiceField(Campaign.objects.all(), label="专项", required=False)
    note = forms.CharField(
        label="审核意见", max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees = Organ.objects.active(timezone.localdate()).filter(kind=OrganKind.COMMITTEE)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]  # choices of a model
        self.fields["checks"].error_messages["required"] = "三项都核对过，才能审核通过"

    def clean_checks(self) -> list[str]:
        """Every one of them, named when it is missing."""
        ticked: list[str] = self.cleaned_data["checks"]
        missing = [label.partition("：")[0] for key, label in _CHECKS if key not in ticked]
        if missing:
            raise ValidationError(f"还没有核对：{'、'.join(missing)}。不符合的，请退回修改、并案或转其他渠道")
        return ticked

    @property
    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "checks"}


class MergeForm(PortalForm):
    """The other suggestion, by number or words of its title, or one of those that are alike."""

    into = forms.CharField(
        label="并入哪一件",
        max_length=120,
        help_text="写编号，如 2026-016；也可以写案由里的几个字，或者点下面相近的一件",
    )

    def __init__(self, *args: Any, rows: SuggestionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        #: What was found when the words fit several.
        self.found: list[Suggestion] = []

    def clean_into(self) -> Suggestion:
        """Exactly one open suggestion; several are offered to choose from."""
        typed = str(self.cleaned_data["into"]).strip()
        bare = typed.removeprefix("第").removesuffix("号").strip()
        rows = self.rows.filter(state__in=OPEN_STATES - {State.RETURNED})
        found = list(rows.filter(number_text=bare)[:1]) or list(rows.filter(title__contains=typed)[:6])
        if not found:
            raise ValidationError(f"没有找到还在办理的“{typed}”，请改写编号或案由里的几个字")
        if len(found) > 1:
            self.found = found
            raise ValidationError(f"“{typed}”有 {len(found)} 件，请在下面选一件")
        return found[0]


class DivertForm(PortalForm):
    """Where a matter goes that is no suggestion, and why."""

    channel = forms.ChoiceField(label="转往", choices=Channel.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="原因", max_length=500, widget=forms.Textarea({"rows": 3}), help_text="会告知代表"
    )


class SendDownForm(PortalForm):
    """Which town, and why."""

    town = forms.ModelChoiceField(Area.objects.none(), label="下交给")
    reason = forms.CharField(
        label="原因", max_length=500, widget=forms.Textarea({"rows": 3}), help_text="会告知乡镇人大"
    )

    def __init__(self, *args: Any, town: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"town": town}, **kwargs)
        towns = Area.objects.filter(pk=town.pk) if town else Area.objects.none()
        self.fields["town"].queryset = towns  # type: ignore[attr-defined]  # choices of a model


class ReportUpForm(PortalForm):
    """Why it is beyond the town's powers."""

    reason = forms.CharField(label="原因", max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
