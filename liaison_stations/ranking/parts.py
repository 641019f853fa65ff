"""The parts of the yearly ranking (联络站评先, R187): each measures every station the same way, from records.

A part is a share of what was asked, 0 to 1. Where a station had no occasion (no matter to answer, no inspection) the
part is left out for it and the others count for so much more; what a station could have done itself counts 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.http import urlencode

from congress.figures.numbers import Rate
from congress.figures.period import Period
from liaison_stations.books.catalogue import REQUIRED
from liaison_stations.books.standing import missing_books
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import (
    Duty,
    Inspection,
    Matter,
    RankingWeights,
    ReceptionDay,
    Station,
)
from liaison_stations.standards.queries import standing_of
from liaison_stations.work.queries.visits import visit_years

#: What all weights add up to.
WHOLE = 100


@dataclass(frozen=True)
class Value:
    """What a part came to at one station. Without a ``rate`` there was no occasion, and the part is left out."""

    rate: Rate | None
    words: str

    @classmethod
    def of(cls, done: int, asked: int, unit: str, *, no_occasion: bool = False) -> Value:
        """From what was done of what was asked; asked nothing, it is 0, or no occasion."""
        if asked == 0:
            return cls(None, "没有可比的") if no_occasion else cls(Rate(0, 1, unit), f"0／0 {unit}")
        rate = Rate(done, asked, unit)
        return cls(rate, rate.of)


Measure = Callable[[Sequence[Station], Period], dict[int, Value]]
NONE_YET = Value(None, "没有可比的")


@dataclass(frozen=True)
class Part:
    """One part: what it counts, what it weighs until the district says otherwise, where its records are listed."""

    key: str
    label: str
    text: str
    weight: int
    measure: Measure
    url: Callable[[int, Period], str]


def _list(name: str, **query: str) -> Callable[[int, Period], str]:
    """The list of a station's records in a period; a value of ``query`` stands in the address as it is."""

    def url(station: int, period: Period) -> str:
        span = {"since": period.start.isoformat(), "until": period.end.isoformat()}
        asked: dict[str, str | int] = {"station": station, **query, **span}
        return f"{reverse(name)}?{urlencode(asked)}"

    return url


def _page(name: str) -> Callable[[int, Period], str]:
    """The page of a station and year."""

    def url(station: int, period: Period) -> str:
        return f"{reverse(name, args=[station])}?year={period.start.year}"

    return url


def _keys(stations: Sequence[Station]) -> list[int]:
    return [row.pk for row in stations]


def held_days(stations: Sequence[Station], period: Period) -> dict[int, Value]:
    """Reception days held of those whose day has come; one that was called off was not held (1 query)."""
    rows = ReceptionDay.objects.filter(period.as_q("day"), station__in=_keys(stations)).order_by()
    held = Count("pk", filter=Q(state=DayState.HELD))
    found = {line["station"]: line for line in rows.values("station").annotate(n=Count("pk"), held=held)}
    none = {"held": 0, "n": 0}
    lines = {key: found.get(key, none) for key in _keys(stations)}
    return {key: Value.of(line["held"], line["n"], "次") for key, line in lines.items()}


def answered_in_time(stations: Sequence[Station], period: Period) -> dict[int, Value]:
    """Matters that came in and were answered within their limit, of those answered or past it (1 query).

    A matter without a limit was answered on the spot or soon after: it counts as in time.
    """
    rows = Matter.objects.filter(period.as_q_of_moments("received_at"), station__in=_keys(stations))
    answered = Q(answered_at__isnull=False)
    late = Q(answered_at__isnull=True, due_on__lt=period.end)
    in_time = answered & (Q(due_on__isnull=True) | Q(answered_on__lte=F("due_on")))
    counted = (
        rows.annotate(answered_on=TruncDate("answered_at"))
        .order_by()
        .values("station")
        .annotate(n=Count("pk", filter=answered | late), done=Count("pk", filter=in_time))
    )
    found = {line["station"]: (line["done"], line["n"]) for line in counted}
    return {key: Value.of(*found.get(key, (0, 0)), "件", no_occasion=True) for key in _keys(stations)}


def present_deputies(stations: Sequence[Station], period: Period) -> dict[int, Value]:
    """Deputies who came, of those who had a turn on days that were held; a leave is a turn (1 query)."""
    rows = Duty.objects.filter(
        period.as_q("day__day"), day__station__in=_keys(stations), day__state=DayState.HELD
    ).order_by()
    here = Count("pk", filter=Q(state=DutyState.PRESENT))
    counted = rows.values("day__station").annotate(n=Count("pk"), here=here)
    found = {line["day__station"]: (line["here"], line["n"]) for line in counted}
    return {key: Value.of(*found.get(key, (0, 0)), "人次") for key in _keys(stations)}


