"""What the year report of a station is made of: every number with the page that shows its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse

from activities.enums import LedgerBook
from liaison_stations.books.catalogue import REQUIRED, completeness
from liaison_stations.books.records import Held, Records
from liaison_stations.enums import CitizenRating, DayState, Destination, DutyState, MatterState, StaffRole
from liaison_stations.matters.citizens import without
from liaison_stations.models import (
    DeputyPage,
    Matter,
    ServiceRecord,
    SiteWork,
    Station,
    StationPolicy,
    TownFeature,
)
from liaison_stations.sites.queries.standing import missing_staff, staff_on
from liaison_stations.standards.queries import standing_of
from liaison_stations.wall.regulations import missing_words, regulations_of
from liaison_stations.work.queries.functions import FunctionLine, function_lines


@dataclass(frozen=True)
class Fact:
    """One line of the report: 接待日 17 次; ``url`` leads to the records behind it, for who may open them."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    """One of the four heads: its facts, and what happened under it, day by day."""

    title: str
    facts: list[Fact]
    lines: list[tuple[str, str]] = field(default_factory=list)


class YearFacts:
    """The facts of a station and year, each read when a head first asks for it."""

    def __init__(self, station: Station, year: int, today: date, *, links_matters: bool) -> None:
        self.station, self.year, self.links_matters = station, year, links_matters
        self.records = Records(station, year)
        self.on = min(today, self.records.period.end)

    def _span(self, name: str, **more: Any) -> str:
        period = self.records.period
        query = {"station": self.station.pk, "since": period.start, "until": period.end, **more}
        return f"{reverse(name)}?{urlencode(query)}"

    def _works(self, **more: Any) -> str:
        return self._span("station_work:index", **more)

    def _book(self, key: str) -> str:
        return f"{reverse('station_books:book', args=[self.station.pk, key])}?year={self.year}"

    def in_book(self, label: str, book: LedgerBook, key: str, *, own: bool = False) -> Fact:
        """Activities that stand in a book."""
        return Fact(label, f"{len(self.records.held(book, own=own))} 次", self._book(key))

    def of_kind(self, label: str, *codes: str) -> Fact:
        """The station's own activities of some kinds."""
        kinds = {held.activity.kind_id for held in self.own if held.activity.kind.code in codes}
        n = sum(held.activity.kind.code in codes for held in self.own)
        return Fact(label, f"{n} 次", self._works(kind=kinds.pop()) if len(kinds) == 1 else "")

    @cached_property
    def own(self) -> list[Held]:
        """What the station itself did, by date."""
        return [held for held in self.records.activities if held.own]

    def deliberations(self) -> list[Fact]:
        """Sessions of 议政代表会 with their topics and opinions (R127)."""
        held = [one.work for one in self.own if one.activity.kind.code == "deliberation" and one.work]
        topics = sum(len(one.topic_lines) for one in held)
        opinions = sum(len(one.opinion_lines) for one in held)
        return [
            self.of_kind("议政代表会", "deliberation"),
            Fact("议题", f"{topics} 个"),
            Fact("意见建议", f"{opinions} 条"),
        ]

    def receptions(self) -> list[Fact]:
        """Reception days that were held, who came, what they brought."""
        days = [day for day in self.records.days if day.state == DayState.HELD]
        deputies = sum(turn.state == DutyState.PRESENT for day in days for turn in day.duties.all())
        batches = [row for day in days for row in self.records.receptions.get(day.pk, [])]
        address = self._span("reception_days:index", state=DayState.HELD)
        return [
            Fact("接待日", f"{len(days)} 次", address),
            Fact("其中同时述职", f"{sum(day.is_duty_report for day in days)} 次", f"{address}&report=yes"),
            Fact("代表接待", f"{deputies} 人次", address),
            Fact("接待群众", f"{len(batches)} 批 {sum(row.people for row in batches)} 人次", address),
        ]

    def visits(self) -> Fact:
        """Visits the station made, with what the district asks for."""
        wanted = StationPolicy.current().visits_per_month
        visits = [held for held in self.own if held.book == LedgerBook.VISITS]
        months = len({held.activity.start_on.month for held in visits})
        asked = f"，{months} 个月有走访" if wanted else ""
        return Fact("走访", f"{len(visits)} 次{asked}", self._works(book=LedgerBook.VISITS))

    @cached_property
    def _matters(self) -> dict[str, int]:
        rows = Matter.objects.filter(self.records.period.as_q_of_moments("received_at"), station=self.station)
        ended = Q(state__in=[MatterState.TOLD, MatterState.CLOSED])
        return rows.aggregate(
            all=Count("pk"),
            spot=Count("pk", filter=Q(destination=Destination.SPOT)),
            suggested=Count("pk", filter=Q(destination=Destination.SUGGESTION)),
            refused=Count("pk", filter=Q(state=MatterState.REFUSED)),
            told=Count("pk", filter=ended),
            closed=Count("pk", filter=Q(state=MatterState.CLOSED)),
            rated=Count("pk", filter=~Q(rating="")),
            content=Count("pk", filter=Q(rating__in=[CitizenRating.SATISFIED, CitizenRating.BASIC])),
            online=Count("pk", filter=Q(reception__isnull=True)),
        )

    def matter(self, label: str, key: str, *, listed: bool = True, **query: Any) -> Fact:
        """One number of matters; the list, where a filter gives these, is for those who find matters at a desk."""
        url = self._span("matters:index", **query) if listed and self.links_matters else ""
        return Fact(label, f"{self._matters[key]} 件", url)

    def ratings(self) -> Fact:
        """How many citizens rated, and how many were content."""
        rated, content = self._matters["rated"], self._matters["content"]
        return Fact("群众评价", f"{rated} 件，满意和基本满意 {content} 件" if rated else "还没有")

    def suggestions(self) -> Fact:
        """Suggestions its deputies lead."""
        return Fact("代表建议", f"{len(self.records.suggestions)} 件", self._book("suggestions"))

    def services(self) -> Fact:
        """Services that were given, and to how many."""
        rows = ServiceRecord.objects.standing().filter(
            self.records.period.as_q("on"), service__station=self.station
        )
        sums = rows.aggregate(n=Count("pk"), people=Sum("people"))
        people = f"，{sums['people']} 人次" if sums["people"] else ""
        return Fact("便民服务", f"{sums['n']} 次{people}", self._span("station_services:index"))

    def subjects(self) -> list[Fact]:
        """Activities by the subject they turned on (R184)."""
        found: dict[tuple[int, str, int], int] = {}
        for held in self.own:
            if held.work is not None and held.work.subject is not None:
                one = held.work.subject
                found[one.order, one.name, one.pk] = found.get((one.order, one.name, one.pk), 0) + 1
        return [
            Fact(f"围绕{name}", f"{n} 次", self._works(subject=key))
            for (_order, name, key), n in sorted(found.items())
        ]

    def functions(self) -> Fact:
        """Which of the functions were lived up to (R153)."""
        (line,) = function_lines([self.station], self.records.period)
        return Fact("体现功能", _used(line), f"{reverse('station_work:functions')}?year={self.year}")

    def public_deputies(self) -> Fact:
        """Deputies whose page the public can open."""
        here = [seat.deputyship_id for seat in self.records.seats]
        n = DeputyPage.objects.filter(deputyship__in=here, is_open=True).count()
        return Fact("公开身份的代表", f"{n} 名，进站代表 {len(self.records.people)} 名", self._book("roster"))

    def standard(self) -> list[Fact]:
        """How it stands against the district's measure, its stars, what was built."""
        found = standing_of([self.station.pk], self.year)[self.station.pk]
        address = f"{reverse('station_standards:station', args=[self.station.pk])}?year={self.year}"
        said = "没有检查"
        if found.rate is not None:
            said = f"{found.title} {found.rate.numerator}／{found.rate.denominator}"
            said += f"，缺{'、'.join(found.missing)}" if found.missing else ""
        stars = f"{found.stars} 星" if found.stars else "没有评"
        return [Fact("规范化建设", said, address), Fact("星级", stars, address)]

    def built(self) -> Fact:
        """Works at the site in the year."""
        period = self.records.period
        rows = SiteWork.objects.filter(period.as_q("done_on"), station=self.station, withdrawn_reason="")
        sums = rows.aggregate(n=Count("pk"), cost=Sum("cost"))
        cost = f"，投入 {sums['cost'].normalize():f} 万元" if sums["cost"] else ""
        return Fact("新建、提档升级", f"{sums['n']} 次{cost}")

    def points(self) -> list[Fact]:
        """The sites under it, and what it is equipped with."""
        station = self.station
        n = station.points.in_service(self.on).count()
        equipment = "、".join(str(one) for one in station.equipment.all())
        address = reverse("liaison_stations:detail", args=[station.pk])
        return [Fact("下面的站点", f"{n} 个", address), Fact("设备", equipment or "没有登记", address)]

    def feature(self) -> Fact:
        """The named project of the town in the year (R182)."""
        row = TownFeature.objects.filter(area=self.station.town, year=self.year).first()
        address = f"{reverse('station_work:town_features')}?year={self.year}"
        return Fact("一镇一特色", row.name if row else "没有", address)

    def staff(self) -> list[Fact]:
        """Who runs it, and the deputies in it."""
        posts = staff_on(self.on).filter(station=self.station).select_related("person")
        held = [post.role for post in posts]
        told = "、".join(f"{role.label} {held.count(role)} 名" for role in StaffRole if role in held)
        wrong = "，".join(missing_staff(Counter(held), StationPolicy.current()))
        address = reverse("liaison_stations:detail", args=[self.station.pk])
        return [
            Fact("站务人员", "；".join(one for one in (told, wrong) if one), address),
            Fact("进站代表", f"{len(self.records.people)} 名", self._book("roster")),
        ]

    def regulations(self) -> Fact:
        """The rules it works by."""
        words = missing_words(regulations_of(self.station)).removeprefix("制度 ")
        address = reverse("station_wall:station", args=[self.station.pk])
        return Fact("制度", words or "没有登记", address)

    def books(self) -> Fact:
        """Whether the ledgers are complete."""
        missing = [book for book in REQUIRED if not book.lines(self.records)]
        address = f"{reverse('station_books:station', args=[self.station.pk])}?year={self.year}"
        return Fact("台账", completeness(missing), address)

    def online(self) -> list[Fact]:
        """The public page, and what came in through it."""
        station = self.station
        return [
            Fact("网上站", "已开通" if station.is_online else "没有开通"),
            self.matter("网上、扫码和走访收到事项", "online", listed=False),
        ]

    def hosts(self) -> Fact:
        """State organs that came to listen (R185)."""
        n = sum(day.state == DayState.HELD and day.hosted_by_id is not None for day in self.records.days)
        url = self._span("reception_days:index", state=DayState.HELD, hosted="yes")
        return Fact("机关进站听取意见", f"{n} 次", url)

    def told(self, books: Iterable[str] = (), codes: Iterable[str] = ()) -> list[tuple[str, str]]:
        """What the station did in some books or of some kinds, day by day, without names of citizens."""
        wanted, kinds = frozenset(books), frozenset(codes)
        return [
            (f"{one.activity.start_on.month}月{one.activity.start_on.day}日", without(one.activity.headline))
            for one in self.own
            if (one.book and one.book in wanted) or one.activity.kind.code in kinds
        ]


def _used(line: FunctionLine) -> str:
    used = [one.function.name for one in line.counts if one.total]
    unused = f"；没有开展的：{'、'.join(one.name for one in line.unused)}" if line.unused else ""
    return f"{len(used)} 个{unused}"
