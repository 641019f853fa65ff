"""What the district keeps for its publicity: media and channels."""

from __future__ import annotations

from bulletins.models import MediaChannel, Medium
from bulletins.publicity.forms import ChannelForm, MediumForm
from congress.web.settings_lists import Listed, SettingsLists

LISTS = SettingsLists(
    "publicity",
    "媒体和媒介",
    Listed(
        "media",
        "媒体",
        "每家媒体的级别，稿件按最高一级计算",
        Medium,
        MediumForm,
        str,
        lambda row: f"{row.get_level_display()}　{row.channel}",
        ("-level", "order", "id"),
        line="媒体",
        related=("channel",),
    ),
    Listed(
        "channels",
        "媒介",
        "报刊、网站、微信公众号等",
        MediaChannel,
        ChannelForm,
        str,
        lambda _row: "",
        ("order", "id"),
        line="媒介",
    ),
)
