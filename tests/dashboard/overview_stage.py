"""A small district in which every panel of the overview has something to count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Area, AreaOutline, Term
from deputies.models import DutyKind, DutyRecord, GroupMembership
from liaison_stations.enums import DayState
from liaison_stations.models import MatterCategory
from suggestions.enums import ClockKind, Occasion, State
from suggestions.models import Clock, FigureSetting
from tests.deputies.duty.stage import fill_kinds
from tests.factories import make_group
from tests.liaison_stations.stage import make_day, make_matter, make_station
from tests.suggestions.cast import Cast, make_cast
from tests.suggestions.figures.records import put

#: A Wednesday; this month has some of everything, last month and last year have some, too.
TODAY = date(2026, 11, 18)
_SQUARE = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]


@dataclass
class Stage:
    """The people of the district."""

    cast: Cast

    @property
    def leader(self) -> User:
        """A leader of the standing committee."""
        return self.cast.leader


def noon(on: date) -> datetime:
    """Twelve o'clock of a day."""
    return timezone.make_aware(datetime.combine(on, time(12)))


def make_stage() -> Stage:
    """Suggestions in every stage, two stations, matters, duties of a group, an outline."""
    cast = make_cast()
    fill_kinds()
    Term.objects.filter(area=cast.district).update(starts_on=date(2022, 1, 5))
    FigureSetting.load()
    FigureSetting.objects.update(minimum=2)
    for months, states in enumerate(([State.CLOSED, State.REPLIED], [State.HANDLING], [State.REGISTERED])):
        for state in states:
            put(cast, 2 + months, state, registered_at=noon(date(2026, 9 + months, 10)))
    put(cast, 1, State.CLOSED, registered_at=noon(date(2025, 6, 1)), area=cast.district)
    put(cast, 3, State.CLOSED, registered_at=noon(date(2026, 11, 3)), occasion=Occasion.SENTIMENT)
    waiting = put(cast, 1, State.REGISTERED, registered_at=noon(date(2026, 11, 2)))[0]
    day = date(2026, 11, 5)
    Clock.objects.create(
        suggestion=waiting, kind=ClockKind.HAND_OVER, started_on=day, span="5天", source="测试",
        due_on=day + timedelta(days=5), first_due_on=day + timedelta(days=5),
    )  # fmt: skip
    _stations(cast)
    _duties(cast)
    AreaOutline.objects.create(area=cast.town, rings=[_SQUARE])
    return Stage(cast)


def _stations(cast: Cast) -> None:
    busy, silent = make_station(cast.town), make_station(_town(cast))
    for on in (date(2026, 11, 4), date(2026, 11, 17), date(2026, 10, 6), date(2025, 12, 3)):
        make_day(busy, on, state=DayState.HELD)
    make_day(silent, date(2026, 9, 1), state=DayState.HELD)
    make_day(silent, date(2026, 11, 11), state=DayState.CANCELLED)
    for station in (busy, silent):
        make_day(station, date(2026, 11, 20), state=DayState.PLANNED)
    about = [MatterCategory.objects.get_or_create(name=name)[0] for name in ("停车", "供水")]
    for on, category in ((date(2026, 11, 1), 0), (date(2026, 11, 18), 0), (date(2026, 10, 31), 0),
                         (date(2026, 10, 1), 1), (date(2025, 12, 31), 1)):  # fmt: skip
        make_matter(busy, received_at=noon(on), category=about[category])


def _town(cast: Cast) -> Area:
    return Area.objects.create(kind="subdistrict", name="静水街道", parent=cast.district)


def _duties(cast: Cast) -> None:
    group = make_group()
    make_group()
    GroupMembership.objects.create(deputyship=cast.lead, group=group, starts_on=date(2022, 1, 1))
    kind = DutyKind.objects.order_by("pk")[0]
    for on, state in ((date(2026, 11, 3), "counted"), (date(2026, 9, 3), "confirmed"),
                      (date(2026, 11, 4), "pending"), (date(2025, 12, 30), "counted")):  # fmt: skip
        confirmed = noon(on) if state != "pending" else None
        DutyRecord.objects.create(
            deputyship=cast.lead, kind=kind, day=on, title="视察", state=state, confirmed_at=confirmed
        )
