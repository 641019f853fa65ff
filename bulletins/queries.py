"""Reads across bulletins: what the desk shows, who has received and read, what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from activities.models import Activity
from bulletins.enums import ContributionState
from bulletins.models import Article, Contribution, Delivery, Entry, Issue, Reading, Recipient, Series
from bulletins.operations.rendering import Rendering
from bulletins.press.labels import range_label
from congress.accounts.models import Assignment
from congress.organs.models import Area
from congress.web.parts import Happening


@dataclass
class Line:
    """One entry as the desk shows it. ``number`` counts titles of the contents; a later entry has none."""

    entry: Entry
    number: int | None
    page: int | None
    under: Line | None = None  # the first entry of the same title
    others: list[Line] = field(default_factory=list)

    @property
    def when(self) -> str:
        """When it happened, as printed: 5月12日至18日, 5月8日上午 (R277); a piece also says whose it is."""
        activity, piece = self.entry.activity, self.entry.contribution
        if activity:
            half_day = activity.get_half_day_display() if activity.half_day else ""
            return range_label(activity.start_on, activity.end_on, half_day=half_day)
        return f"{range_label(piece.happened_on)}　{piece.area}来稿" if piece else ""

    @property
    def log_changed(self) -> bool:
        """Whether the log says something else now than when the entry was taken over."""
        activity = self.entry.activity
        return activity is not None and activity.text != self.entry.source_text

    @property
    def apart(self) -> bool:
        """Whether a title covers entries that do not stand next to each other (R274)."""
        places = [self.entry.position, *(line.entry.position for line in self.others)]
        return bool(self.others) and max(places) - min(places) >= len(places)


@dataclass
class Desk:
    """The order of a draft: its lines, and what the counts above them say."""

    lines: list[Line]

    @property
    def printed(self) -> int:
        """How many entries are printed."""
        return sum(line.entry.included for line in self.lines)

    @property
    def titles(self) -> int:
        """How many titles the contents have."""
        return sum(line.number is not None for line in self.lines)

    @property
    def left_out(self) -> int:
        """How many entries are left out."""
        return len(self.lines) - self.printed


def desk(issue: Issue, rendering: Rendering | None) -> Desk:
    """The entries of an issue in print order, with title numbers and pages (two queries)."""
    pages = rendering.entry_pages if rendering else {}
    lines: list[Line] = []
    first: dict[int, Line] = {}
    count = 0
    entries = issue.entries.select_related("heading", "activity", "contribution__area", "left_out_by")
    for entry in entries.order_by("position"):
        line = Line(entry=entry, number=None, page=pages.get(str(entry.pk)) if entry.included else None)
        if entry.included:
            leader = first.get(entry.heading_id)
            if leader is None:
                count += 1
                line.number = count
                first[entry.heading_id] = line
            else:
                line.under = leader
                leader.others.append(line)
        lines.append(line)
    return Desk(lines)


def not_taken_in(issue: Issue) -> tuple[int, int]:
    """Activities of the period that the draft lacks, and entries whose activity was withdrawn since."""
    fresh = (
        Activity.objects.recorded()
        .filter(area__parent__isnull=True, start_on__range=(issue.period_start, issue.period_end))
        .exclude(pk__in=issue.entries.filter(activity__isnull=False).values("activity"))
        .count()
    )
    withdrawn = issue.entries.filter(included=True, activity__state="withdrawn").count()
    return fresh, withdrawn


@dataclass(frozen=True)
class RecipientStatus:
    """A recipient, whether a copy arrived, and how many of its people have read the issue online."""

    recipient: Recipient
    delivery: Delivery | None
    readers: int
    people: int


def distribution_status(issue: Issue) -> list[RecipientStatus]:
    """Delivery and reading of each recipient, in print order (R287); four queries."""
    recipients = list(issue.recipients.select_related("delivery").prefetch_related("organs"))
    readers = set(Reading.objects.filter(issue=issue).values_list("user", flat=True))
    by_organ: dict[int, set[int]] = {}
    by_role: dict[str, set[int]] = {}
    rows = Assignment.objects.in_force().filter(user__is_active=True).values_list("user", "role", "organ")
    for user, role, organ_id in rows:
        by_role.setdefault(role, set()).add(user)
        if organ_id is not None:
            by_organ.setdefault(organ_id, set()).add(user)
    result = []
    for recipient in recipients:
        people: set[int] = set(by_role.get(recipient.role, set())) if recipient.role else set()
        for organ in recipient.organs.all():
            people |= by_organ.get(organ.pk, set())
        result.append(
            RecipientStatus(
                recipient, getattr(recipient, "delivery", None), len(people & readers), len(people)
            )
        )
    return result


def missing_months(today: date) -> list[tuple[Series, int, int]]:
    """Months that are over without an issue, oldest first: of each monthly in use, within twelve months.

    The months before the first issue of that time are not missing: the series began with it.
    """
    last = today.year * 12 + today.month - 2  # months counted from year 0, January as 0
    monthly = list(Series.objects.filter(active=True, monthly=True))
    if not monthly:
        return []
    held: dict[int, set[int]] = {}
    numbers = Issue.objects.filter(year__gte=today.year - 1, series__monthly=True)
    for pk, year, number in numbers.values_list("series", "year", "number"):
        held.setdefault(pk, set()).add(year * 12 + number - 1)
    missing = []
    for series in monthly:
        months = held.get(series.pk, set())
        first = min((month for month in months if month > last - 12), default=last)
        missing += [
            (series, month // 12, month % 12 + 1) for month in range(first, last + 1) if month not in months
        ]
    return missing


def next_month(series: Series, today: date | None = None) -> tuple[int, int]:
    """The month to offer for a new issue: the newest that is missing, else the current one."""
    day = today or timezone.localdate()
    missing = [(year, month) for found, year, month in missing_months(day) if found == series]
    return missing[-1] if missing else (day.year, day.month)


def adopted_by_area(year: int) -> list[Area]:
    """Town areas with how many pieces they submitted and how many were adopted in a year (R291, R295)."""
    in_year = Q(contributions__submitted_at__year=year)
    return list(
        Area.objects.towns()
        .annotate(
            submitted=Count("contributions", filter=in_year),
            adopted=Count(
                "contributions", filter=in_year & Q(contributions__state=ContributionState.ADOPTED)
            ),
        )
        .order_by("-adopted", "-submitted", "order", "id")
    )


def waiting_contributions() -> int:
    """How many pieces wait for the office."""
    return Contribution.objects.waiting().count()


def history(issue: Issue) -> list[Happening]:
    """The issue's own history for the timeline, newest first."""
    return [
        Happening(title=event.label, detail=str(event.actor or "系统"), at=event.at, note=event.note)
        for event in issue.events.select_related("actor")[:50]
    ]


@dataclass(frozen=True)
class Printed:
    """What issues hold: paragraphs of 工作动态 (条) that are printed, and articles (篇)."""

    entries: int
    articles: int


def printed_in(issues: QuerySet[Issue]) -> Printed:
    """Over these issues (2 queries)."""
    chosen = issues.order_by().values("pk")
    entries = Entry.objects.filter(issue__in=chosen, included=True).count()
    return Printed(entries, Article.objects.filter(issue__in=chosen).count())
