"""What registers say: of one deputy and year form by form, in numbers, and of many by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.enums import AreaKind
from deputies.duty.enums import DutyState
from deputies.models import Deputyship, DutyKind, DutyRecord, PointsAccount, Register, RegisterForm
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.models.duties import DutyRecordQuerySet

#: What is told of a deputy: what waits is, what was returned or taken back is not.
TOLD = frozenset({DutyState.PENDING, DutyState.CONFIRMED, DutyState.COUNTED})


@dataclass(frozen=True)
class Totals:
    """How many duties a register tells, in and between sessions (R027), and how many of them count."""

    in_session: int = 0
    between: int = 0
    counted: int = 0

    @property
    def all(self) -> int:
        """Both together."""
        return self.in_session + self.between


@dataclass(frozen=True)
class FormPage:
    """One of the forms of a register with what stands in it."""

    form: RegisterForm
    rows: list[DutyRecord] = field(default_factory=list)


def totals(rows: DutyRecordQuerySet) -> Totals:
    """What these duties come to (1 query)."""
    told = Q(state__in=TOLD)
    counts = rows.order_by().aggregate(
        within=Count("pk", filter=told & Q(in_session=True)),
        between=Count("pk", filter=told & Q(in_session=False)),
        counted=Count("pk", filter=Q(state=DutyState.COUNTED)),
    )
    return Totals(counts["within"], counts["between"], counts["counted"])


def totals_of(rows: Sequence[DutyRecord]) -> Totals:
    """The same of duties that are loaded."""
    told = [row for row in rows if row.state in TOLD]
    within = sum(row.in_session for row in told)
    return Totals(within, len(told) - within, sum(row.state == DutyState.COUNTED for row in told))


def register_rows(deputyship: Deputyship, year: int) -> list[DutyRecord]:
    """What stands in the register of a year, newest first, with its kind and form (3 queries).

    Kinds and forms are few: read once, not with each of hundreds of duties.
    """
    rows = DutyRecord.objects.filter(deputyship=deputyship, year=year).standing()
    return list(rows.prefetch_related("kind__form").order_by("-day", "-pk"))


def taken_out(deputyship: Deputyship, year: int) -> list[DutyRecord]:
    """What was struck out or taken back in a year, newest first (1 query)."""
    rows = DutyRecord.objects.filter(deputyship=deputyship, year=year, state=DutyState.WITHDRAWN)
    return list(rows.select_related("kind").order_by("-day", "-pk"))


def form_pages(rows: Sequence[DutyRecord]) -> list[FormPage]:
    """The forms of a register in their order, the empty ones too; one not in use only with records (1 query)."""
    found: dict[int, list[DutyRecord]] = defaultdict(list)
    for row in rows:
        found[row.kind.form_id].append(row)
    return [
        FormPage(form, found[form.pk]) for form in RegisterForm.objects.all() if form.in_use or found[form.pk]
    ]


def years_of(deputyship: Deputyship, today: date) -> list[int]:
    """The years a deputyship has a register of, the newest first."""
    last = min(deputyship.ends_on or today, today)
    return list(range(max(last.year, deputyship.starts_on.year), deputyship.starts_on.year - 1, -1))


def chosen_year(asked: str, deputyship: Deputyship, today: date) -> int:
    """The year that was asked for; else the newest of the deputyship."""
    years = years_of(deputyship, today)
    return int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else years[0]


def points_of(deputyship: Deputyship, year: int) -> list[PointsAccount]:
    """The accounts of a year, the district's first (1 query)."""
    rows = PointsAccount.objects.filter(deputyship=deputyship, year=year).select_related("area")
    return sorted(rows, key=lambda row: (row.area.kind != AreaKind.DISTRICT, row.area.path))


def district_points(deputyships: Sequence[int], year: int) -> dict[int, Decimal]:
    """The points of these deputies under the district's scheme (1 query)."""
    rows = PointsAccount.objects.filter(
        deputyship__in=deputyships, year=year, area__kind=AreaKind.DISTRICT
    ).order_by()
    return dict(rows.values_list("deputyship_id", "points"))


def register_of(deputyship: Deputyship, year: int) -> Register | None:
    """The lock of a register, once there was one (1 query)."""
    rows = Register.objects.filter(deputyship=deputyship, year=year).select_related("locked_by")
    return rows.first()


def held_by(user: User) -> DeputyshipQuerySet:
    """The deputyships somebody holds today, in one account however many they are (R034)."""
    rows = Deputyship.objects.filter(person__user=user).in_force(timezone.localdate())
    return rows.select_related("person", "term__area").order_by("level", "pk")


@dataclass(frozen=True)
class KindLine:
    """A kind of duty in the report of a year (R055)."""

    kind: DutyKind
    within: int
    between: int
    counted: int
    people: int
    hours: Decimal | None

    @property
    def all(self) -> int:
        """Duties in and between sessions."""
        return self.within + self.between


def by_kind(user: User, year: int) -> list[tuple[RegisterForm, list[KindLine]]]:
    """Duties of a year within the user's scope, counted by kind under their forms (2 queries)."""
    rows = DutyRecord.objects.visible_to(user).filter(year=year, state__in=TOLD).order_by()
    counts = {
        line["kind_id"]: line
        for line in rows.values("kind_id").annotate(
            within=Count("pk", filter=Q(in_session=True)),
            between=Count("pk", filter=Q(in_session=False)),
            counted=Count("pk", filter=Q(state=DutyState.COUNTED)),
            people=Count("deputyship__person", distinct=True),
            hours=Sum("hours", filter=Q(state=DutyState.COUNTED)),
        )
    }
    found: dict[RegisterForm, list[KindLine]] = defaultdict(list)
    for kind in DutyKind.objects.select_related("form").order_by("form__order", "form_id", "order", "pk"):
        if kind.in_use or kind.pk in counts:
            found[kind.form].append(_kind_line(kind, counts.get(kind.pk)))
    return list(found.items())


def _kind_line(kind: DutyKind, counts: Mapping[str, Any] | None) -> KindLine:
    if counts is None:
        return KindLine(kind, 0, 0, 0, 0, None)
    return KindLine(
        kind, counts["within"], counts["between"], counts["counted"], counts["people"], counts["hours"]
    )


def year_span(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)
