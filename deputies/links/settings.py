"""The lists the district keeps for links: tiers with their targets, ways of contact, kinds of visits."""

from __future__ import annotations

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from deputies.models import ContactChannel, LinkTier, VisitKind

_ORDER = "数字小的排在前面"
_IN_USE = "不再用的去掉勾选，以前的记录不变"


class TierForm(PortalModelForm[LinkTier]):
    """A tier, and with how many one links in it."""

    class Meta:
        model = LinkTier
        fields = ("name", "upper", "lower", "level", "target", "exclusive", "order", "in_use")
        help_texts = {
            "level": "一方是代表的，联系不足和未被联系按这一级代表算",
            "target": "不填就不算缺额",
            "exclusive": "如结对帮扶：一家企业、一个家庭同时只有一位代表对接",
            "order": _ORDER,
            "in_use": _IN_USE,
        }


class ChannelForm(PortalModelForm[ContactChannel]):
    """A way of contact."""

    class Meta:
        model = ContactChannel
        fields = ("name", "is_online", "order", "in_use")
        help_texts = {"is_online": "统计时算线上", "order": _ORDER, "in_use": _IN_USE}


class VisitKindForm(PortalModelForm[VisitKind]):
    """A kind of visit."""

    class Meta:
        model = VisitKind
        fields = ("name", "aspect", "order", "in_use")
        help_texts = {"order": _ORDER, "in_use": _IN_USE}


def _tier_facts(row: LinkTier) -> str:
    said = f"{row.get_upper_display()}联系{row.get_lower_display()}"
    if row.target:
        said += f"，每人 {row.target} 个"
    return f"{said}，一对一" if row.exclusive else said


LISTS = SettingsLists(
    "links",
    "双联三联设置",
    Listed(
        "tiers",
        "联系层级和结对活动",
        "谁联系谁，每人几个；改了目标，缺额马上按新的算",
        LinkTier,
        TierForm,
        str,
        _tier_facts,
        ("order", "id"),
        line="层级",
        switch="in_use",
    ),
    Listed(
        "channels",
        "联系方式",
        "登记联系时选；统计按它分线上、线下",
        ContactChannel,
        ChannelForm,
        str,
        lambda row: "线上" if row.is_online else "线下",
        ("order", "id"),
        line="方式",
        switch="in_use",
    ),
    Listed(
        "visits",
        "走访类型",
        "三进三访等，登记联系时可以选几种",
        VisitKind,
        VisitKindForm,
        str,
        lambda row: row.get_aspect_display(),
        ("aspect", "order", "id"),
        line="类型",
        switch="in_use",
    ),
)
