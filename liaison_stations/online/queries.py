"""What the public pages read: never a citizen, of matters only what was released, except by the code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from activities.enums import ActivityState
from activities.models import Attendance
from congress.accounts.models import User
from congress.organs.enums import TOWN_KINDS
from congress.organs.models import Area, Session
from congress.search.index import search_q
from deputies.models import Deputyship
from liaison_stations.days.queries import deputies_at
from liaison_stations.enums import FROM_THE_PUBLIC, DayState, DutyState, MatterState
from liaison_stations.models import (
    DeputyPage,
    Duty,
    Matter,
    MatterStep,
    PublicMatter,
    Reception,
    ReceptionDay,
    ReceptionDayQuerySet,
    Station,
    StationDeputy,
)
from liaison_stations.rules import held_on

#: Reception days and matters a station's page shows.
NEWS, MATTERS = 4, 5


def by_town(words: str = "") -> list[tuple[str, list[Station]]]:
    """Stations with a public page, by town, those called by ``words`` only (1 query)."""
    rows = Station.objects.online().select_related("area__parent", "kind")
    if words:
        rows = rows.filter(search_q(words))
    towns: dict[str, list[Station]] = defaultdict(list)
    for row in rows.order_by("kind__order", "area__order", "pk"):
        towns[_town(row.area).name].append(row)
    return list(towns.items())


def _town(area: Area) -> Area:
    return area if area.kind in TOWN_KINDS or area.parent is None else area.parent


@dataclass(frozen=True)
class News:
    """A reception day that was held: how many came, what came of it."""

    day: ReceptionDay
    batches: int
    people: int
    matters: int


def news_of(station: Station) -> list[News]:
    """The last reception days held (2 queries)."""
    held = ReceptionDay.objects.filter(station=station, state=DayState.HELD)
    received = Prefetch("receptions", Reception.objects.only("day_id", "people").order_by())
    rows = held.annotate(heard=Count("matters")).prefetch_related(received).order_by("-day", "-pk")
    return [_news(row, row.heard) for row in rows[:NEWS]]  # type: ignore[attr-defined]  # annotated


def _news(day: ReceptionDay, matters: int) -> News:
    people = [one.people for one in day.receptions.all()]
    return News(day, len(people), sum(people), matters)


def members_of(station: Station) -> list[StationDeputy]:
    """The deputies of a station, each with the page that is open, if any (1 query)."""
    rows = deputies_at(station, timezone.localdate()).select_related("deputyship__page", "deputyship__term")
    return list(rows.order_by("deputyship__level", "deputyship__person__name_key", "pk"))


def released_of(station: Station) -> QuerySet[PublicMatter]:
    """What the station released, newest first."""
    rows = PublicMatter.objects.shown().filter(matter__station=station).select_related("matter__organ")
    return rows.defer("matter__account", "matter__original", "matter__answer", "matter__search_text")


@dataclass(frozen=True)
class DutyCounts:
    """What a deputy did in this term, from the roll (R025): in session, between sessions, at the station."""

    in_session: int
    between: int
    receptions: int
    heard: int
    answered: int


def duty_counts(deputyship: Deputyship) -> DutyCounts:
    """Counted afresh (3 queries). An activity counts once, however many days its roll was called."""
    session = Session.objects.filter(
        term=deputyship.term_id,
        starts_on__lte=OuterRef("activity__start_on"),
        ends_on__gte=OuterRef("activity__start_on"),
    )
    came = Attendance.objects.came().filter(deputyship=deputyship, activity__state=ActivityState.RECORDED)
    counted = came.annotate(sits=Exists(session)).aggregate(
        inside=Count("activity", distinct=True, filter=Q(sits=True)),
        outside=Count("activity", distinct=True, filter=Q(sits=False)),
    )
    turns = Duty.objects.filter(deputyship=deputyship, state=DutyState.PRESENT)
    heard = Matter.objects.filter(heard_by=deputyship).aggregate(
        all=Count("pk"), answered=Count("pk", filter=~Q(answer=""))
    )
    receptions = turns.filter(day__state=DayState.HELD).count()
    return DutyCounts(counted["inside"], counted["outside"], receptions, heard["all"], heard["answered"])


def page_of(token: str) -> QuerySet[DeputyPage]:
    """The open page of a deputy in office, by its token."""
    rows = DeputyPage.objects.filter(held_on(timezone.localdate(), "deputyship__"), token=token, is_open=True)
    return rows.select_related("deputyship__person", "deputyship__constituency", "deputyship__term")


def open_pages(words: str = "") -> QuerySet[DeputyPage]:
    """The open pages of deputies in office by name, of those called by ``words`` only."""
    rows = DeputyPage.objects.filter(held_on(timezone.localdate(), "deputyship__"), is_open=True)
    if words:
        rows = rows.filter(
            Q(deputyship__person__name__contains=words) | Q(deputyship__constituency__name__contains=words)
        )
    rows = rows.select_related("deputyship__person", "deputyship__constituency", "deputyship__term")
    return rows.order_by("deputyship__person__pinyin", "pk")


def stations_of(deputyship: Deputyship) -> list[Station]:
    """Stations the deputy belongs to today, the main one first (1 query)."""
    rows = StationDeputy.objects.filter(held_on(timezone.localdate()), deputyship=deputyship)
    found = rows.filter(station__in=Station.objects.in_service()).select_related("station__area")
    return [row.station for row in found.order_by("-is_main", "pk")]


def turns_ahead(deputyship: Deputyship, limit: int = 4) -> list[Duty]:
    """The deputy's next turns (1 query)."""
    rows = Duty.objects.filter(deputyship=deputyship, day__day__gte=timezone.localdate())
    ahead = rows.exclude(state=DutyState.LEAVE).filter(day__state__in=(DayState.PLANNED, DayState.OPEN))
    return list(ahead.select_related("day__station").order_by("day__day", "pk")[:limit])


def by_code(code: str) -> Matter | None:
    """The matter of a query code with its steps (2 queries); nothing for a code nobody was given."""
    rows = Matter.objects.filter(code=code).select_related("station", "organ", "heard_by__person")
    return rows.prefetch_related(Prefetch("steps", MatterStep.objects.order_by("id"))).first()


def kept_stations(user: User) -> QuerySet[Station]:
    """Stations whose public page this user looks after."""
    return Station.objects.kept_by(user).in_service()


def waiting_at(station: Station) -> tuple[int, int]:
    """What came from the public and is not decided yet, and what was released (2 queries)."""
    sent = Matter.objects.filter(station=station, origin__in=FROM_THE_PUBLIC, state=MatterState.RECEIVED)
    return sent.order_by().count(), PublicMatter.objects.filter(
        matter__station=station, withdrawn_at=None
    ).count()


def days_ahead(station: Station, until: date) -> ReceptionDayQuerySet:
    """Days that take place up to a day."""
    rows = ReceptionDay.objects.standing().filter(station=station, day__gte=timezone.localdate())
    return rows.filter(day__lte=until).exclude(state=DayState.HELD).order_by("day", "begins_at")
