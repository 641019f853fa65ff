"""What this room plugs into the portal."""

from congress.accounts import demo
from congress.accounts.enums import Role
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu

register_menu(
    MenuItem(MenuGroup.SYSTEM, "帐号与角色", "accounts:index", "user-cog", frozenset({Role.ADMIN}), order=10)
)
register_demo(20, "帐号", demo.load)
