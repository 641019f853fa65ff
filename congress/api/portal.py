"""What this room plugs into the portal."""

from congress.api import demo, rules
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SettingsGroup,
    SettingsPage,
    register_demo,
    register_menu,
    register_settings,
)

register_menu(MenuItem(MenuGroup.SYSTEM, "数据接口", "api:tokens", "plug", rules.ADMINISTRATORS, order=60))
register_verbs({"api:create_token": "建立接口令牌", "api:revoke_token": "停用接口令牌"})
register_facts("api", {"prefix": "令牌开头", "open": "可用", "reason": "停用原因"})
register_demo(96, "接口令牌", demo.load)
register_settings(
    SettingsPage(
        SettingsGroup.RUNNING,
        "数据接口",
        "哪些别的系统凭令牌读平台的数据，用到哪一天。",
        "api:tokens",
        rules.ADMINISTRATORS,
        order=60,
    )
)
