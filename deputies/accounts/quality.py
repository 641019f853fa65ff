"""What may be missing between accounts and the roster."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.quality.registry import Check, Fault, register_check
from congress.web.dates import full_day
from deputies.accounts.queries import seat_of, without_account
from deputies.models import Deputyship, Person

_ADMINS = frozenset({Role.ADMIN})
_DEPUTIES = (Role.DEPUTY, Role.GROUP_LEADER)


def _in_force() -> QuerySet[Assignment]:
    """Roles of deputies held today in open accounts."""
    rows = Assignment.objects.in_force().filter(role__in=_DEPUTIES, user__is_active=True)
    return rows.select_related("user", "area", "organ").order_by("user__name", "pk")


def after_deputyship(_user: User) -> QuerySet[Assignment]:
    """Roles of people who were deputies and are none today."""
    theirs = Deputyship.objects.filter(person__user=OuterRef("user_id"))
    sits = Deputyship.objects.in_force(timezone.localdate()).filter(person__user=OuterRef("user_id"))
    return _in_force().filter(Exists(theirs)).exclude(Exists(sits))


def of_nobody(_user: User) -> QuerySet[Assignment]:
    """Roles of deputies in accounts that belong to nobody of the register."""
    return _in_force().filter(role=Role.DEPUTY, user__person__isnull=True)


def _missing(row: Person) -> Fault:
    url = f"{reverse('deputy_accounts:index')}?{urlencode({'q': row.name})}"
    return Fault(row.name, seat_of(row), url)


def _over(row: Assignment) -> Fault:
    until = f"到{full_day(row.ends_on)}" if row.ends_on else "没有定结束日期"
    return Fault(row.user.name, f"{row}　{until}", reverse("accounts:end_assignment", args=[row.pk]))


def _loose(row: Assignment) -> Fault:
    return Fault(row.user.name, row.user.username, reverse("deputy_accounts:of_account", args=[row.user_id]))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_check(
        Check(
            "deputies-without-account",
            "在任代表没有帐号",
            "不能在手机上报名、登记履职、提建议",
            lambda _user: without_account(),
            _missing,
            "去开通",
            "人",
            _ADMINS,
            91,
        )
    )
    register_check(
        Check(
            "deputy-roles-after-deputyship",
            "代表资格已终止，角色还有效",
            "不再担任代表的，应当不再看到代表的记录",
            after_deputyship,
            _over,
            "定结束日期",
            "项",
            _ADMINS,
            92,
        )
    )
    register_check(
        Check(
            "deputy-accounts-of-nobody",
            "代表帐号没有对上名册",
            "登录后看不到自己的履职、建议、通知",
            of_nobody,
            _loose,
            "指定是谁",
            "个",
            _ADMINS,
            93,
        )
    )
