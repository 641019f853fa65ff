"""Opening an issue: its number, its period, and the month's activities in order."""

import calendar
from datetime import date

from django.db import transaction
from django.db.models import F, Max

from activities.models import Activity
from bulletins.models import Entry, Heading, Issue, Recipient, Series
from bulletins.operations.locking import lock_draft, note_step, save_changed
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.workdays.calendar import add_working_days

WITHDRAWN_REASON = "活动登记已撤回"


def month_period(year: int, number: int) -> tuple[date, date]:
    """The days a monthly issue covers: issue N takes month N (R273)."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def next_total(series: Series, year: int, number: int) -> int:
    """总期 runs on over the years: one more than the issue before (R272).

    A missed issue can be made up for later, as long as the numbers around it leave room.
    """
    issues = Issue.objects.filter(series=series)
    before = issues.filter(year__lt=year) | issues.filter(year=year, number__lt=number)
    last = before.order_by("-year", "-number").first()
    total = last.total_number + 1 if last else series.first_total
    taken = issues.filter(total_number=total).first()
    if taken:
        raise Conflict(f"总第{total}期已用于{taken}，请先核对期号")
    return total


@transaction.atomic
def open_issue(
    *,
    series: Series,
    year: int,
    number: int,
    actor: User | None,
    period: tuple[date, date] | None = None,
    total_number: int | None = None,
    issued_on: date | None = None,
) -> Issue:
    """Start a draft: number, period, default distribution, and the period's activities (R272–R276).

    The series is locked, so two clerks who open the same month get one issue and one clear refusal.
    Without ``issued_on`` the issue is dated on the first working day after its period.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    if series.monthly and not 1 <= number <= 12:
        raise Conflict("月刊的期号等于月份，请填 1 到 12")
    if Issue.objects.filter(series=series, year=year, number=number).exists():
        raise Conflict(f"《{series.name}》{year}年第{number}期已经有了，不能再建一期")
    if period is None:
        if not series.monthly:
            raise Conflict("这个刊物不是月刊，请填收录的起止日期")
        period = month_period(year, number)
    issue = Issue.objects.create(
        series=series,
        year=year,
        number=number,
        total_number=next_total(series, year, number) if total_number is None else total_number,
        office=series.office,
        issued_on=issued_on or add_working_days(period[1], 1),
        period_start=period[0],
        period_end=period[1],
        editor=actor,
    )
    copy_distribution(issue)
    note_step(issue, actor=actor, step="open_issue", label="建立本期")
    if series.news_section:
        _take_in(issue)
    issue.refresh_search_text()
    issue.save()
    audit.record(
        actor=actor,
        verb="bulletins:open_issue",
        obj=issue,
        after={"year": year, "number": number, "total": issue.total_number, "entries": issue.entries.count()},
    )
    return issue


def copy_distribution(issue: Issue) -> None:
    """Give the issue its own copy of the series' distribution list."""
    for line in issue.series.recipients.prefetch_related("organs"):
        copy = Recipient.objects.create(
            issue=issue,
            kind=line.kind,
            group=line.group,
            order=line.order,
            label=line.label,
            full_label=line.full_label,
            collective=line.collective,
            role=line.role,
        )
        copy.organs.set(line.organs.all())


@transaction.atomic
def refresh_from_log(*, issue: Issue, actor: User, version: int | None = None) -> tuple[int, int]:
    """Take in what was logged since, leave out what was withdrawn. Returns (taken in, left out).

    The order already arranged stays; a new entry goes where the rule of R276 puts it among the others.
    """
    issue = lock_draft(issue, version)
    gone = issue.entries.filter(included=True, activity__state="withdrawn")
    left_out = gone.update(included=False, left_out_reason=WITHDRAWN_REASON, left_out_by=actor)
    taken_in = _take_in(issue)
    if taken_in or left_out:
        save_changed(issue, actor=actor, verb="refresh_from_log", taken_in=taken_in, left_out=left_out)
        note_step(
            issue,
            actor=actor,
            step="refresh_from_log",
            label=f"收入新登记的 {taken_in} 篇，撤下 {left_out} 篇",
        )
    return taken_in, left_out


def period_activities(issue: Issue) -> list[Activity]:
    """The district's own recorded activities that begin within the period, in print order.

    What towns log stays theirs until they submit it as a contribution (R295).
    """
    return list(
        Activity.objects.recorded()
        .filter(area__parent__isnull=True, start_on__range=(issue.period_start, issue.period_end))
        .in_print_order()
    )


def _take_in(issue: Issue) -> int:
    """Add entries for activities that the issue does not hold yet; returns how many."""
    entries = list(issue.entries.order_by("position"))
    held = {entry.activity_id for entry in entries}
    activities = period_activities(issue)
    rank = {activity.pk: index for index, activity in enumerate(activities)}
    new = [activity for activity in activities if activity.pk not in held]
    order: list[Entry] = entries
    for activity in new:
        heading = Heading.objects.create(issue=issue, text=activity.headline)
        entry = Entry(
            issue=issue,
            heading=heading,
            activity=activity,
            text=activity.text,
            source_text=activity.text,
            position=0,
        )
        order.insert(_place(order, rank, activity.pk), entry)
    if new:
        renumber(issue, order)
    return len(new)


def _place(order: list[Entry], rank: dict[int, int], activity_id: int) -> int:
    """Where a new entry belongs: right behind the last entry that the rule puts before it."""
    place = 0
    for index, entry in enumerate(order):
        if entry.activity_id in rank and rank[entry.activity_id] < rank[activity_id]:
            place = index + 1
    return place


def renumber(issue: Issue, order: list[Entry]) -> None:
    """Write positions 1, 2, 3 … in this order; entries that are not saved yet are created.

    Positions are unique within the issue, so those in place first move out of the way.
    """
    highest = issue.entries.aggregate(highest=Max("position"))["highest"] or 0
    issue.entries.update(position=F("position") + max(highest, len(order)))
    for position, entry in enumerate(order, start=1):
        entry.position = position
    Entry.objects.bulk_update([e for e in order if e.pk], ["position"])
    Entry.objects.bulk_create([e for e in order if not e.pk])
