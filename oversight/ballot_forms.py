"""What is asked to have a meeting of the standing committee vote by grades."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from congress.ballots.choosing import offer_rules, rules_in_use
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.web.forms import PortalForm
from oversight.meetings.enums import MeetingState, Members
from oversight.models import Meeting


class MeetingBallotForm(PortalForm):
    """At which meeting, by which rules, on phones or on paper."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="在哪次会议测评")
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
        offer_rules(self, rules_in_use(BallotForm.GRADES))
