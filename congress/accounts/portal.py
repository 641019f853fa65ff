"""What this room plugs into the portal."""

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts import demo
from congress.accounts.enums import Role
from congress.accounts.filters import AccountFilter
from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
)

register_menu(
    MenuItem(MenuGroup.SYSTEM, "帐号与角色", "accounts:index", "user-cog", frozenset({Role.ADMIN}), order=10)
)


def find(_user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Accounts by name, user name or phone, for those who keep them."""
    found = AccountFilter({"q": text}, queryset=User.objects.order_by("username"), only=["q"]).qs
    for row in found[:limit]:
        context = f"{row.username}{'' if row.is_active else '　已停用'}"
        yield SearchHit(row.name, context, reverse("accounts:detail", args=[row.pk]))


register_search(SearchProvider("帐号", 80, find, frozenset({Role.ADMIN}), "accounts:index"))
register_verbs(
    {
        "accounts:create": "建立帐号",
        "accounts:edit": "修改资料",
        "accounts:close": "停用帐号",
        "accounts:reopen": "恢复帐号",
        "accounts:reset_password": "重置密码",  # nosec B105 - a label
        "accounts:unlock": "解除锁定",
        "accounts:reset_second_factor": "清除动态验证码",
        "accounts:grant": "增加角色",
        "accounts:end_assignment": "定角色结束日期",
        "accounts:change_password": "修改密码",  # nosec B105 - a label
        "accounts:update_own": "更新联系方式",
        "accounts:enrol": "设置动态验证码",
        "accounts:renew_recovery_codes": "换新备用码",
        "accounts:drop_second_factor": "停用动态验证码",
        "accounts:policies": "改登录要求",
    }
)
register_demo(20, "帐号", demo.load)
