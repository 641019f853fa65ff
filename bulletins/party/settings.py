"""How often the party group reports: the district's own list."""

from __future__ import annotations

from bulletins.models import PartyReportRule
from bulletins.party.forms import RuleForm
from congress.web import dates
from congress.web.settings_lists import Listed, SettingsLists

LISTS = SettingsLists(
    "party_affairs",
    "请示报告周期",
    Listed(
        "rules",
        "请示报告周期",
        "按期没有报送的，首页提醒",
        PartyReportRule,
        RuleForm,
        str,
        lambda row: (
            f"{row.get_every_display()}报{row.addressee}，{dates.full_day(row.starts_on)}起，"
            f"到期前 {row.remind_days} 天提醒"
        ),
        ("order", "id"),
        line="周期",
    ),
)
