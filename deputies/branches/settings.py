"""The lists the district keeps for party branches: headings, kinds of activities with their units."""

from __future__ import annotations

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from deputies.models import BranchActivityKind, BranchHeading

_ORDER = "数字小的排在前面"
_IN_USE = "不再用的去掉勾选，以前的记录不变"


class HeadingForm(PortalModelForm[BranchHeading]):
    """A heading."""

    class Meta:
        model = BranchHeading
        fields = ("name", "order", "in_use")
        help_texts = {"order": _ORDER, "in_use": _IN_USE}


class ActivityKindForm(PortalModelForm[BranchActivityKind]):
    """A kind of activity."""

    class Meta:
        model = BranchActivityKind
        fields = ("name", "unit", "order", "in_use")
        help_texts = {"unit": "如：次、人次、起、家", "order": _ORDER, "in_use": _IN_USE}


LISTS = SettingsLists(
    "party_branches",
    "功能型党支部设置",
    Listed(
        "headings",
        "党支部内容",
        "每个功能型党支部都写这几方面",
        BranchHeading,
        HeadingForm,
        str,
        lambda _row: "",
        ("order", "id"),
        line="内容",
        switch="in_use",
    ),
    Listed(
        "kinds",
        "活动类型",
        "登记党支部活动时选，按各自的单位合计",
        BranchActivityKind,
        ActivityKindForm,
        str,
        lambda row: row.unit,
        ("order", "id"),
        line="类型",
        switch="in_use",
    ),
)
