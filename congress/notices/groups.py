"""The audiences the kernel itself knows: people by name, roles, units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.notices.audiences import Audience, Choices, assigned, register_audience
from congress.organs.models import Area, Organ

_BETWEEN = re.compile(r"[、，,；;\s]+")
#: Roles a town's congress can write to: those whose holders belong to an area.
_IN_TOWNS = (Role.TOWN, Role.STATION)


def _people(area: Area | None, values: Sequence[str]) -> QuerySet[User]:
    rows = User.objects.filter(pk__in=[value for value in values if value.isdecimal()])
    return rows if area is None else rows & _of_area(area)


def _of_area(area: Area) -> QuerySet[User]:
    return assigned(area, Q())


def _typed(area: Area | None, words: str) -> list[str]:
    """Keys of the accounts with these names or user names. ``ValidationError`` names what is not one of them."""
    names = list(dict.fromkeys(name for name in _BETWEEN.split(words) if name))
    rows = User.objects.filter(Q(name__in=names) | Q(username__in=names), is_active=True)
    if area is not None:
        rows = rows & _of_area(area)
    found: dict[str, list[User]] = {}
    for user in rows.order_by("pk"):
        for name in {user.name, user.username}:
            found.setdefault(name, []).append(user)
    faults = [f"没有找到“{name}”的帐号" for name in names if name not in found]
    for name in names:
        if len(same := found.get(name, [])) > 1:
            choices = "、".join(f"{user.username}（{user.post_label or '没有角色'}）" for user in same)
            faults.append(f"叫“{name}”的有 {len(same)} 个帐号，请改写用户名：{choices}")
    if faults:
        raise ValidationError(faults)
    return [str(found[name][0].pk) for name in names]


def _no_choices(_area: Area | None) -> Choices:
    return []


def _roles(area: Area | None) -> Choices:
    return [(role.value, str(role.label)) for role in (Role if area is None else _IN_TOWNS)]


def _holders(area: Area | None, values: Sequence[str]) -> QuerySet[User]:
    return assigned(area, Q(role__in=list(values)))


def _organs(area: Area | None) -> Choices:
    """Units for which somebody has an account today; towns write to no units of the district."""
    if area is not None:
        return []
    held = Assignment.objects.in_force().filter(organ__isnull=False, user__is_active=True)
    rows = Organ.objects.filter(pk__in=held.order_by().values("organ"))
    return [(str(pk), name) for pk, name in rows.values_list("pk", "short_name")]


def _acting(area: Area | None, values: Sequence[str]) -> QuerySet[User]:
    return assigned(area, Q(organ__in=[value for value in values if value.isdecimal()]))


def plug_in() -> None:
    """Called once by the portal module."""
    register_audience(
        Audience(
            "roles",
            "角色",
            _holders,
            _roles,
            order=10,
            help_text="下面几种范围可以一起选，至少选一种；一个人在几个范围里也只收一份",
        )
    )
    register_audience(
        Audience(
            "organs", "单位", _acting, _organs, order=50, help_text="这些单位的全部帐号；可以输入名称查找"
        )
    )
    register_audience(
        Audience(
            "people",
            "个人",
            _people,
            _no_choices,
            typed=_typed,
            order=90,
            help_text="写姓名或用户名，用顿号或换行隔开，可以整段粘贴",
        )
    )
