"""What the calendar plugs into the portal."""

from congress.accounts.enums import Role
from congress.audit.verbs import register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu
from congress.workdays import demo

register_menu(
    MenuItem(
        MenuGroup.SYSTEM,
        "工作日历",
        "workdays:index",
        "calendar",
        roles=frozenset({Role.ADMIN, Role.OFFICE}),
        order=60,
    )
)
register_verbs(
    {
        "workdays:correct": "修正工作日",
        "workdays:withdraw": "撤回工作日修正",
        "workdays:complete": "录全放假安排",
    }
)
register_demo(25, "工作日历", demo.load)
