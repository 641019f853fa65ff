"""What stations plug into the overview of leaders: who was active this month, what citizens speak of, days to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from congress.accounts.models import User
from congress.dashboard.charts import Bar, Chart, Number
from congress.dashboard.panels import (
    Panel,
    Planned,
    TownNumber,
    register_panel,
    register_planned,
    register_town_number,
)
from congress.figures.period import Period
from congress.web.addresses import page_url, record_url
from congress.web.shell import OVERVIEW_READERS
from liaison_stations.days.queries import HELD
from liaison_stations.enums import DayState
from liaison_stations.models import Matter, MatterCategory, ReceptionDay, Station
from liaison_stations.rules import MATTER_READERS, see_day, see_station

_READERS = frozenset(OVERVIEW_READERS)
_OF_MATTERS = frozenset(OVERVIEW_READERS) & MATTER_READERS
#: Bars a panel has room for; with more stations the most and the least active ones are drawn.
_DRAWN = 14
_TOPICS = 6
#: Silent stations named under the chart.
_NAMED = 6


def _span(period: Period) -> str:
    return f"since={period.start}&until={period.end}"


def activity(user: User, period: Period) -> Mapping[str, Any]:
    """Each station by the reception days of the month of the cut-off; for the silent ones since when (2 queries)."""
    month = Period.this_month(period.end)
    rows = Station.objects.filter(see_station.as_q(user), kind__is_station=True).in_service(period.end)
    taken = ReceptionDay.objects.filter(day__lte=period.end, state__in=HELD)
    # One look into an index for each station; counting tells of the month alone.
    last = taken.filter(station=OuterRef("pk")).order_by("-day").values("day")[:1]
    stations = rows.order_by("area__order", "pk").only("name", "opened_on").annotate(last=Subquery(last))
    held = taken.filter(month.as_q("day")).order_by().values_list("station_id").annotate(n=Count("*"))
    found: dict[int, int] = dict(held)
    bars = []
    row: Any
    for row in stations:
        n = found.get(row.pk, 0)
        url = f"{page_url('reception_days:index')}?station={row.pk}&state=taken&{_span(month)}"
        note = "" if n else silence(row, row.last, period.end)
        page = record_url("liaison_stations:detail", row.pk)
        bars.append(Bar(row.name, Number(n, "次", url), note=note, url=page, short=_short(row.name)))
    bars.sort(key=lambda bar: -bar.now.value)
    silent = [bar for bar in bars if not bar.now.value]
    drawn = bars if len(bars) <= _DRAWN else [*bars[: _DRAWN // 2], *bars[-_DRAWN // 2 :]]
    name = f"{period.end.month}月"
    total = sum(bar.now.value for bar in bars)
    return {
        "sub": f"{name}，{len(bars)} 个站 {total:,} 次接待",
        "chart": Chart(
            "stations",
            drawn,
            ("联络站", f"{name}接待", "多久没有接待"),
            f"{name}各联络站接待次数，{len(silent)} 个站没有接待",
            zero=f"0 次，{name}没有接待",
            every=bars,
        ),
        "under": _under(name, silent),
        "nothing": "还没有在用的联络站。",
    }


def _short(name: str) -> str:
    """东塘镇站 for 东塘镇人大代表联络站: all of the list are stations of deputies."""
    return name.replace("人大代表联络站", "站")


def silence(row: Station, last: date | None, on: date) -> str:
    """已 34 天, since the last reception day or since it opened."""
    return f"已 {(on - last).days} 天" if last else f"启用 {(on - row.opened_on).days} 天还没有接待"


def _under(name: str, silent: list[Bar]) -> Mapping[str, Any] | None:
    if not silent:
        return None
    lines = [(bar.label, bar.url, bar.note) for bar in silent[:_NAMED]]
    tail = f"等 {len(silent)} 个站" if len(silent) > _NAMED else ""
    return {"words": f"{name}没有接待：", "lines": lines, "tail": tail}


def topics(user: User, period: Period) -> Mapping[str, Any]:
    """What citizens spoke of this month, beside the month before (2 queries)."""
    now = Period.this_month(period.end)
    last = now.start - timedelta(days=1)
    before = Period.between(last.replace(day=1), last)
    this, that = (one.as_q_of_moments("received_at") for one in (now, before))
    rows = Matter.objects.visible_to(user).filter(this | that, category__isnull=False).order_by()
    counted = rows.values("category_id").annotate(
        n=Count("received_at", filter=this), old=Count("received_at", filter=that)
    )
    names = dict(MatterCategory.objects.values_list("pk", "name"))

    def number(key: int, n: int, span: Period) -> Number:
        return Number(n, "件", f"{page_url('matters:index')}?category={key}&{_span(span)}")

    bars = [
        Bar(
            names[row["category_id"]],
            number(row["category_id"], row["n"], now),
            before=number(row["category_id"], row["old"], before),
        )
        for row in counted
    ]
    bars.sort(key=lambda bar: (-bar.now.value, -(bar.before.value if bar.before else 0), bar.label))
    heads = "类别", f"{now.end.month}月", f"{before.end.month}月"
    told = "，".join(f"{bar.label} {bar.now.value} 件" for bar in bars[:_TOPICS])
    return {
        "sub": f"深色 {heads[1]}，浅色 {heads[2]}，右列是比 {heads[2]}的增减",
        "chart": Chart("topics", bars[:_TOPICS], heads, f"{heads[1]}：{told}", every=bars),
        "nothing": "这两个月没有收到群众事项。",
    }


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Reception days to come: one by its station, several of a day together (1 query)."""
    rows = ReceptionDay.objects.filter(see_day.as_q(user), day__range=(first, last)).order_by(
        "begins_at", "pk"
    )
    days: dict[date, list[tuple[int, str, Any]]] = {}
    known = rows.exclude(state=DayState.CANCELLED)
    for key, day, name, begins_at in known.values_list("pk", "day", "station__name", "begins_at"):
        days.setdefault(day, []).append((key, name, begins_at))
    for day, found in days.items():
        key, name, begins_at = found[0]
        if len(found) == 1:
            at = f"{begins_at.hour}:{begins_at.minute:02}" if begins_at else ""
            yield Planned(day, f"{name}接待日", record_url("reception_days:detail", key), at)
        else:
            url = f"{page_url('reception_days:index')}?state=standing&since={day}&until={day}"
            yield Planned(day, f"{len(found)} 个站接待日", url)


