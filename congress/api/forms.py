"""Forms about tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from congress.accounts.models import Assignment, User
from congress.api import rules
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm

#: No token lasts longer: whoever fetches comes back once a year to say that it is still needed.
LONGEST_DAYS = 365


class TokenForm(PortalForm):
    """What a token is for, and how long; an administrator also says for whom."""

    user = forms.ModelChoiceField(
        User.objects.none(), label="帐号", help_text="凭令牌能读到这个帐号能看到的记录"
    )
    name = forms.CharField(
        label="用途", max_length=60, help_text="给哪个系统、做什么用，如：市人大数据平台每晚同步"
    )
    expires_on = PortalDateField(label="有效到", help_text="最长一年，到期后另建")

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        users = self.fields["user"]
        if not actor.has_role(*rules.ADMINISTRATORS):
            del self.fields["user"]
        elif isinstance(users, forms.ModelChoiceField):
            holding = Assignment.objects.in_force().filter(role__in=rules.HOLDERS).values("user_id")
            users.queryset = User.objects.filter(is_active=True, pk__in=holding).order_by("name", "pk")

    def clean_expires_on(self) -> Any:
        """Today at the earliest, in a year at the latest."""
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError("有效期从今天起，最长一年")
        return day

    def clean(self) -> dict[str, Any]:
        """Without a choice it is one's own."""
        return {"user": self.actor, **(super().clean() or {})}


class RevokeTokenForm(PortalForm):
    """Why a token is closed."""

    reason = forms.CharField(label="停用原因", max_length=200)
