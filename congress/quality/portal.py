"""What this room plugs into the portal, and the check of the accounts."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.quality.registry import READERS, Check, Fault, register_check
from congress.web import dates
from congress.web.registry import MenuGroup, MenuItem, register_menu


def _without_role(_user: User) -> QuerySet[User]:
    held = Assignment.objects.in_force().filter(user=OuterRef("pk"))
    return User.objects.filter(~Exists(held), is_active=True).order_by("username")


def _account(row: User) -> Fault:
    note = f"{row.username}　{dates.day(row.created_at)}建立"
    return Fault(row.name, note, reverse("accounts:grant", args=[row.pk]))


register_menu(MenuItem(MenuGroup.SYSTEM, "数据检查", "quality:index", "list-check", READERS, order=15))
register_check(
    Check(
        key="accounts-without-role",
        label="帐号没有角色",
        why="可以登录，但什么也看不到",
        rows=_without_role,
        fault=_account,
        fix="加角色",
        unit="个",
        roles=frozenset({Role.ADMIN}),
        order=90,
    )
)
