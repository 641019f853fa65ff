"""Reads of classes: how far a plan is, the quarters of the lecture hall, the report by form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse

from activities.learning.enums import Channel, ClassState, Direction, Gathering, HallForm, Manner, Reach
from activities.models import Attendance, TrainingClass, TrainingClassQuerySet
from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.figures.parts import MONTHS, QUARTERS, PartOfYear
from congress.organs.models import Area

HELD = (ClassState.RUNNING, ClassState.ENDED)
#: So long before the end of a quarter without a session the offices are reminded.
REMINDED = timedelta(days=30)


def of_plan(rows: Sequence[TrainingClass]) -> Rate:
    """How many classes of a plan are held: 3／5 个; cancelled ones are out."""
    standing = [row for row in rows if row.state != ClassState.CANCELLED]
    return Rate(sum(row.state in HELD for row in standing), len(standing), "个")


# --- the lecture hall --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Quarter:
    """A quarter with its sessions. It is a gap once it is over without one, and nearly one shortly before.

    Quarters before ``begun_on``, the day of the very first session, are none: there was no hall yet.
    """

    year: int
    span: PartOfYear
    today: date
    begun_on: date | None
    sessions: list[TrainingClass] = field(default_factory=list)

    @property
    def label(self) -> str:
        """第三季度."""
        return str(self.span.label)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        last = MONTHS[self.span][1]
        return date(self.year + last // 12, last % 12 + 1, 1) - timedelta(days=1)

    @property
    def held(self) -> bool:
        """Whether a session took place."""
        return any(row.state in HELD for row in self.sessions)

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.ends_on < self.today

    @property
    def is_gap(self) -> bool:
        """Over, and nothing took place (R091)."""
        begun = self.begun_on is not None and self.begun_on <= self.ends_on
        return begun and not self.held and self.is_over

    @property
    def is_due(self) -> bool:
        """Nearly over, and nothing took place."""
        return not self.held and self.today <= self.ends_on <= self.today + REMINDED


def quarter_of(day: date) -> PartOfYear:
    """The quarter a day lies in."""
    return QUARTERS[(day.month - 1) // 3]


def quarters(user: User, year: int, today: date) -> list[Quarter]:
    """The four quarters of a year with their sessions, first numbers first (3 queries)."""
    rows = TrainingClass.objects.visible_to(user).halls().standing().filter(year=year)
    found: dict[PartOfYear, list[TrainingClass]] = {span: [] for span in QUARTERS}
    for row in rows.select_related("town", "type").prefetch_related("lectures").order_by("number"):
        found[quarter_of(row.begins_on)].append(row)
    begun_on = began_on()
    return [Quarter(year, span, today, begun_on, found[span]) for span in QUARTERS]


def began_on() -> date | None:
    """The day of the very first session."""
    first: date | None = TrainingClass.objects.halls().standing().aggregate(first=Min("begins_on"))["first"]
    return first


def next_number() -> int:
    """The number after the last one used."""
    last = TrainingClass.objects.halls().standing().aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def turns() -> QuerySet[Area]:
    """Towns by whose turn it is: those that never carried a session out, then the longest ago; with ``last_hall``."""
    held = Q(halls__number__isnull=False) & ~Q(halls__state=ClassState.CANCELLED)
    rows = Area.objects.towns().annotate(last_hall=Max("halls__begins_on", filter=held))
    return rows.order_by(F("last_hall").asc(nulls_first=True), "order", "pk")


def came_to(classes: QuerySet[TrainingClass]) -> int:
    """How many deputies came to these classes (人次): each once for a class, however many days it took."""
    came = Attendance.objects.came().filter(activity__in=classes.order_by().values("activity"))
    return came.order_by().values("activity", "deputyship").distinct().count()


# --- the report by form ------------------------------------------------------------------------------
@dataclass(frozen=True)
class FormLine:
    """One form: how many classes had it, and the list of them."""

    label: str
    count: int
    url: str


_FORMS = (
    ("范围", "reach", Reach),
    ("集中与分散", "gathering", Gathering),
    ("线上与线下", "channel", Channel),
    ("请进来与走出去", "direction", Direction),
    ("培训方式", "manner", Manner),
    ("讲堂形式", "hall_form", HallForm),
)


def held_in(user: User, year: int) -> TrainingClassQuerySet:
    """The classes that took place in a year."""
    return TrainingClass.objects.visible_to(user).filter(year=year, state__in=HELD)


def by_form(user: User, year: int) -> list[tuple[str, list[FormLine]]]:
    """The classes of a year by each of the forms, every number with its list; 没有写明 where it is not said (R086)."""
    rows = held_in(user, year)
    counts: dict[str, int] = rows.aggregate(
        **{
            f"{name}_{value or 'none'}": Count("pk", filter=Q(**{name: value}))
            for _label, name, choices in _FORMS
            for value in ("", *choices.values)
        }
    )
    found = []
    for label, name, choices in _FORMS:
        lines = []
        for value, word in (*choices.choices, ("", "没有写明")):
            number = counts[f"{name}_{value or 'none'}"]
            if not value and (not number or name in {"hall_form", "reach"}):
                continue
            query = urlencode({name: value or "none", "year": year, "held": "yes"})
            lines.append(FormLine(str(word), number, f"{reverse('learning:index')}?{query}"))
        found.append((label, lines))
    return found
