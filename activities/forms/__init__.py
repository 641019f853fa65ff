"""What the pages of the log ask for."""

from activities.forms.entry import ActivityForm, ChangeActivityForm, WithdrawForm
from activities.forms.lists import CampaignForm, KindForm
from activities.forms.periods import LeadersForm
from activities.forms.quick import QuickForm
from activities.forms.roll import RollForm

__all__ = [
    "ActivityForm",
    "CampaignForm",
    "ChangeActivityForm",
    "KindForm",
    "LeadersForm",
    "QuickForm",
    "RollForm",
    "WithdrawForm",
]
