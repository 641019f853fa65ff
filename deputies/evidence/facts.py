"""What the evidence sheet of a deputyship says: the term year by year, and what stands behind the numbers (R031)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from congress.accounts.models import User
from deputies.duty.attendance import NOBODY, Attended, attendance_of
from deputies.duty.chapters import Chapter, chapters_of
from deputies.duty.reading import year_span, years_of
from deputies.models import CheckFinding, Deputyship, DutyRecord, DutyReport, PointsAccount
from deputies.points.reading import grades_of, recommended
from deputies.points.words import shown

#: Kinds of duty that have a column of their own, by code.
_COLUMNS = (("reception", "接待选民"), ("suggestion_lead", "领衔建议"), ("suggestion_cosign", "附议建议"))
#: Reports are counted by how they were rated, not as duties.
HEADS = (
    "年度",
    "应到",
    "实到",
    "请假",
    "出席率",
    *(head for _code, head in _COLUMNS),
    "述职",
    "履职登记",
    "积分",
    "等次",
)


@dataclass(frozen=True)
class YearLine:
    """One year of the term."""

    year: int
    attended: Attended
    duties: Counter[str]
    reports: Sequence[DutyReport]
    points: str
    grade: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as a row under :data:`HEADS`."""
        told = (self.attended.expected, self.attended.present, self.attended.excused)
        return (
            f"{self.year}年",
            *map(str, told),
            str(self.attended.rate),
            *(str(self.duties[code]) for code, _head in _COLUMNS),
            str(len(self.reports)),
            str(self.duties.total()),
            self.points or "—",
            self.grade or "—",
        )


@dataclass(frozen=True)
class Evidence:
    """The whole sheet: years from the first, what checks found, chapters of other packages."""

    deputyship: Deputyship
    years: list[YearLine]
    faults: list[CheckFinding]
    chapters: list[Chapter]
    is_recommended: bool

    @property
    def total(self) -> Attended:
        """Attendance over the term."""
        return sum((line.attended for line in self.years), NOBODY)


def evidence_of(deputyship: Deputyship, user: User, today: date) -> Evidence:
    """Everything the sheet says, as far as it counts: duties that were confirmed, reports held, frozen grades.

    Queries grow with the years of the term, not with the records.
    """
    key = deputyship.pk
    reports = list(
        DutyReport.objects.held().filter(deputyship=deputyship).select_related("result").order_by("day", "pk")
    )
    duties: dict[int, Counter[str]] = defaultdict(Counter)
    counted = DutyRecord.objects.counted().filter(deputyship=deputyship).order_by()
    for year, code, n in counted.values_list("year", "kind__code").annotate(n=Count("pk")):
        duties[year][code] = n
    points = {
        row.year: shown(row.points) for row in PointsAccount.objects.filter(deputyship=key, area__parent=None)
    }
    grades = {row.account.year: row.grade for row in reversed(grades_of([key])[key])}
    faults = CheckFinding.objects.faulty().filter(deputyship=deputyship).exclude(check_of__state="open")
    return Evidence(
        deputyship=deputyship,
        years=[
            YearLine(
                year,
                attendance_of([key], *year_span(year))[key],
                duties[year],
                [row for row in reports if row.day.year == year],
                points.get(year, ""),
                grades.get(year, ""),
            )
            for year in sorted(years_of(deputyship, today))
        ],
        faults=list(
            faults.select_related("check_of__area").order_by("check_of__year", "check_of__number", "pk")
        ),
        chapters=chapters_of(deputyship, user),
        is_recommended=key in recommended([key]),
    )
