"""The pages on which the district decides about suggestions, for the page of all settings."""

from congress.web.registry import SettingsGroup, SettingsPage, register_settings
from suggestions.workflow import OFFICE


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_settings(
        SettingsPage(
            SettingsGroup.SUGGESTIONS,
            "办理期限、提醒和类别",
            "每一步几天、依据哪一条，到期前后提醒谁；建议类别、答复类别、四类事。",
            "suggestions:settings",
            OFFICE,
            order=10,
        ),
        SettingsPage(
            SettingsGroup.SUGGESTIONS,
            "统计、排名和打分",
            "承办几件以上参加排名，调度线是多少，办理质量怎样打分。",
            "suggestions:figure_settings",
            OFFICE,
            order=20,
        ),
        SettingsPage(
            SettingsGroup.SUGGESTIONS,
            "督办清单",
            "会议研究和督办时对照的事项。",
            "supervision:items",
            OFFICE,
            order=30,
        ),
    )
