"""What another scheme would give: the year's counted duties replayed under it, with nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from congress.documents.xlsx import workbook
from deputies.models import Appraisal, Deputyship, PointsAccount, PointsScheme
from deputies.points.enums import SchemeState
from deputies.points.grades import Grading, served_enough
from deputies.points.schemes import scored_by, worth, worth_by_deputy
from deputies.points.scoring import in_points

#: The replay of more deputies is made in the background.
AT_ONCE = 400
HEADS = ("代表", "代表资格", "现在的积分", "试算积分", "增减", "现在的等次", "试算等次")
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Replayed:
    """A deputy under the scheme in force (``old``; frozen years as frozen) and under the one replayed (``new``)."""

    deputyship: Deputyship
    old: Decimal
    new: Decimal
    old_grade: str
    new_grade: str

    @property
    def difference(self) -> Decimal:
        """New less old."""
        return self.new - self.old

    @property
    def regraded(self) -> bool:
        """Whether the grade would be another one."""
        return self.old_grade != self.new_grade


def replay(scheme: PointsScheme) -> list[Replayed]:
    """Everybody the scheme scores, those with the greatest difference first; the same answer every time asked."""
    deputyships = list(scored_by(scheme).select_related("person", "term__area"))
    keys = [one.pk for one in deputyships]
    known = worth(scheme)
    fresh = worth_by_deputy(known, scheme.year, keys)
    accounts = PointsAccount.objects.filter(area=scheme.area_id, year=scheme.year)
    old = dict(accounts.values_list("deputyship", "points"))
    frozen = _frozen_grades(scheme)
    before = PointsScheme.objects.filter(
        area=scheme.area_id, year=scheme.year, state=SchemeState.IN_FORCE
    ).first()
    grading, former = Grading(scheme), Grading(before) if before else None
    lines = []
    for one in deputyships:
        now = old.get(one.pk, _NOTHING)
        new = in_points(sum(worth.tenths for worth in fresh.get(one.pk, {}).values()))
        lines.append(
            Replayed(
                one, now, new, frozen.get(one.pk) or _graded(former, one, now), _graded(grading, one, new)
            )
        )
    return sorted(lines, key=lambda line: (-abs(line.difference), line.deputyship.pk))


def _frozen_grades(scheme: PointsScheme) -> dict[int, str]:
    rows = Appraisal.objects.graded().filter(account__area=scheme.area_id, account__year=scheme.year)
    return dict(rows.values_list("account__deputyship", "grade"))


def _graded(grading: Grading | None, deputyship: Deputyship, points: Decimal) -> str:
    if grading is None:
        return ""
    if not served_enough(grading.scheme, deputyship):
        return grading.scheme.unsettled
    return grading.word(points)


def by_grade(lines: Sequence[Replayed], words: Sequence[str]) -> list[tuple[str, int, int]]:
    """Of each grade how many there are now, and how many there would be."""
    old, new = Counter(line.old_grade for line in lines), Counter(line.new_grade for line in lines)
    known = [*words, *(word for word in old if word and word not in words)]
    return [(word, old[word], new[word]) for word in known]


def as_workbook(scheme: PointsScheme, lines: Sequence[Replayed]) -> bytes:
    """The replay as a spreadsheet."""
    rows = (
        (
            line.deputyship.person.name,
            line.deputyship.title,
            line.old,
            line.new,
            line.difference,
            line.old_grade,
            line.new_grade,
        )
        for line in lines
    )
    return workbook(f"{scheme.year}年积分试算", HEADS, rows)