def months_with_visits(stations: Sequence[Station], period: Period) -> dict[int, Value]:
    """Months in which deputies visited as often as asked, of those expected (3 queries)."""
    rows = Station.objects.filter(pk__in=_keys(stations))
    found = {}
    for line in visit_years(rows, period.start.year, period.end):
        expected = sum(n is not None for n in line.months)
        found[line.station.pk] = (expected - len(line.short), expected)
    return {key: Value.of(*found.get(key, (0, 0)), "个月", no_occasion=True) for key in _keys(stations)}


def books_there(stations: Sequence[Station], period: Period) -> dict[int, Value]:
    """Books of the working ledger that are not missing (6 queries)."""
    missing, asked = missing_books(stations, period.start.year), len(REQUIRED)
    return {key: Value.of(asked - len(missing[key]), asked, "本") for key in _keys(stations)}


def inspection_mean(stations: Sequence[Station], period: Period) -> dict[int, Value]:
    """The mean of inspections that were released; others count for nobody (1 query)."""
    rows = Inspection.objects.released().filter(period.as_q("day"), score__isnull=False)
    counted = rows.filter(station__in=_keys(stations)).order_by().values("station")
    lines = {line["station"]: line for line in counted.annotate(n=Count("pk"), sum=Sum("score"))}
    found = {}
    for key, line in lines.items():
        rate = Rate(int(line["sum"] * 10), 1000 * line["n"], "分")
        times = f"，{line['n']} 次" if line["n"] > 1 else ""
        found[key] = Value(rate, f"{rate.number} 分{times}")
    return {key: found.get(key, NONE_YET) for key in _keys(stations)}


def standard_met(stations: Sequence[Station], period: Period) -> dict[int, Value]:
    """Items of the standard that is the measure, as they were met; where nobody checked, none (6 queries)."""
    found = standing_of(_keys(stations), period.start.year)
    rates = {key: found[key].rate if key in found else None for key in _keys(stations)}
    unchecked = Value(Rate(0, 1, "项"), "没有检查")
    return {key: Value(rate, rate.of) if rate else unchecked for key, rate in rates.items()}


PARTS: tuple[Part, ...] = (
    Part(
        "days",
        "接待日",
        "已接待的次数，占到统计日为止应接待的次数；取消的也算应接待",
        20,
        held_days,
        _list("reception_days:index"),
    ),
    Part(
        "in_time",
        "事项按时办理",
        "期限内有办理结果的，占有了结果的和超过期限的；没有收到事项的不计这一项",
        20,
        answered_in_time,
        _list("matters:index"),
    ),
    Part(
        "attendance",
        "代表到站",
        "到场的代表人次，占接待日排班的人次；请假的也算排班",
        20,
        present_deputies,
        _list("reception_days:index", state=DayState.HELD),
    ),
    Part(
        "visits",
        "代表走访",
        "走访次数达到要求的月份，占应走访的月份",
        10,
        months_with_visits,
        _list("station_work:index", book="visits"),
    ),
    Part(
        "books",
        "工作台账",
        "三单一册两簿里不缺的本数",
        10,
        books_there,
        _page("station_books:station"),
    ),
    Part(
        "inspections",
        "明察暗访",
        "已发布结果的检查平均得分；没有检查过的不计这一项",
        15,
        inspection_mean,
        _list("station_inspections:index", state="released"),
    ),
    Part(
        "standards",
        "规范化建设",
        "达到的项数，占标准要求的项数；没有检查的算 0 项",
        5,
        standard_met,
        _page("station_standards:station"),
    ),
)
BY_KEY = {part.key: part for part in PARTS}


def weights_of(year: int) -> tuple[dict[str, int], RankingWeights]:
    """What each part weighs in a year, and the row it comes from, a new one where nobody wrote any (1 query)."""
    row = RankingWeights.objects.filter(year__lte=year).order_by("-year").first()
    if row is None:
        return {part.key: part.weight for part in PARTS}, RankingWeights(year=year)
    return {part.key: row.weights.get(part.key, 0) for part in PARTS}, row


def counted(weights: dict[str, int]) -> list[Part]:
    """The parts that weigh something."""
    return [part for part in PARTS if weights.get(part.key)]


def year_to(year: int, today: date) -> Period:
    """The year as far as it has come; its records up to today count."""
    last = min(date(year, 12, 31), max(today, date(year, 1, 1)))
    return Period(date(year, 1, 1), last, f"{year}年度")


def all_values(
    parts: Collection[Part], stations: Sequence[Station], period: Period
) -> dict[str, dict[int, Value]]:
    """Every part measured at every station, by key of the part and key of the station."""
    return {part.key: part.measure(stations, period) for part in parts}
