"""Reads of checks: what a check looks at, which town has none, what was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from congress.accounts.models import User
from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Area
from deputies.checks.enums import PERIODS, CheckKind, CheckState, period_label
from deputies.duty.enums import DutyState
from deputies.enums import GroupPostKind
from deputies.models import CheckFinding, DeputyGroup, Deputyship, DutyCheck, DutyRecord, GroupPost
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.models.groups import DeputyGroupQuerySet


def elected_in(area: Area, on: date) -> DeputyshipQuerySet:
    """Whose registers a town checks: the deputies in office elected in its constituencies."""
    return sampled_from(on).filter(constituency__area__path__startswith=area.path)


def sampled_from(on: date) -> DeputyshipQuerySet:
    """Whose registers the district looks at: all directly elected deputies in office."""
    return Deputyship.objects.in_force(on).filter(level__in=DIRECT_LEVELS)


def groups_checked(on: date) -> DeputyGroupQuerySet:
    """All groups that exist, of the district and of the levels above (R060)."""
    return DeputyGroup.objects.in_force(on)


def leaders_of(groups: DeputyGroupQuerySet, on: date) -> list[User]:
    """The accounts of those who lead these groups on a day."""
    posts = GroupPost.objects.in_force(on).filter(group__in=groups, kind=GroupPostKind.LEADER)
    return list(User.objects.filter(person__group_posts__in=posts, is_active=True).distinct())


@dataclass(frozen=True)
class Cell:
    """One period in the overview: its check, or whether one is missing."""

    number: int
    label: str
    check: DutyCheck | None
    is_missing: bool
    is_ahead: bool


@dataclass(frozen=True)
class Row:
    """A town with its four quarters, or a check of the district with its two halves."""

    label: str
    area: Area | None
    kind: str
    cells: list[Cell]

    @property
    def done(self) -> int:
        """How many of its periods are checked."""
        return sum(_is_done(cell.check) for cell in self.cells)


def towns_with_deputies(on: date) -> list[Area]:
    """Towns in which somebody in office was elected, in their order (2 queries)."""
    paths = set(
        sampled_from(on).exclude(constituency=None).values_list("constituency__area__path", flat=True)
    )
    towns = Area.objects.towns().order_by("order", "pk")
    return [town for town in towns if any(path.startswith(town.path) for path in paths)]


def overview(user: User, year: int, today: date) -> list[Row]:
    """The year's checks as this user may see them: the district's halves, then each town's quarters (R058; 3 queries).

    A town is missing a check when the quarter is over and none was finished.
    """
    held = {
        (one.kind, one.area_id, one.number): one
        for one in DutyCheck.objects.visible_to(user).filter(year=year)
    }
    on = min(today, date(year, 12, 31))
    areas = [one.area for one in user.assignments_today if one.area is not None and one.role == "town"]
    everywhere = user.has_role("office", "deputy_work", "committee", "leader")
    rows = []
    for kind in (CheckKind.SAMPLE, CheckKind.GROUPS):
        if everywhere or any(key[0] == kind for key in held):
            rows.append(
                Row(str(kind.label), None, kind, _cells(kind, None, year, held, today, flags=everywhere))
            )
    for town in towns_with_deputies(on):
        if everywhere or any(town.path.startswith(area.path) for area in areas):
            cells = _cells(CheckKind.QUARTER, town, year, held, today, flags=True)
            rows.append(Row(str(town), town, CheckKind.QUARTER, cells))
    return rows


def _cells(
    kind: CheckKind,
    area: Area | None,
    year: int,
    held: dict[tuple[str, int | None, int], DutyCheck],
    today: date,
    *,
    flags: bool,
) -> list[Cell]:
    cells = []
    for number in range(1, PERIODS[kind] + 1):
        check = held.get((kind, area.pk if area else None, number))
        period = DutyCheck(kind=kind, year=year, number=number)
        over, ahead = period.period_ends < today, period.period_begins > today
        missing = flags and over and not _is_done(check)
        cells.append(Cell(number, period_label(kind, number), check, missing, ahead))
    return cells


def _is_done(check: DutyCheck | None) -> bool:
    return check is not None and check.state != CheckState.OPEN


@dataclass(frozen=True)
class Tally:
    """What a check came to."""

    lines: int
    found: int
    not_in_place: int
    not_well_kept: int
    faulty: int
    to_mend: int

    @property
    def good(self) -> int:
        """Lines with a finding and no fault."""
        return self.found - self.faulty


def tally(check: DutyCheck) -> Tally:
    """The lines of a check in numbers (1 query)."""
    fault = Q(in_place=False) | Q(well_kept=False)
    counts = check.findings.order_by().aggregate(
        lines=Count("pk"),
        found=Count("pk", filter=Q(in_place__isnull=False, well_kept__isnull=False)),
        not_in_place=Count("pk", filter=Q(in_place=False)),
        not_well_kept=Count("pk", filter=Q(well_kept=False)),
        faulty=Count("pk", filter=fault),
        to_mend=Count("pk", filter=Q(correct_by__isnull=False, corrected_on__isnull=True)),
    )
    return Tally(**counts)


def lines_of(check: DutyCheck) -> list[CheckFinding]:
    """The lines in the order of names, or of groups (1 query)."""
    rows = check.findings.select_related("deputyship__person", "deputyship__term__area", "group__term__area")
    order = (
        ("group__kind", "group__number", "pk") if check.of_groups else ("deputyship__person__pinyin", "pk")
    )
    return list(rows.order_by(*order))


@dataclass(frozen=True)
class Entries:
    """What stands in a register in the period: counted, and still waiting."""

    counted: int = 0
    waiting: int = 0

    def __str__(self) -> str:
        waiting = f"，待确认 {self.waiting} 次" if self.waiting else ""
        return f"登记 {self.counted + self.waiting} 次{waiting}"


def entries_of(check: DutyCheck, deputyships: Collection[int]) -> dict[int, Entries]:
    """What the registers of these deputies hold in the period of the check (1 query)."""
    span = (check.period_begins, check.period_ends)
    rows = DutyRecord.objects.standing().filter(deputyship__in=deputyships, day__range=span).order_by()
    counted = rows.values("deputyship_id").annotate(
        n=Count("pk", filter=Q(state=DutyState.COUNTED)),
        waiting=Count("pk", filter=~Q(state=DutyState.COUNTED)),
    )
    return {row["deputyship_id"]: Entries(row["n"], row["waiting"]) for row in counted}


def missing_quarters(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """How many checks each town lacks; towns that lack none are left out."""
    lacking = [(row.label, sum(cell.is_missing for cell in row.cells)) for row in rows if row.area]
    return [(label, n) for label, n in lacking if n]
