"""Which account is a person's."""

from __future__ import annotations

from typing import Any

from django import forms

from congress.accounts.models import User
from congress.web.forms import PortalForm
from deputies.accounts.queries import free_accounts
from deputies.models import Person


class _Accounts(forms.ModelChoiceField):
    """Accounts by name and user name."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.name}（{user.username}）"


class TieForm(PortalForm):
    """An account of the administrator's list that is nobody's yet; none for a person who does not sign in."""

    user = _Accounts(
        User.objects.none(),
        label="本人帐号",
        required=False,
        empty_label="没有帐号",
        help_text="只列出还不属于别人的帐号",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": person.user_id}, **kwargs)
        field = self.fields["user"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = free_accounts(person)
