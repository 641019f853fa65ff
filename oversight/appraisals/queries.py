"""Reads of appraisals: how many opinions on each department, from which level, with which grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from oversight.models import AppraisalOpinion, AppraisedBody


@dataclass
class Opinions:
    """Opinions on one department, or on several: how many of each level and with each grade."""

    levels: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        """How many there are."""
        return self.levels.total()


def opinions_on(bodies: Iterable[AppraisedBody]) -> dict[int, Opinions]:
    """What was said of each department, by its key (1 query)."""
    found = {body.pk: Opinions() for body in bodies}
    rows = AppraisalOpinion.objects.filter(body__in=list(found)).order_by()
    for body, level, grade, n in rows.values_list("body", "level", "grade").annotate(n=Count("pk")):
        found[body].levels[level] += n
        if grade:
            found[body].grades[grade] += n
    return found


def together(counted: Iterable[Opinions]) -> Opinions:
    """The sum of several."""
    total = Opinions()
    for one in counted:
        total.levels.update(one.levels)
        total.grades.update(one.grades)
    return total
