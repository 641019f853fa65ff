"""What party branches plug into the portal."""

from __future__ import annotations

from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu
from deputies.branches import demo, rules

VERBS = {
    "party_branches:found_branch": "建立党支部",
    "party_branches:change_branch": "修改党支部",
    "party_branches:dissolve_branch": "撤销党支部",
    "party_branches:add_members": "编入党支部",
    "party_branches:change_member": "写双岗建功",
    "party_branches:remove_member": "转出党支部",
    "party_branches:record_activity": "登记党支部活动",
    "party_branches:withdraw_activity": "撤回党支部活动",
    "party_branches:pair": "党员联系党外代表",
    "party_branches:end_pair": "结束党员联系党外代表",
    "party_branches:add_line": "增加设置",
    "party_branches:change_line": "修改设置",
    "party_branches:load": "载入示例党支部",
}


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.DUTY,
            "功能型党支部",
            "party_branches:index",
            "flag",
            rules.READERS,
            order=5,
            under="links:index",
        )
    )
    register_verbs(VERBS)
    register_facts("deputies", {"own_post": "本职岗位", "deputy_post": "代表岗位", "amount": "数量"})
    register_demo(32, "功能型党支部", demo.load)
