"""Forms of a deputy's phone."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.models import OfficialMeeting
from activities.models.hearings import LONGEST_REMARKS
from activities.taking_part.enums import OfficialRating
from activities.taking_part.forms import AREA, NamesField, offer_organs
from congress.web.forms import PortalForm, PortalModelForm
from deputies.models import Deputyship, GroupMembership


class AskForm(PortalModelForm[OfficialMeeting]):
    """A request to meet an official; colleagues of the own groups may come along."""

    companions = NamesField(
        label="一同约见的代表",
        queryset=Deputyship.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="本小组的代表",
    )

    class Meta:
        model = OfficialMeeting
        fields = ("subject", "reason", "organ", "official")
        widgets = {"reason": AREA}
        help_texts = {"subject": "一句话，如：公交线路调整", "official": "如：局长；不清楚就不填"}

    def __init__(self, *args: Any, own: Deputyship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organs(self)
        seats = GroupMembership.objects.in_force(timezone.localdate())
        groups = seats.filter(deputyship=own).values("group")
        rows = Deputyship.objects.filter(pk__in=seats.filter(group__in=groups).values("deputyship"))
        others = rows.exclude(pk=own.pk).select_related("person").order_by("person__pinyin", "pk")
        cast("NamesField", self.fields["companions"]).queryset = others


class RateForm(PortalForm):
    """What one thinks of the reply."""

    rating = forms.ChoiceField(label="评价", choices=OfficialRating.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="想说的", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RemarkForm(PortalForm):
    """What one thought of a hearing."""

    remarks = forms.CharField(
        label="旁听意见",
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="对庭审、听证的感受和建议，不写案件当事人的姓名",
    )


class OpinionForm(PortalForm):
    """One opinion on a draft."""

    where = forms.CharField(
        label="对哪一条", max_length=60, required=False, help_text="如：第十二条；对全文的不填"
    )
    text = forms.CharField(label="意见", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
