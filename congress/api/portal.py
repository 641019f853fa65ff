"""What this room plugs into the portal."""

from congress.api import demo, rules
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu

register_menu(MenuItem(MenuGroup.SYSTEM, "数据接口", "api:tokens", "plug", rules.ADMINISTRATORS, order=60))
register_verbs({"api:create_token": "建立接口令牌", "api:revoke_token": "停用接口令牌"})
register_facts("api", {"prefix": "令牌开头", "open": "可用", "reason": "停用原因"})
register_demo(96, "接口令牌", demo.load)
