"""Where a saved activity went: the records of those who took part, the pool of the bulletin, the counts (R124)."""

from __future__ import annotations

from calendar import monthrange
from urllib.parse import urlencode

from django.urls import reverse

from activities.enums import ActivityState
from activities.models import Activity
from activities.queries.log import recorded_between
from activities.queries.roll import Roll
from activities.uses import Use
from congress.accounts.models import User


def destinations(activity: Activity, user: User, *, people: int, roll: Roll) -> list[Use]:
    """What a recorded activity counts for, each with the page that shows it (at most 2 queries)."""
    if activity.state != ActivityState.RECORDED:
        return []
    first = activity.start_on.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    name = f"{first.year}年{first.month}月"
    month = recorded_between(user, first, last)
    span = {"since": f"{first}", "until": f"{last}", "state": ActivityState.RECORDED.value}
    lists = reverse("activities:index")
    found = []
    if people:
        found.append(Use(f"{people} 人的活动记录", "#people", "点姓名看每个人的记录"))
    if roll.deputies:
        came = sum(day.present for day in roll.days)
        url = reverse("attendance:index", args=[activity.pk])
        found.append(Use(f"{roll.deputies} 位代表的活动记录", url, f"实到 {came} 人次"))
    found.append(
        Use(
            f"{name}《人大信息》待编内容",
            f"{reverse('activities:calendar')}?month={first:%Y-%m}",
            f"这个月共 {month.count()} 次活动",
        )
    )
    group = activity.kind.group
    alike = month.filter(kind__group=group) if group else month.filter(kind=activity.kind_id)
    query = {"group": group} if group else {"kind": str(activity.kind_id)}
    found.append(
        Use(
            f"统计：{name}{group or activity.kind.name} {alike.count()} 次",
            f"{lists}?{urlencode({**query, **span})}",
            "看是哪几次",
        )
    )
    return found
