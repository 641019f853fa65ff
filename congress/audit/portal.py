"""What the audit trail plugs into the portal."""

from congress.audit.rules import READ
from congress.web.registry import MenuGroup, MenuItem, register_menu

register_menu(MenuItem(MenuGroup.SYSTEM, "操作记录", "audit:index", "history", READ.roles, order=80))
