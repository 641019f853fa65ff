"""What figures plug into the portal: lines of the menu, numbers on the home pages, verbs of the audit trail."""

from __future__ import annotations

from activities.campaigns.seams import register_counter
from congress.audit.verbs import register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_menu
from suggestions import rules
from suggestions.figures import figure_list
from suggestions.figures.campaigns import by_level


def plug_in() -> None:
    """Register everything."""
    register_counter(by_level)
    register_menu(
        MenuItem(
            MenuGroup.PUBLISH,
            "建议办理统计",
            "suggestions:figures",
            "chart-bar",
            rules.DESK_READERS,
            order=10,
        )
    )
    figure_list.register()
    register_verbs(
        {
            "suggestions:issue_notice": "通报办理情况",
            "suggestions:figure_settings": "修改统计设置",
        }
    )
