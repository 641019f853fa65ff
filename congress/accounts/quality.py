"""What may be missing about accounts."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.quality.registry import Check, Fault, register_check


def without_role(_user: User) -> QuerySet[User]:
    """Open accounts that hold no role today and will hold none later."""
    held = Assignment.objects.filter(user=OuterRef("pk")).exclude(ends_on__lt=timezone.localdate())
    return User.objects.filter(~Exists(held), is_active=True).order_by("name", "pk")


def plug_in() -> None:
    """Register the checks."""
    register_check(
        Check(
            key="accounts_without_role",
            label="没有角色的帐号",
            why="登录后什么也看不到；已调离的应当停用",
            rows=without_role,
            fault=lambda row: Fault(row.name, row.username, reverse("accounts:detail", args=[row.pk])),
            fix="查看帐号",
            unit="个",
            roles=frozenset({Role.ADMIN}),
            order=90,
        )
    )
