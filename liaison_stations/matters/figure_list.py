"""The figures of stations that the portal offers (R163–R165), each the length of its list or the sum it shows."""

from __future__ import annotations

from django.db.models import Count as Counted
from django.db.models import Q

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.chapters import Chapter, in_list, on_day
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.together import Together
from liaison_stations import rules
from liaison_stations.days.queries import HELD, sums
from liaison_stations.enums import MatterState, Outcome
from liaison_stations.models import Matter, ReceptionDay, Station, StationActivity
from liaison_stations.workflow import UNITS

_DAYS, _MATTERS, _STATIONS = "reception_days:index", "matters:index", "liaison_stations:index"
_NAME, _ORDER = "联络站", 45
_SEEN_IN_LIST = "合计写在接待日列表上方"


def _sites(user: User, period: Period) -> dict[str, Count | Rate]:
    """Stations and points open at the cut-off, activities of the period (2 queries)."""
    open_then = Station.objects.visible_to(user).in_service(period.end).order_by()
    found = open_then.aggregate(
        stations=Counted("pk", filter=Q(kind__is_station=True)),
        points=Counted("pk", filter=Q(kind__is_station=False)),
    )
    held = StationActivity.objects.visible_to(user).recorded().filter(period.as_q("activity__start_on"))
    return {
        "stations": Count(found["stations"], "个"),
        "points": Count(found["points"], "个"),
        "activities": Count(held.count(), "次"),
    }


def _receptions(user: User, period: Period) -> dict[str, Count | Rate]:
    """Reception days that took place, who came and was received on them (3 queries)."""
    days = ReceptionDay.objects.visible_to(user).filter(period.as_q("day"), state__in=HELD)
    found = sums(days)
    return {
        "days": Count(days.order_by().count(), "次"),
        "deputies": Count(found.deputies, "人次"),
        "batches": Count(found.batches, "批"),
        "people": Count(found.people, "人次"),
    }


def _matters(user: User, period: Period) -> dict[str, Count | Rate]:
    """Matters of the period by what became of them (1 query)."""
    heard = Matter.objects.visible_to(user).filter(period.as_q_of_moments("received_at")).order_by()
    found = heard.aggregate(
        matters=Counted("pk"),
        solved=Counted("pk", filter=Q(outcome=Outcome.SOLVED)),
        closed=Counted("pk", filter=Q(state=MatterState.CLOSED)),
        refused=Counted("pk", filter=~Q(refusal="")),
    )
    numbers: dict[str, Count | Rate] = {key: Count(n, "件") for key, n in found.items()}
    numbers["closed_rate"] = Rate(found["closed"], found["matters"], "件")
    numbers["solved_rate"] = Rate(found["solved"], found["matters"], "件")
    return numbers


def register() -> None:
    """Offer them all."""
    sites = Chapter(_NAME, "stations", Together(_sites), rules.READERS, _ORDER)
    sites.number(
        "stations", "联络站", "个", "在用的联络站", on_day(_STATIONS, level="station"), standing=True
    )
    sites.number(
        "points",
        "站点",
        "个",
        "在用的联络点、工作室等站点",
        on_day(_STATIONS, level="point"),
        standing=True,
    )
    sites.number(
        "activities", "开展活动", "次", "期内登记的联络站活动，接待日另计", in_list("station_work:index")
    )

    days = Chapter(_NAME, "stations", Together(_receptions), rules.READERS, _ORDER)
    held = in_list(_DAYS, state="taken")
    days.number("days", "接待日", "次", "期内接待中和已接待的接待日", held)
    days.number(
        "deputies", "参加代表", "人次", f"接待日登记到场的代表，来一次算一人次；{_SEEN_IN_LIST}", held
    )
    days.number("batches", "接待批次", "批", f"接待日接待的群众，一起来的算一批；{_SEEN_IN_LIST}", held)
    days.number("people", "接待群众", "人次", f"接待日接待的群众人数；{_SEEN_IN_LIST}", held)

    readers = (rules.MATTER_READERS - UNITS) | {Role.LEADER}
    matters = Chapter(_NAME, "stations", Together(_matters), readers, _ORDER)
    heard, closed = in_list(_MATTERS), in_list(_MATTERS, state=MatterState.CLOSED)
    solved = in_list(_MATTERS, outcome=Outcome.SOLVED)
    matters.number("matters", "收到事项", "件", "期内接待登记和网上反映的群众事项", heard)
    matters.number("closed", "办结事项", "件", "期内收到的当中，现在已经办结的", closed)
    matters.number("solved", "解决事项", "件", "期内收到的当中，现在结果为“已解决”的", solved)
    matters.number(
        "refused", "不予受理", "件", "期内收到的当中，不予受理的", in_list(_MATTERS, refused="yes")
    )
    matters.rate("closed_rate", "办结率", "件", "办结事项占收到事项", closed, heard)
    matters.rate("solved_rate", "解决率", "件", "解决事项占收到事项；办结不等于解决", solved, heard)
