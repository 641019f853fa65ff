"""Which meetings the district numbers: its own list."""

from __future__ import annotations

from congress.web.settings_lists import Listed, SettingsLists
from oversight.meetings.forms import MeetingKindForm
from oversight.models import MeetingKind

LISTS = SettingsLists(
    "meetings",
    "会议种类",
    Listed(
        "kinds",
        "会议种类",
        "每种会议怎样编次数、谁出席、记入哪一类工作记录",
        MeetingKind,
        MeetingKindForm,
        str,
        lambda row: f"{row.get_numbering_display()}；出席：{row.get_members_display()}",
        ("order", "id"),
        line="会议种类",
    ),
)