def _by_town(rows: QuerySet[Any], town_of: Mapping[int, int]) -> Mapping[int, int]:
    """Counted by station and only then by town: joining each row to its station takes as long as counting it."""
    area_of = dict(Station.objects.order_by().values_list("pk", "area_id"))
    found: Counter[int] = Counter()
    for station, n in rows.values_list("station_id").annotate(n=Count("*")):
        if area_of[station] in town_of:
            found[town_of[area_of[station]]] += n
    return found


def matters_by_town(user: User, period: Period, town_of: Mapping[int, int]) -> Mapping[int, int]:
    """Matters by the town of their station (2 queries)."""
    rows = Matter.objects.visible_to(user).filter(period.as_q_of_moments("received_at")).order_by()
    return _by_town(rows, town_of)


def days_by_town(user: User, period: Period, town_of: Mapping[int, int]) -> Mapping[int, int]:
    """Reception days by the town of their station (2 queries)."""
    rows = ReceptionDay.objects.filter(see_day.as_q(user), period.as_q("day"), state__in=HELD).order_by()
    return _by_town(rows, town_of)


def plug_in() -> None:
    """Register everything."""
    register_panel(Panel("stations", "联络站接待", 20, _READERS, activity, width=5, in_lobby=True))
    register_panel(Panel("topics", "群众反映的热点", 21, _OF_MATTERS, topics, width=7, in_lobby=True))
    register_planned(planned)
    register_town_number(
        TownNumber(
            "matters",
            "群众事项",
            "件",
            10,
            _OF_MATTERS,
            matters_by_town,
            lambda _user, period, town: f"{page_url('matters:index')}?town={town}&{_span(period)}",
        )
    )
    register_town_number(
        TownNumber(
            "reception_days",
            "联络站接待",
            "次",
            20,
            _READERS,
            days_by_town,
            lambda _user, period, town: (
                f"{page_url('reception_days:index')}?area={town}&state=taken&{_span(period)}"
            ),
        )
    )
