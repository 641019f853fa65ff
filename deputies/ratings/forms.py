"""Forms of rounds of ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from congress.ballots.choosing import mode_for, offer_rules, rules_in_use
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.organs.enums import CongressLevel, OrganKind
from congress.organs.models import Organ
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin
from deputies.enums import RATING_RULES
from deputies.forms.choices import deputyship_label
from deputies.models import Deputyship, RatedBody, RatingRound
from deputies.ratings.enums import Opinion

#: Kinds of organs whose work deputies rate: government and its departments, courts, the committee itself.
_RATED = (
    OrganKind.STANDING_COMMITTEE,
    OrganKind.GOVERNMENT,
    OrganKind.DEPARTMENT,
    OrganKind.SUPERVISORY,
    OrganKind.COURT,
    OrganKind.PROCURATORATE,
)


class _Deputies(forms.ModelMultipleChoiceField[Deputyship]):
    """Several deputyships, told apart as one is."""

    def label_from_instance(self, row: Any) -> str:
        """张伟（区人大代表，东塘镇第一选区）."""
        return deputyship_label(row)


class RoundForm(PortalModelForm[RatingRound]):
    """A new round: which bodies, which deputies, until when."""

    organs = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label="被评议单位",
        widget=forms.CheckboxSelectMultiple,
        help_text="政府和部门、一委两院，也可以勾常委会自己",
    )
    deputyships = _Deputies(
        Deputyship.objects.none(),
        label="参加评议的代表",
        widget=forms.CheckboxSelectMultiple,
        help_text="在任的区人大代表",
    )

    class Meta:
        model = RatingRound
        fields: tuple[str, ...] = ("title", "closes_on", "note", "organs", "deputyships")
        help_texts = {"title": "如 2026年度代表评议政府和人大工作", "note": "代表评议时看得到"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        organs = cast("forms.ModelMultipleChoiceField[Organ]", self.fields["organs"])
        deputies = cast("forms.ModelMultipleChoiceField[Deputyship]", self.fields["deputyships"])
        organs.queryset = Organ.objects.active(today).filter(kind__in=_RATED).order_by("kind", "order", "pk")
        held = Deputyship.objects.in_force(today).filter(level=CongressLevel.DISTRICT)
        if self.instance.pk:
            self.initial["organs"] = list(self.instance.bodies.values_list("organ_id", flat=True))
            self.initial["deputyships"] = list(self.instance.raters.values_list("deputyship_id", flat=True))
        deputies.queryset = held.select_related("person", "constituency", "term__area").order_by(
            "person__pinyin", "pk"
        )

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ChangeRoundForm(VersionedFormMixin, RoundForm):
    """The same, of a round that is prepared."""


class RoundBallotForm(PortalForm):
    """How the deputies of a round vote."""

    mode = forms.ChoiceField(label="投票方式", choices=Mode.choices, widget=forms.RadioSelect)
    rule_set = forms.ModelChoiceField(
        RuleSet.objects.none(),
        label="表决规则",
        help_text="票上是满意、基本满意、不满意、不了解，其余按这套规则",
    )

    def __init__(self, *args: Any, round: RatingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rules(self, rules_in_use(BallotForm.GRADES), first=RATING_RULES)
        accounts = list(round.raters.values_list("deputyship__person__user__is_active", flat=True))
        phones = sum(map(bool, accounts))
        self.initial["mode"] = mode_for(phones, len(accounts) - phones)


class RateForm(PortalForm):
    """What a deputy says of every body of a round from before ballots, on the phone."""

    def __init__(self, *args: Any, bodies: Sequence[RatedBody], **kwargs: Any) -> None:
        # Django's forms copy what this attribute of the class holds.
        self.__dict__["base_fields"] = {
            f"body_{body.pk}": forms.ChoiceField(
                label=str(body),
                choices=Opinion.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"还没有评议{body}"},
            )
            for body in bodies
        }
        super().__init__(*args, **kwargs)
        self.bodies = bodies

    @property
    def opinions(self) -> dict[int, str]:
        """What was said, by key of the body."""
        return {body.pk: self.cleaned_data[f"body_{body.pk}"] for body in self.bodies}
