"""What the deputy's phone plugs into the portal: tabs, the line of the menu, what waits for a deputy."""

from __future__ import annotations

from congress.audit.verbs import register_facts
from congress.web.registry import (
    HomeAction,
    MenuGroup,
    MenuItem,
    Tab,
    register_actions,
    register_menu,
    register_tabs,
    register_todos,
)
from suggestions.queries.deputy import MENU, todos
from suggestions.workflow import PROPOSERS

_WRITE = "suggestions:write"


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_menu(MenuItem(MenuGroup.DUTY, "我的建议", MENU, "file-text", PROPOSERS, order=3))
    register_tabs(
        Tab("建议", MENU, "file-text", PROPOSERS, order=20),
        Tab("写建议", _WRITE, "pencil", PROPOSERS, order=30, main=True),
    )
    register_actions(HomeAction("写建议", _WRITE, "pencil", PROPOSERS, order=10))
    register_todos(todos)
    register_facts("suggestions", {"photos": "照片", "files": "附件", "invited": "邀请人数"})
