"""The list of accounts."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from congress.accounts.enums import Role
from congress.accounts.filters import AccountFilter
from congress.accounts.models import Assignment, User
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


def _rows(user: User) -> QuerySet[User]:
    today = Assignment.objects.in_force().select_related("area", "organ")
    return User.objects.prefetch_related(Prefetch("assignments", queryset=today, to_attr="posts_today"))


def _posts(account: Any) -> str:
    return "；".join(str(post) for post in account.posts_today)


ACCOUNTS = ListPage(
    key="accounts",
    title="帐号与角色",
    unit="个",
    rows=_rows,
    filterset=AccountFilter,
    columns=(
        Column("name", "姓名", order="name", fixed=True),
        Column("username", "用户名", order="username"),
        Column("posts", "现任角色", export=_posts),
        Column("phone", "手机号码"),
        Column("last_login", "最近登录", order="last_login"),
        Column("state", "状态", export=lambda account: "可以登录" if account.is_active else "已停用"),
        Column("closed_reason", "停用原因", only_export=True),
    ),
    order="username",
    row="accounts/_row.html",
    empty=Empty("没有符合条件的帐号", "换个姓名、角色再找，或者建立新帐号。"),
    presets=(Preset("可以登录", "open=1"), Preset("已停用", "open=0")),
    actions=(
        Action("登录要求", "accounts:policies", "shield-lock", frozenset({Role.ADMIN}), primary=False),
        Action("建立帐号", "accounts:create", "plus", frozenset({Role.ADMIN})),
    ),
)
