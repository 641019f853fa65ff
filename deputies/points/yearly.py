"""A year's appraisal in numbers: so many of each grade, groups, who is to be recommended (R061, R065)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Max

from congress.organs.models import Area
from deputies.duty.enums import DutyState
from deputies.models import (
    Appraisal,
    AppraisalYear,
    DeputyGroup,
    Deputyship,
    DutyRecord,
    GroupAppraisal,
    GroupMembership,
    Objection,
    PointsAccount,
    PointsPublication,
    PointsScheme,
)
from deputies.points.grades import Grading
from deputies.points.reading import recommended
from deputies.points.schemes import schemes_in_force
from deputies.rules import held_on


@dataclass(frozen=True)
class AreaGrades:
    """The grades of an area: each word with how many, the highest grade first; frozen for good, or as of now."""

    scheme: PointsScheme
    counts: list[tuple[str, int]]

    @property
    def area(self) -> Area:
        """Whose scheme it is."""
        return self.scheme.area

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(n for _word, n in self.counts)


@dataclass
class GroupLine:
    """A group in the year: its members' points and grades, and its own grade."""

    group: DeputyGroup
    members: int = 0
    sum_of_points: Decimal = Decimal(0)
    grades: Counter[str] = field(default_factory=Counter)
    appraisal: GroupAppraisal | None = None

    @property
    def told(self) -> list[tuple[str, int]]:
        """Each grade its members have, with how many, the commonest first."""
        return self.grades.most_common()

    @property
    def mean(self) -> Decimal | None:
        """The mean of its members' points, to one place, half up; none without a member."""
        if not self.members:
            return None
        return (self.sum_of_points / self.members).quantize(Decimal("0.1"), ROUND_HALF_UP)


def grades_of_year(year: int) -> list[AreaGrades]:
    """How many of each grade, the district first (3 queries and one a scheme)."""
    frozen: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Appraisal.objects.graded().filter(account__year=year).order_by()
    for area, grade, n in rows.values_list("account__area", "grade").annotate(n=Count("pk")):
        frozen[area][grade] = n
    found = []
    for scheme in schemes_in_force(year):
        grading = Grading(scheme)
        counts = frozen.get(scheme.area_id) or _grades_now(grading)
        words = [*grading.words, *(word for word in counts if word not in grading.words)]
        found.append(AreaGrades(scheme, [(word, counts[word]) for word in words]))
    return found


def _grades_now(grading: Grading) -> Counter[str]:
    scheme = grading.scheme
    accounts = PointsAccount.objects.filter(area=scheme.area_id, year=scheme.year).order_by()
    counts: Counter[str] = Counter()
    for points, n in accounts.values_list("points").annotate(n=Count("pk")):
        counts[grading.word(points)] += n
    return counts


@dataclass(frozen=True)
class YearEnd:
    """What stands before the freeze: when objections close, how many wait, how many duties are not confirmed."""

    closing: date | None
    objections: int
    unconfirmed: int


def year_end(year: int) -> YearEnd:
    """What stands before the freeze (3 queries)."""
    closing = PointsPublication.objects.filter(year=year).aggregate(n=Max("objections_until"))["n"]
    waiting = DutyRecord.objects.filter(year=year, state__in=[DutyState.PENDING, DutyState.CONFIRMED])
    return YearEnd(closing, Objection.objects.open().filter(account__year=year).count(), waiting.count())


def group_lines(year: int, groups: Collection[DeputyGroup]) -> list[GroupLine]:
    """Each group with the points its members of the year's last day have by the district's scheme (5 queries)."""
    lines = {group.pk: GroupLine(group) for group in groups}
    scheme = next(iter(schemes_in_force(year)), None)
    for row in GroupAppraisal.objects.filter(year=year, group__in=lines):
        lines[row.group_id].appraisal = row
    if scheme is None:
        return list(lines.values())
    grading = Grading(scheme)
    accounts = PointsAccount.objects.filter(area=scheme.area_id, year=year)
    known = {
        key: (points, grade or grading.word(points))
        for key, points, grade in accounts.values_list("deputyship", "points", "appraisal__grade")
    }
    seats = GroupMembership.objects.filter(*held_on(date(year, 12, 31)), group__in=lines).order_by()
    for group, deputyship in seats.values_list("group", "deputyship").distinct():
        if deputyship in known:
            points, grade = known[deputyship]
            lines[group].members += 1
            lines[group].sum_of_points += points
            lines[group].grades[grade] += 1
    return list(lines.values())


def recommended_people(year: int) -> list[Deputyship]:
    """Whom the grades up to this year recommend for another term, of those graded this year (2 queries)."""
    of_year = Appraisal.objects.graded().filter(account__year=year).order_by()
    keys = recommended(set(of_year.values_list("account__deputyship", flat=True)))
    rows = Deputyship.objects.filter(pk__in=keys).select_related("person", "term__area")
    return list(rows.order_by("person__pinyin", "pk"))


def years_known() -> list[AppraisalYear]:
    """The years with a scheme in force or an appraisal, the newest first (2 queries)."""
    known = {row.year: row for row in AppraisalYear.objects.all()}
    years = set(known) | set(
        PointsScheme.objects.exclude(state="draft").order_by().values_list("year", flat=True).distinct()
    )
    return [known.get(year) or AppraisalYear(year=year) for year in sorted(years, reverse=True)]
