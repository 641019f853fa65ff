"""What this room plugs into the portal."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congress.accounts import demo, quality
from congress.accounts.enums import Role
from congress.accounts.filters import AccountFilter
from congress.accounts.models import Assignment, User
from congress.audit.verbs import register_verbs
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)

#: So many days before a role ends the administrator hears of it.
REMIND_DAYS = 14

register_menu(
    MenuItem(MenuGroup.SYSTEM, "帐号与角色", "accounts:index", "user-cog", frozenset({Role.ADMIN}), order=10)
)


def find(_user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Accounts by name, user name or phone, for those who keep them."""
    found = AccountFilter({"q": text}, queryset=User.objects.order_by("username"), only=["q"]).qs
    for row in found[:limit]:
        context = f"{row.username}{'' if row.is_active else '　已停用'}"
        yield SearchHit(row.name, context, reverse("accounts:detail", args=[row.pk]))


def todos(user: User) -> Iterator[Todo]:
    """Roles that end soon, for those who can extend them."""
    if not user.has_role(Role.ADMIN):
        return
    ending = Q(ends_on__lte=timezone.localdate() + timedelta(days=REMIND_DAYS), user__is_active=True)
    for row in Assignment.objects.in_force().filter(ending).select_related("user", "area", "organ"):
        yield Todo(
            f"{row.user.name}的角色快到期：{row}",
            "到期后看不到相应的记录；续任的请改结束日期",
            reverse("accounts:end_assignment", args=[row.pk]),
            "改结束日期",
            row.ends_on,
            menu="accounts:index",
        )


register_todos(todos)
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
quality.plug_in()
