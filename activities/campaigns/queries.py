"""How far a campaign has come: by measure, by group, by deputy, by kind and by level (R014, R015, R044–R046)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from activities.campaigns.enums import CampaignSort
from activities.enums import AttendanceState
from activities.models import Activity, ActivityQuerySet, Attendance, Campaign, CountedThing, Measure
from congress.accounts.models import User
from congress.figures import numbers
from congress.organs.enums import CongressLevel
from deputies.models import DeputyGroup, Deputyship, DutyRecord
from deputies.models.deputyships import DeputyshipQuerySet


@dataclass(frozen=True)
class Cell:
    """One measure for one group or deputy: how often it was done, of how often it is asked."""

    measure: Measure
    times: int

    @property
    def is_done(self) -> bool:
        """Whether that is enough."""
        return self.times >= self.measure.times


@dataclass(frozen=True)
class Line:
    """A group or a deputy with every measure asked of it."""

    of: DeputyGroup | Deputyship
    cells: list[Cell]

    @property
    def done(self) -> int:
        """How many measures are done."""
        return sum(cell.is_done for cell in self.cells)

    @property
    def missing(self) -> list[str]:
        """The measures that are not."""
        return [cell.measure.name for cell in self.cells if not cell.is_done]


@dataclass(frozen=True)
class Heading:
    """The measures of the district under one heading (R044)."""

    name: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many measures have an activity."""
        return sum(cell.is_done for cell in self.cells)


def span_of(campaign: Campaign, today: date | None = None) -> tuple[date, date]:
    """From which day to which it counts: its own days, else this year so far."""
    now = today or timezone.localdate()
    return campaign.starts_on or date(now.year, 1, 1), campaign.ends_on or date(now.year, 12, 31)


def activities_of(campaign: Campaign, user: User) -> ActivityQuerySet:
    """The activities that bear its name, within what the user may see.

    A month of deputies' activities is every activity of its days (R050).
    """
    rows = Activity.objects.visible_to(user).recorded()
    if campaign.sort == CampaignSort.MONTH:
        first, last = span_of(campaign)
        return rows.filter(start_on__lte=last, end_on__gte=first, deputy_groups__isnull=False).distinct()
    return rows.filter(campaigns=campaign)


def measures_of(campaign: Campaign) -> dict[str, list[Measure]]:
    """What it asks for, by audience, with the kinds that count (3 queries)."""
    found: dict[str, list[Measure]] = defaultdict(list)
    rows = campaign.measures.prefetch_related("activity_kinds", "duty_kinds")
    for measure in rows.order_by("order", "pk"):
        found[measure.audience].append(measure)
    return found


def headings(campaign: Campaign, measures: Sequence[Measure], user: User) -> list[Heading]:
    """The measures of the district under their headings, with how many activities each has (2 queries)."""
    of_kind = _by_kind(activities_of(campaign, user))
    linked = _linked(measures, user)
    found: dict[str, Heading] = {}
    for measure in measures:
        cells = found.setdefault(measure.heading, Heading(measure.heading)).cells
        cells.append(Cell(measure, len(_activities(measure, of_kind, linked))))
    return list(found.values())


def group_lines(
    campaign: Campaign, measures: Sequence[Measure], groups: Iterable[DeputyGroup], user: User | None
) -> list[Line]:
    """Each group with what it did of what is asked of groups (2 queries).

    What counts are its activities in the days of the campaign: of the measure's kinds, or linked to it. Without a
    user all of them count: the groups are then the reader's own.
    """
    first, last = span_of(campaign)
    rows = _seen(user).filter(start_on__lte=last, end_on__gte=first)
    through = Activity.deputy_groups.through.objects.filter(activity__in=rows.order_by())
    carried: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for group, activity, kind in through.values_list("deputygroup_id", "activity_id", "activity__kind_id"):
        carried[group].append((activity, kind))
    linked = _linked(measures, user)
    return [
        Line(
            group,
            [
                Cell(measure, _times(measure, carried.get(group.pk, ()), linked.get(measure.pk, set())))
                for measure in measures
            ],
        )
        for group in groups
    ]


def deputy_lines(
    campaign: Campaign, measures: Sequence[Measure], deputyships: Sequence[Deputyship]
) -> list[Line]:
    """Each deputy with what counts in the own register of what is asked of deputies (1 query)."""
    first, last = span_of(campaign)
    rows = DutyRecord.objects.counted().filter(
        day__gte=first, day__lte=last, deputyship__in=[row.pk for row in deputyships]
    )
    counts: dict[tuple[int, int], int] = {
        (deputyship, kind): n
        for deputyship, kind, n in rows.order_by().values_list("deputyship", "kind").annotate(n=Count("pk"))
    }
    return [
        Line(
            row,
            [
                Cell(measure, sum(counts.get((row.pk, kind.pk), 0) for kind in measure.duty_kinds.all()))
                for measure in measures
            ],
        )
        for row in deputyships
    ]


def asked_deputies(user: User) -> DeputyshipQuerySet:
    """Who is asked: serving deputies of the district and its towns, within what the user may see."""
    rows = Deputyship.objects.visible_to(user).in_force(timezone.localdate())
    levels = [CongressLevel.DISTRICT, CongressLevel.TOWN]
    return rows.filter(level__in=levels).select_related("person").order_by("person__pinyin", "pk")


def asked_groups(user: User) -> list[DeputyGroup]:
    """The territorial groups that exist today, within what the user may see (1 query)."""
    rows = DeputyGroup.objects.visible_to(user).in_force(timezone.localdate()).select_related("term__area")
    return [group for group in rows if group.is_main]


