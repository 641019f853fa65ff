"""What the district keeps for its registers: the forms, the kinds of duty, how duties count."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from deputies.models import DutyKind, DutyPolicy, RegisterForm

_OFF = "不再用的去掉勾选，以前的记录不变"
_ORDER = "数字小的排在前面"


class FormForm(PortalModelForm[RegisterForm]):
    """A form of the register."""

    class Meta:
        model = RegisterForm
        fields = ("name", "hint", "order", "in_use")
        help_texts = {"order": _ORDER, "in_use": _OFF}


class KindForm(PortalModelForm[DutyKind]):
    """A kind of duty and where it stands."""

    class Meta:
        model = DutyKind
        fields = ("name", "form", "declarable", "needs_photo", "asks_hours", "order", "in_use")
        help_texts = {
            "declarable": "去掉勾选的，只从工作记录里来",
            "asks_hours": "如个人自学",
            "order": _ORDER,
            "in_use": _OFF,
        }

    def clean(self) -> dict[str, Any]:
        """A kind that is added here gets a code that no other has."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.code:
            data["code"] = f"own-{uuid4().hex[:12]}"
        return data


class PolicyForm(PortalModelForm[DutyPolicy]):
    """How the district counts duties."""

    class Meta:
        model = DutyPolicy
        fields = ("review_all", "declare_within")
        help_texts = {
            "review_all": "不勾选的，来自活动、接待、建议等工作记录的履职，小组确认就计入；代表填报的都要审核",
            "declare_within": "过了这些天，代表不能再填报",
        }


def _kind_facts(row: DutyKind) -> str:
    told = ("代表可填报" if row.declarable else "只从工作记录来", "须附照片" if row.needs_photo else "")
    return "，".join((str(row.form), *filter(None, told), *(["填写时长"] if row.asks_hours else [])))


def _policy_facts(row: DutyPolicy) -> str:
    review = "来自工作记录的也要审核" if row.review_all else "来自工作记录的，小组确认就计入"
    return f"{review}；{row.declare_within} 天之内可以填报"


LISTS = SettingsLists(
    "duty",
    "登记表格和事项",
    Listed(
        "policy",
        "登记规则",
        "怎样确认、审核，什么时候可以填报",
        DutyPolicy,
        PolicyForm,
        str,
        _policy_facts,
        ("pk",),
    ),
    Listed(
        "forms",
        "登记表格",
        "一年一册，由这些表格组成",
        RegisterForm,
        FormForm,
        str,
        lambda row: row.hint,
        ("order", "id"),
        line="表格",
        switch="in_use",
    ),
    Listed(
        "kinds",
        "履职事项",
        "每个事项登在一张表格里",
        DutyKind,
        KindForm,
        str,
        _kind_facts,
        ("form__order", "form_id", "order", "id"),
        line="事项",
        related=("form",),
        switch="in_use",
    ),
)
