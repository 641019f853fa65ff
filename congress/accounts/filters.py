"""Filters of the lists of accounts and of assignments."""

from __future__ import annotations

from datetime import timedelta

import django_filters
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.web.lists.filters import ListFilter, SearchFilter

#: An assignment that ends within so many days is shown as ending soon.
SOON_DAYS = 30


class AccountFilter(ListFilter):
    """Accounts by name, role held today and whether they can sign in."""

    q = SearchFilter("name", "username", "phone", label="搜姓名、用户名、手机号码")
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices, method="by_role")
    open = django_filters.ChoiceFilter(
        label="状态", choices=[("1", "可以登录"), ("0", "已停用")], method="by_state"
    )

    password = django_filters.ChoiceFilter(
        label="密码",
        choices=[("none", "还没有发密码"), ("once", "发了一次性密码，还没有改"), ("own", "本人已设密码")],
        method="by_password",
    )

    leading = ("role", "open", "password")

    def by_role(self, accounts: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Holders of a role today."""
        return accounts.filter(pk__in=Assignment.objects.in_force().filter(role=value).values("user_id"))

    def by_state(self, accounts: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Open or closed accounts."""
        return accounts.filter(is_active=value == "1")

    def by_password(self, accounts: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """How far an account has come on its way to a password of its own."""
        none = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        if value == "none":
            return accounts.filter(none)
        return accounts.filter(~none, must_change_password=value == "once")


class AssignmentFilter(ListFilter):
    """Assignments by holder, role and whether they are in force."""

    q = SearchFilter("user__name", "user__username", "area__name", "organ__name", label="搜姓名、区域、单位")
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices)
    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[
            ("now", "有效"),
            ("soon", f"{SOON_DAYS} 天内到期"),
            ("later", "还没有开始"),
            ("over", "已结束"),
        ],
        method="by_state",
    )

    leading = ("role", "state")

    def by_state(self, assignments: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """In force, ending within :data:`SOON_DAYS`, to come, or past."""
        today = timezone.localdate()
        if value == "over":
            return assignments.filter(ends_on__lt=today)
        if value == "later":
            return assignments.filter(starts_on__gt=today)
        held = assignments.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)
        if value == "soon":
            return held.filter(ends_on__lte=today + timedelta(days=SOON_DAYS), user__is_active=True)
        return held
