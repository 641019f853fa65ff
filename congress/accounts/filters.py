"""Filters of the list of accounts."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.web.lists.filters import ListFilter, SearchFilter


class AccountFilter(ListFilter):
    """Accounts by name, role held today and whether they can sign in."""

    q = SearchFilter("name", "username", "phone", label="搜姓名、用户名、手机号码")
    role = django_filters.ChoiceFilter(label="角色", choices=Role.choices, method="by_role")
    open = django_filters.ChoiceFilter(
        label="状态", choices=[("1", "可以登录"), ("0", "已停用")], method="by_state"
    )

    leading = ("role", "open")

    def by_role(self, accounts: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Holders of a role today."""
        return accounts.filter(pk__in=Assignment.objects.in_force().filter(role=value).values("user_id"))

    def by_state(self, accounts: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Open or closed accounts."""
        return accounts.filter(is_active=value == "1")