def silent_groups(campaign: Campaign, groups: Iterable[DeputyGroup], user: User) -> list[DeputyGroup]:
    """The groups without an activity in the days of a month of activities (R050; 1 query)."""
    rows = activities_of(campaign, user).order_by().values("pk")
    through = Activity.deputy_groups.through.objects.filter(activity__in=rows)
    busy = set(through.values_list("deputygroup_id", flat=True))
    return [group for group in groups if group.pk not in busy]


def present_campaigns(today: date) -> list[Campaign]:
    """The campaigns of today that ask for something, in their order (1 query)."""
    rows = Campaign.objects.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=today),
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        active=True,
        measures__isnull=False,
    )
    return list(rows.distinct().order_by("order", "pk"))


def by_kind(campaign: Campaign, user: User) -> list[tuple[str, int, int]]:
    """Its activities by kind: (name, key of the kind, how many), most first; they add up to all (R045; 1 query)."""
    rows = Activity.objects.filter(pk__in=activities_of(campaign, user).order_by().values("pk")).order_by()
    counted = rows.values_list("kind__name", "kind").annotate(n=Count("pk")).order_by("-n", "kind")
    return list(counted)


def by_level(campaign: Campaign, user: User) -> list[tuple[str, int]]:
    """The deputies who came to its activities, distinct persons by level, from the highest (1 query)."""
    came = Attendance.objects.filter(
        state=AttendanceState.PRESENT, activity__in=activities_of(campaign, user).order_by().values("pk")
    )
    rows = (
        came.order_by()
        .values_list("deputyship__level")
        .annotate(n=Count("deputyship__person", distinct=True))
    )
    found = dict(rows)
    return [(str(level.label), found[level]) for level in CongressLevel if level in found]


def things(campaign: Campaign, user: User) -> list[Thing]:
    """What its activities came to, like things added up: 收集意见40余条, 办实事22件 (R019; 1 query)."""
    rows = CountedThing.objects.filter(activity__in=activities_of(campaign, user).order_by().values("pk"))
    sums: dict[tuple[str, str], numbers.Count] = {}
    for row in rows.order_by("what", "pk"):
        known = sums.get((row.what, row.unit))
        sums[row.what, row.unit] = known + row.count if known else row.count
    return [Thing(what, count) for (what, _unit), count in sums.items()]


@dataclass(frozen=True)
class Thing:
    """收集意见 40余条."""

    what: str
    count: numbers.Count


@dataclass(frozen=True)
class Crowd:
    """Who takes part: distinct persons, by level and role (R046, R049)."""

    persons: int
    rows: list[tuple[str, str, int]]


def crowd(campaign: Campaign) -> Crowd:
    """Distinct persons on the list, and how many by level and role; one in two roles is one person (2 queries)."""
    rows = campaign.members.order_by("level", "role").values_list("level", "role")
    labels = dict(CongressLevel.choices)
    order = {level: number for number, level in enumerate(CongressLevel.values)}
    found = sorted(
        rows.annotate(n=Count("person", distinct=True)), key=lambda row: (order.get(row[0], 99), row[1])
    )
    return Crowd(
        campaign.members.aggregate(n=Count("person", distinct=True))["n"],
        [(str(labels.get(level, "机关干部")), role, n) for level, role, n in found],
    )


def with_counts(user: User, year: int) -> list[Campaign]:
    """Every campaign with how many activities of a year bear its name (3 queries)."""
    rows = Activity.objects.visible_to(user).recorded().filter(start_on__year=year)
    through = Activity.campaigns.through.objects.filter(activity__in=rows.order_by())
    counts = dict(through.values_list("campaign").annotate(n=Count("pk")).order_by())
    asked = dict(Measure.objects.order_by().values_list("campaign").annotate(n=Count("pk")))
    found = list(Campaign.objects.order_by("-active", "sort", "order", "pk"))
    for campaign in found:
        campaign.of_year = counts.get(campaign.pk, 0)  # type: ignore[attr-defined]  # for the page
        campaign.asked = asked.get(campaign.pk, 0)  # type: ignore[attr-defined]  # for the page
    return found


def _by_kind(rows: ActivityQuerySet) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, kind in rows.order_by().values_list("pk", "kind_id"):
        found[kind].add(key)
    return found


def _seen(user: User | None) -> ActivityQuerySet:
    rows = Activity.objects.recorded()
    return rows if user is None else rows.visible_to(user)


def _linked(measures: Sequence[Measure], user: User | None) -> dict[int, set[int]]:
    """The activities linked to measures by hand (1 query)."""
    seen = _seen(user).order_by()
    through = Measure.activities.through.objects.filter(
        measure__in=[row.pk for row in measures], activity__in=seen
    )
    found: dict[int, set[int]] = defaultdict(set)
    for measure, activity in through.values_list("measure_id", "activity_id"):
        found[measure].add(activity)
    return found


def _activities(measure: Measure, of_kind: dict[int, set[int]], linked: dict[int, set[int]]) -> set[int]:
    kinds = [of_kind.get(kind.pk, set()) for kind in measure.activity_kinds.all()]
    return set().union(linked.get(measure.pk, set()), *kinds)


def _times(measure: Measure, carried: Collection[tuple[int, int]], linked: set[int]) -> int:
    kinds = {kind.pk for kind in measure.activity_kinds.all()}
    return len({activity for activity, kind in carried if kind in kinds or activity in linked})
