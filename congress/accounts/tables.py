"""The lists of accounts and of assignments."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from congress.accounts.enums import Role
from congress.accounts.filters import SOON_DAYS, AccountFilter, AssignmentFilter
from congress.accounts.models import Assignment, User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, BulkAction, Column, Empty, ListPage, Preset


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
    if account.last_login:
        return dates.moment(account.last_login)
    return marks.dim("还没有登录过" if account.has_usable_password() else "还没有发密码")


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
    presets=(
        Preset("可以登录", "open=1"),
        Preset("还没有发密码", "open=1&password=none"),
        Preset("已停用", "open=0"),
    ),
    bulk=(
        BulkAction("打印登录凭条", "accounts:print_login_slips", "printer", frozenset({Role.ADMIN})),
        BulkAction("停用帐号", "accounts:close_picked", "user-off", frozenset({Role.ADMIN})),
    ),
    actions=(
        Action("角色授权", "accounts:assignments", "users-group", frozenset({Role.ADMIN}), primary=False),
        Action(
            "批量建立",
            "documents:import_start",
            "table-import",
            frozenset({Role.ADMIN}),
            primary=False,
            args=("accounts",),
        ),
        Action("登录要求", "accounts:policies", "shield-lock", frozenset({Role.ADMIN}), primary=False),
        Action("建立帐号", "accounts:create", "plus", frozenset({Role.ADMIN})),
    ),
)


def _today() -> date:
    return timezone.localdate()


def _holder(row: Assignment) -> SafeString:
    return title(record_url("accounts:detail", row.user_id), row.user.name, below=row.user.username)


def _since(row: Assignment) -> str:
    return dates.full_day(row.starts_on)


def _until(row: Assignment) -> str:
    until = dates.full_day(row.ends_on) if row.ends_on else "未定"
    if row.is_over:
        return until
    url = record_url("accounts:end_assignment", row.pk)
    return format_html(
        '<a href="{}" aria-label="改结束日期：{}，现在{}">{}</a>', url, row.user.name, until, until
    )


def _how(row: Assignment) -> tuple[str, str]:
    """Shape and word of its state today."""
    if row.is_over:
        return "stop", "已结束"
    if not row.user.is_active:
        return "stop", "帐号已停用"
    if row.starts_on > _today():
        return "wait", "还没有开始"
    if row.ends_on and row.ends_on <= _today() + timedelta(days=SOON_DAYS):
        left = (row.ends_on - _today()).days
        return "late", f"还有 {left} 天到期" if left else "今天到期"
    return "done", "有效"


ASSIGNMENTS = ListPage(
    key="assignments",
    title="角色授权",
    unit="项",
    rows=lambda _user: Assignment.objects.select_related("user", "area", "organ"),
    filterset=AssignmentFilter,
    columns=(
        Column("name", "姓名", order="user__name", export="user.name", fixed=True, css="", cell=_holder),
        Column("role", "角色", order="role", export="get_role_display"),
        Column("scope", "范围", export="scope_label"),
        Column("starts_on", "开始", order="starts_on", export="starts_on", cell=_since),
        Column("ends_on", "结束", order="ends_on", export="ends_on", cell=_until),
        Column("state", "状态", export=lambda row: _how(row)[1], cell=lambda row: marks.state(*_how(row))),
    ),
    order="ends_on",
    empty=Empty("没有符合条件的授权", "换个角色、状态再找。"),
    bulk=(BulkAction("改结束日期", "accounts:end_picked", "calendar-due", frozenset({Role.ADMIN})),),
    presets=(
        Preset("有效", "state=now"),
        Preset(f"{SOON_DAYS} 天内到期", "state=soon"),
        Preset("已结束", "state=over"),
    ),
    subtitle="谁在什么时候有什么角色；结束的那一天仍有效",
)
