"""What the log of guidance plugs into the portal."""

from __future__ import annotations

from congress.audit.verbs import register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu
from deputies.guidance import demo, rules
from deputies.guidance.tables import GUIDANCE
from deputies.operations.guidance import VERBS


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.DUTY,
            GUIDANCE.title,
            "guidance:index",
            "compass",
            rules.READERS,
            order=22,
            under="deputies:groups",
        )
    )
    register_verbs(VERBS)
    register_verbs({"guidance:load": "载入示例指导"})
    register_demo(37, GUIDANCE.title, demo.load)
