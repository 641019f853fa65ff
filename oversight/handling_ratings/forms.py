"""The form of a rating of the handling of suggestions."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from oversight.meetings.enums import MeetingState, Members
from oversight.models import Meeting

_OWN = (OrganKind.COMMITTEE, OrganKind.OFFICE, OrganKind.STANDING_COMMITTEE)


class PrepareRatingForm(PortalForm):
    """At which meeting, over which handling, of whom, and how it is voted."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="在哪次会议测评")
    since = PortalDateField(label="办理期间从")
    until = PortalDateField(label="办理期间到")
    overall = forms.BooleanField(label="测评办理工作总体", required=False, initial=True)
    units = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label="测评的承办单位",
        required=False,
        help_text="要一个一个测评的承办单位；只测评总体的不选",
    )
    rule_set = forms.ModelChoiceField(
        RuleSet.objects.none(), label="表决规则", help_text="票上是满意、基本满意、不满意、弃权"
    )
    mode = forms.ChoiceField(
        label="投票方式", choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.PHONE
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = meetings.filter(kind__members=Members.COMMITTEE).exclude(state=MeetingState.CANCELLED)
        cast("forms.ModelChoiceField[Meeting]", self.fields["meeting"]).queryset = rows
        units = Organ.objects.active(timezone.localdate()).exclude(kind__in=_OWN).order_by("order", "pk")
        cast("forms.ModelMultipleChoiceField[Organ]", self.fields["units"]).queryset = units
        ruled = RuleSet.objects.filter(active=True, form=BallotForm.GRADES)
        cast("forms.ModelChoiceField[RuleSet]", self.fields["rule_set"]).queryset = ruled
        self.initial.setdefault("rule_set", ruled.first())

    def clean(self) -> dict[str, Any]:
        """The period does not end before it begins."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "结束日期不能早于开始日期")
        return data
