"""What the audit trail plugs into the portal."""

from congress.audit.rules import READ
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_menu

register_menu(MenuItem(MenuGroup.SYSTEM, "操作记录", "audit:index", "history", READ.roles, order=80))
register_verbs({"audit:export": "导出操作记录"})
register_facts("audit", {"query": "筛选条件"})
