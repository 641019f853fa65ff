"""What the pages of the log ask for."""

from activities.forms.entry import ActivityForm, ChangeActivityForm, WithdrawForm
from activities.forms.lists import CampaignForm, KindForm

__all__ = ["ActivityForm", "CampaignForm", "ChangeActivityForm", "KindForm", "WithdrawForm"]
