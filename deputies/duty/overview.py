"""What the register of duties plugs into the overview of leaders: duties by group, always of how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils import timezone

from congress.accounts.models import User
from congress.dashboard.charts import Bar, Chart, Number
from congress.dashboard.panels import Panel, register_panel
from congress.figures.period import Period
from congress.web.addresses import page_url, record_url
from congress.web.shell import OVERVIEW_READERS
from deputies.duty.enums import PASSED
from deputies.models import DeputyGroup, DutyRecord
from deputies.models.deputyships import memberships_on

#: Groups a panel has room for; with more the most and the least active ones are drawn.
_DRAWN = 12


def by_group(user: User, period: Period) -> Mapping[str, Any]:
    """Duties that the group confirmed, by the group of today, and how many of its members did any (3 queries)."""
    today = timezone.localdate()
    groups = list(DeputyGroup.objects.visible_to(user).in_force(today).only("label", "number", "name"))
    seats: dict[int, set[int]] = defaultdict(set)
    for deputyship, group in memberships_on(today).order_by().values_list("deputyship_id", "group_id"):
        seats[group].add(deputyship)
    rows = DutyRecord.objects.visible_to(user).filter(period.as_q("day"), state__in=PASSED).order_by()
    done: dict[int, int] = dict(rows.values_list("deputyship_id").annotate(n=Count("*")))
    list_url = page_url("duty:index")
    span = f"state=passed&since={period.start}&until={period.end}"
    bars = [
        Bar(
            row.label,
            Number(
                sum(done.get(one, 0) for one in seats[row.pk]),
                "条",
                f"{list_url}?group={row.pk}&{span}",
            ),
            note=f"{len(seats[row.pk] & done.keys()):,}／{len(seats[row.pk]):,} 人",
            url=record_url("deputies:group", row.pk),
        )
        for row in groups
    ]
    bars.sort(key=lambda bar: -bar.now.value)
    half = _DRAWN // 2
    drawn = bars if len(bars) <= _DRAWN else [*bars[:half], *bars[-half:]]
    whole: set[int] = set().union(*(seats[row.pk] for row in groups))
    return {
        "sub": f"小组已确认的，{len(whole & done.keys()):,}／{len(whole):,} 人有记录",
        "chart": Chart(
            "groups",
            drawn,
            ("小组", "已确认", "有记录的组员"),
            f"{len(groups)} 个小组已确认的履职记录",
            zero="0 条",
            every=bars,
        ),
        "nothing": "还没有代表小组。",
    }


def plug_in() -> None:
    """Register the panel."""
    register_panel(
        Panel("groups", "各小组代表履职", 30, frozenset(OVERVIEW_READERS), by_group, width=5, in_lobby=True)
    )
