"""Forms of this room."""

from __future__ import annotations

from django import forms

from congress.operating.models import OperatingPolicy
from congress.web.forms import PortalForm, PortalModelForm


class PolicyForm(PortalModelForm[OperatingPolicy]):
    """The rule about backups and limits."""

    class Meta:
        model = OperatingPolicy
        fields = ["nightly", "hour", "keep", "warn_hours", "free_gb", "audit_days"]


class RemoveForm(PortalForm):
    """Why a backup is deleted."""

    reason = forms.CharField(label="删除原因", max_length=200)


class RestoreForm(PortalForm):
    """Who restores, and what, said once more."""

    name = forms.CharField(label="备份的名称", max_length=40, help_text="照上面的名称打一遍")
    password = forms.CharField(
        label="您的登录密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
