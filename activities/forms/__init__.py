"""What the pages of the log ask for."""

from activities.forms.entry import ActivityForm, ChangeActivityForm, WithdrawForm
from activities.forms.lists import KindForm

__all__ = ["ActivityForm", "ChangeActivityForm", "KindForm", "WithdrawForm"]
