"""Which account is a person's, and which person an account's."""

from __future__ import annotations

from typing import Any

from django import forms

from congress.accounts.models import User
from congress.web.forms import PortalForm
from deputies.accounts.queries import free_accounts
from deputies.models import Person


class TieForm(PortalForm):
    """The account of a person by its user name or phone; none for a person who does not sign in."""

    user = forms.CharField(
        label="用户名或手机号码",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": person.user.username if person.user else ""}, **kwargs)
        self.person = person
        near = [account.username for account in free_accounts().filter(name=person.name)[:5]]
        told = f"同名的帐号：{'、'.join(near)}。" if near else ""
        self.fields["user"].help_text = f"{told}不再用帐号登录的，清空后保存"

    def clean_user(self) -> User | None:
        """An account that signs in, and is nobody else's."""
        typed = self.cleaned_data["user"].strip()
        if not typed:
            return None
        user = User.objects.select_related("person").filter(pk__in=_keys_of(typed)).first()
        if user is None:
            raise forms.ValidationError("没有这个用户名或手机号码的帐号，请核对")
        owner: Person | None = getattr(user, "person", None)
        if owner is not None and owner != self.person:
            raise forms.ValidationError(
                f"这个帐号已是{owner}的，一个帐号只属于一个人；要换人，先在{owner}的档案里清空"
            )
        if not user.is_active and user.pk != self.person.user_id:
            raise forms.ValidationError("这个帐号已停用，请先恢复")
        return user


def _keys_of(typed: str) -> list[int]:
    found = User.objects.known_as(typed)
    return [found.pk] if found else []
