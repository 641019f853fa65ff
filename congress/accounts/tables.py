"""The list of accounts."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from congress.accounts.enums import Role
from congress.accounts.filters import AccountFilter
from congress.accounts.models import Assignment, User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


def _rows(user: User) -> QuerySet[User]:
    today = Assignment.objects.in_force().select_related("area", "organ")
    return User.objects.prefetch_related(Prefetch("assignments", queryset=today, to_attr="posts_today"))


def _posts(account: Any) -> str:
    return "；".join(str(post) for post in account.posts_today)


def _name(account: User) -> SafeString:
    return title(record_url("accounts:detail", account.pk), account.name)


def _posts_lines(account: Any) -> SafeString:
    if not account.posts_today:
        return marks.dim("没有角色")
    return format_html_join(SafeString("<br>"), "{}", ((post,) for post in account.posts_today))


def _last_login(account: User) -> str:
    return dates.moment(account.last_login) if account.last_login else marks.dim("还没有登录过")


def _state(account: User) -> str:
    return "可以登录" if account.is_active else "已停用"


def _state_mark(account: User) -> SafeString:
    return marks.state("done" if account.is_active else "stop", _state(account))


ACCOUNTS = ListPage(
    key="accounts",
    title="帐号与角色",
    unit="个",
    rows=_rows,
    filterset=AccountFilter,
    columns=(
        Column("name", "姓名", order="name", fixed=True, css="", cell=_name),
        Column("username", "用户名", order="username"),
        Column("posts", "现任角色", export=_posts, css="", cell=_posts_lines),
        Column("phone", "手机号码", css="rd-num is-inline"),
        Column("last_login", "最近登录", order="last_login", cell=_last_login),
        Column("state", "状态", export=_state, cell=_state_mark),
        Column("closed_reason", "停用原因", only_export=True),
    ),
    order="username",
    empty=Empty("没有符合条件的帐号", "换个姓名、角色再找，或者建立新帐号。"),
    presets=(Preset("可以登录", "open=1"), Preset("已停用", "open=0")),
    actions=(
        Action("登录要求", "accounts:policies", "shield-lock", frozenset({Role.ADMIN}), primary=False),
        Action("建立帐号", "accounts:create", "plus", frozenset({Role.ADMIN})),
    ),
)
