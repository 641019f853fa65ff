"""Forms of a matter's steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from deputies.models import Deputyship
from liaison_stations.enums import CitizenRating, Destination, Origin, Outcome, Refusal, TellingWay
from liaison_stations.matters.queries import deputies_of, units_for
from liaison_stations.models import LONGEST_ACCOUNT, Matter
from liaison_stations.operations.deciding import LONGEST_NOTE
from liaison_stations.workflow import OFFICE

_LONG = LONGEST_NOTE


def prose(rows: int = 3) -> forms.Textarea:
    """A box for sentences."""
    return forms.Textarea({"rows": rows})


class DeputyField(forms.ModelChoiceField[Deputyship]):
    """A deputy by name and level."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """何素琴（区人大代表）."""
        return f"{obj.person.name}（{obj.get_level_display()}）"


class StepForm(PortalForm):
    """The form of one step; knows the matter and who takes the step."""

    def __init__(self, *args: Any, matter: Matter, user: User, **kwargs: Any) -> None:
        self.matter, self.user = matter, user
        super().__init__(*args, **kwargs)


class SettleForm(StepForm):
    """What was said on the spot."""

    answer = forms.CharField(label="答复", max_length=LONGEST_ACCOUNT, widget=prose(5))
    outcome = forms.ChoiceField(
        label="结果", choices=Outcome.choices, initial=Outcome.EXPLAINED, widget=forms.RadioSelect
    )
    told = forms.BooleanField(label="已当面告知群众", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who wrote from home is not standing there.
        self.fields["told"].initial = self.matter.origin == Origin.TABLE


class HandOverForm(StepForm):
    """To whom, until when."""

    destination = forms.ChoiceField(label="由哪里办", widget=forms.RadioSelect)
    organ = forms.ModelChoiceField(
        Organ.objects.none(), label="承办单位", widget=forms.Select(attrs={"data-tom": ""})
    )
    handler = forms.CharField(
        label="承办人", max_length=60, required=False, help_text="村（社区）办理的，写明哪个村（社区）、谁办"
    )
    due_on = PortalDateField(label="办理期限", required=False)
    note = forms.CharField(label="交办要求", max_length=_LONG, required=False, widget=prose())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["organ"]
        units.queryset = units_for(self.user, self.matter.station)
        units.empty_label = "请选择"
        where: Any = self.fields["destination"]
        choices = [Destination.VILLAGE, Destination.TOWN]
        if self.user.has_role(*OFFICE):
            choices.append(Destination.DISTRICT)
        labels = {Destination.DISTRICT: "区里的单位办理"}
        where.choices = [(one.value, labels.get(one, one.label)) for one in choices]
        where.initial = choices[-1].value
        if not self.user.has_role(*OFFICE):
            units.help_text = "只列本乡镇（街道）的单位；不归本地管的，请上报区里"


class ReportUpForm(StepForm):
    """Why the town cannot settle it."""

    note = forms.CharField(
        label="说明",
        max_length=_LONG,
        required=False,
        widget=prose(),
        help_text="为什么本地办不了，建议由谁办",
    )


class ReasonForm(StepForm):
    """Why."""

    reason = forms.CharField(label="原因", max_length=300, widget=prose())


class SuggestForm(StepForm):
    """Whose suggestion it becomes."""

    deputyship = DeputyField(
        Deputyship.objects.none(), label="由哪位代表提出", widget=forms.Select(attrs={"data-tom": ""})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["deputyship"]
        offered.queryset = deputies_of(self.matter.station, timezone.localdate())
        offered.empty_label = "请选择"
        offered.initial = self.matter.heard_by_id


class RefuseForm(StepForm):
    """Why it is not accepted."""

    refusal = forms.ChoiceField(label="原因", choices=Refusal.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="说明", max_length=300, required=False, widget=prose(), help_text="告诉群众可以到哪里反映"
    )

    def clean(self) -> dict[str, Any]:
        """Another reason has to be said."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("refusal") == Refusal.OTHER and not cleaned.get("reason", "").strip():
            self.add_error("reason", "选了其他，要写明原因")
        return cleaned


class AnswerForm(StepForm):
    """What was done."""

    answer = forms.CharField(
        label="办理结果",
        max_length=LONGEST_ACCOUNT,
        widget=prose(6),
        help_text="会告诉群众和接待代表，不写群众的姓名、电话",
    )
    outcome = forms.ChoiceField(label="结果", choices=Outcome.choices, widget=forms.RadioSelect)


class TellForm(StepForm):
    """How the citizen was told."""

    told_by = forms.ChoiceField(
        label="怎样告知的", choices=TellingWay.choices, widget=forms.RadioSelect, initial=TellingWay.PHONE
    )
    note = forms.CharField(
        label="群众怎么说", max_length=300, required=False, widget=prose(), help_text="不写群众的姓名、电话"
    )


class CloseForm(StepForm):
    """What the citizen said when asked again (回访)."""

    rating = forms.ChoiceField(label="群众评价", required=False, widget=forms.RadioSelect)
    rating_words = forms.CharField(label="评价意见", max_length=300, required=False)
    deed_rating = forms.ChoiceField(
        label="落实得怎么样",
        required=False,
        widget=forms.RadioSelect,
        help_text="答应的事办了没有，办得好不好",
    )
    note = forms.CharField(label="回访情况", max_length=300, required=False, widget=prose())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.matter.rating:  # the citizen has rated by code
            del self.fields["rating"], self.fields["rating_words"]
        if not self.matter.asks_deed:
            del self.fields["deed_rating"]
        for name, none in (("rating", "没有问到"), ("deed_rating", "还没落实，以后再问")):
            if name in self.fields:
                asked: Any = self.fields[name]
                asked.choices = [("", none), *CitizenRating.choices]
                asked.initial = ""


class RateDeedForm(StepForm):
    """What the citizen said when asked again after it was carried out (R221)."""

    deed_rating = forms.ChoiceField(
        label="落实得怎么样",
        choices=CitizenRating.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选满意、基本满意或不满意"},
    )
    deed_words = forms.CharField(
        label="群众怎么说", max_length=300, required=False, widget=prose(), help_text="不写群众的姓名、电话"
    )
