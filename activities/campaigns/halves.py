"""What the groups did in a half-year, all together and each for itself (R007)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from activities.enums import DutyPart
from activities.models import Activity, StudyReport
from activities.queries import recorded_between
from congress.accounts.models import User
from congress.figures.period import Period
from deputies.models import DeputyGroup

#: Inspections and studies, as the half-year's sentence counts them: 视察、调研20余次.
INSPECTIONS = (DutyPart.INSPECTION, DutyPart.LAW_CHECK, DutyPart.SUPERVISION)


@dataclass(frozen=True)
class GroupHalf:
    """A group in a half-year; a joint activity counts for each group that carried it out."""

    group: DeputyGroup
    activities: int
    inspections: int
    reports: int


@dataclass(frozen=True)
class Half:
    """All groups in a half-year; here a joint activity counts once (R009)."""

    period: Period
    lines: list[GroupHalf]
    activities: int
    inspections: int
    reports: int

    @property
    def silent(self) -> list[DeputyGroup]:
        """The groups that carried nothing out."""
        return [line.group for line in self.lines if not line.activities]


def half_of(year: int, number: int) -> Period:
    """上半年 (1) or 下半年 (2) of a year."""
    if number == 1:
        return Period(date(year, 1, 1), date(year, 6, 30), f"{year}年上半年")
    return Period(date(year, 7, 1), date(year, 12, 31), f"{year}年下半年")


def half(user: User, period: Period) -> Half:
    """What the groups a user may see did in a period (4 queries)."""
    groups = DeputyGroup.objects.visible_to(user).in_force(period.end).select_related("term__area")
    seen = [group for group in groups if group.is_main]
    keys = {group.pk for group in seen}
    rows = recorded_between(user, period.start, period.end).filter(start_on__gte=period.start)
    through = Activity.deputy_groups.through.objects.filter(
        activity__in=rows.order_by(), deputygroup__in=keys
    )
    pairs = list(through.values_list("deputygroup_id", "activity_id", "activity__kind__part"))
    all_of = Counter(group for group, _activity, _part in pairs)
    inspections = Counter(group for group, _activity, part in pairs if part in INSPECTIONS)
    finished = (
        StudyReport.objects.visible_to(user).standing().filter(period.as_q("finished_on"), group__in=keys)
    )
    written = Counter(dict(finished.order_by().values_list("pk", "group_id")).values())
    return Half(
        period,
        [GroupHalf(row, all_of[row.pk], inspections[row.pk], written[row.pk]) for row in seen],
        len({activity for _group, activity, _part in pairs}),
        len({activity for _group, activity, part in pairs if part in INSPECTIONS}),
        written.total(),
    )
