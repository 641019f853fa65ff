"""What the year report plugs into the portal."""

from __future__ import annotations

from congress.web.registry import MenuGroup, MenuItem, register_menu
from deputies.work_report.views import READERS


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.DUTY,
            "代表工作报告",
            "work_report:report",
            "report",
            READERS,
            order=39,
            under="duty:index",
        )
    )
