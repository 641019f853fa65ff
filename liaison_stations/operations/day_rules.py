"""The rules of a station and the days they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.workdays.calendar import current
from liaison_stations import rules
from liaison_stations.days.recurrence import Occurrence, days_of, occurrences, words
from liaison_stations.enums import DayState, RuleKind
from liaison_stations.models import Duty, ReceptionDay, ReceptionRule, Station
from liaison_stations.operations.days import cancel_day

#: How far ahead a rule is looked at before it is saved.
YEAR = timedelta(days=365)
#: Days that always stand in the calendar, so that nobody has to remember to ask for them.
AHEAD = timedelta(days=60)
_PLAIN = (
    "kind",
    "days",
    "nth",
    "weekday",
    "reading",
    "digits",
    "is_lunar",
    "dates",
    "on_holiday",
    "begins_at",
    "ends_at",
    "starts_on",
    "ends_on",
)
#: The field a rule that yields nothing is to be mended at.
_FIELDS = {
    RuleKind.DAY_OF_MONTH: "days",
    RuleKind.WEEKDAY: "nth",
    RuleKind.MARKET: "digits",
    RuleKind.DATES: "dates",
}


class RuleFacts(TypedDict):
    """What a rule says; which of the fields count depends on its kind."""

    kind: str
    begins_at: time
    ends_at: time
    starts_on: date
    ends_on: NotRequired[date | None]
    on_holiday: NotRequired[str]
    days: NotRequired[list[int]]
    nth: NotRequired[int | None]
    weekday: NotRequired[int | None]
    reading: NotRequired[str]
    digits: NotRequired[list[int]]
    is_lunar: NotRequired[bool]
    dates: NotRequired[list[str]]


@dataclass(frozen=True)
class Made:
    """What became of the calendar: days that came, that a holiday moved, that went, that somebody must look at."""

    new: int = 0
    moved: int = 0
    gone: int = 0
    left: int = 0

    @property
    def words(self) -> str:
        """The new state in one sentence."""
        told = [f"新排 {self.new} 天"]
        told += [f"改期 {self.moved} 天"] if self.moved else []
        told += [f"去掉 {self.gone} 天"] if self.gone else []
        told += [f"{self.left} 天已排代表或已通知，没有动，请逐个核对"] if self.left else []
        return "，".join(told)


def preview(rule: ReceptionRule, today: date | None = None) -> list[Occurrence]:
    """What a rule gives in the year from its first day, or from today, whichever is later.

    Raises ``ValidationError`` at the field to mend when that is nothing at all.
    """
    first = max(rule.starts_on, today or timezone.localdate())
    found = occurrences(rule, first, first + YEAR, current())
    if not any(one.day for one in found):
        why = "都遇上放假，当次取消" if found else "没有一天接待"
        message = (
            f"按这条规则（{words(rule)}），从{first.year}年{first.month}月{first.day}日起一年{why}，请改一改"
        )
        raise ValidationError({_FIELDS[RuleKind(rule.kind)]: message})
    return found


@transaction.atomic
def add_rule(*, station: Station, actor: User, until: date, **facts: Unpack[RuleFacts]) -> ReceptionRule:
    """Give a station a rule and plan its days up to ``until``.

    Raises ``ValidationError`` when it yields no day in the year to come.
    """
    require_rule(actor, rules.keep_station, station)
    row = ReceptionRule(station=station)
    _take(row, facts)
    row.save()
    made = _plan(row, until)
    after = {**facts_of(row), "days_planned": made.new}
    audit.record(actor=actor, verb="liaison_stations:add_rule", obj=row, after=after)
    return row


@transaction.atomic
def change_rule(
    *, rule: ReceptionRule, actor: User, version: int, until: date, **facts: Unpack[RuleFacts]
) -> tuple[ReceptionRule, Made]:
    """Change a rule and what it planned ahead. Days with deputies, or of which somebody was told, stay as they are.

    Raises ``StaleVersion`` when somebody saved meanwhile, else as :func:`add_rule`.
    """
    row = _locked(rule)
    require_rule(actor, rules.keep_station, row.station)
    before = facts_of(row)
    check_version(row, version, before)
    _take(row, facts)
    row.version += 1
    row.save()
    made = _plan(row, until)
    old, new = audit.changed(before, facts_of(row))
    after = {**new, "days_planned": made.new, "days_gone": made.gone}
    audit.record(actor=actor, verb="liaison_stations:change_rule", obj=row, before=old, after=after)
    return row, made


@transaction.atomic
def stop_rule(*, rule: ReceptionRule, actor: User, last_day: date) -> tuple[ReceptionRule, Made]:
    """Let a rule end with a day; what it planned for later goes, unless somebody worked on it."""
    row = _locked(rule)
    require_rule(actor, rules.keep_station, row.station)
    if last_day < row.starts_on:
        raise ValidationError({"last_day": "不能早于这条规则开始的日期"})
    before, row.ends_on = row.ends_on, last_day
    row.version += 1
    row.save()
    made = _plan(row, max(last_day, timezone.localdate()))
    audit.record(
        actor=actor,
        verb="liaison_stations:stop_rule",
        obj=row,
        before={"ends_on": before},
        after={"ends_on": last_day, "days_gone": made.gone},
    )
    return row, made


@transaction.atomic
def plan_ahead(*, station: Station, actor: User | None, until: date) -> Made:
    """Plan what every rule of a station gives up to a day. Asked twice it plans nothing twice.

    Days that lie on a holiday by a notice published since are moved, as long as nobody worked on them.
    """
    if actor is not None:
        require_rule(actor, rules.keep_station, station)
    made = Made()
    for rule in ReceptionRule.objects.select_for_update().filter(station=station):
        rule.station = station
        more = _plan(rule, until)
        made = Made(
            made.new + more.new, made.moved + more.moved, made.gone + more.gone, made.left + more.left
        )
    if made != Made(left=made.left):
        after = {"days_planned": made.new, "days_moved": made.moved, "days_gone": made.gone, "until": until}
        audit.record(actor=actor, verb="liaison_stations:plan_ahead", obj=station, after=after)
    return made


@transaction.atomic
def end_days(*, station: Station, actor: User) -> None:
    """Take down what was planned for a station from the day it closed on; who was told hears of it.

    Part of the operation that closes the station.
    """
    plan_ahead(station=station, actor=actor, until=timezone.localdate())
    left = ReceptionDay.objects.filter(station=station, state=DayState.PLANNED, day__gte=station.closed_on)
    for day in left:
        cancel_day(day=day, actor=actor, reason="站点已撤销")


def facts_of(row: ReceptionRule) -> dict[str, object]:
    """What the audit trail keeps of a rule."""
    return {name: getattr(row, name) for name in _PLAIN}


def _locked(rule: ReceptionRule) -> ReceptionRule:
    return ReceptionRule.objects.select_for_update(of=("self",)).select_related("station").get(pk=rule.pk)


def _take(row: ReceptionRule, facts: RuleFacts) -> None:
    for name in _PLAIN:
        if name in facts:
            setattr(row, name, facts[name])  # type: ignore[literal-required]  # the names are those of the facts
    row.full_clean(exclude=["station"])
    preview(row)


def _untouched(rule: ReceptionRule, today: date) -> Q:
    """Days ahead that nobody worked on: never changed, nobody told, no deputy."""
    return Q(
        ~Exists(Duty.objects.filter(day=OuterRef("pk"))),
        rule=rule,
        state=DayState.PLANNED,
        version=1,
        announced_at__isnull=True,
        day__gte=today,
    )


def _plan(rule: ReceptionRule, until: date) -> Made:
    """Bring the days ahead in line with the rule, up to ``until`` and as far as it was planned before.

    A station that closed has none from that day on.
    """
    today = timezone.localdate()
    known = list(ReceptionDay.objects.filter(rule=rule, planned_on__gte=today))
    horizon = max([until, *(row.planned_on for row in known if row.planned_on)])
    closed_on = rule.station.closed_on
    last = min(horizon, closed_on - timedelta(days=1)) if closed_on else horizon
    wanted = {one.planned_on: one for one in days_of(rule, today, last, current())}
    free = set(ReceptionDay.objects.filter(_untouched(rule, today)).values_list("pk", flat=True))
    over = [row for row in known if row.planned_on not in wanted]
    gone = [row.pk for row in over if row.pk in free]
    moved = [row for row in known if row.pk in free and _follow(row, wanted, rule)]
    ReceptionDay.objects.filter(pk__in=gone).delete()
    ReceptionDay.objects.bulk_update(moved, ["day", "begins_at", "ends_at"])
    new = _missing(rule, wanted, {row.planned_on for row in known}, today)
    ReceptionDay.objects.bulk_create(new)
    left = sum(row.pk not in free and row.state == DayState.PLANNED for row in over)
    return Made(len(new), len(moved), len(gone), left)


def _follow(row: ReceptionDay, wanted: dict[date, Occurrence], rule: ReceptionRule) -> bool:
    """Give a day the date and hours of today's rule; whether that changed anything."""
    one = wanted.get(row.planned_on or row.day)
    if one is None or one.day is None:
        return False
    before = (row.day, row.begins_at, row.ends_at)
    row.day, row.begins_at, row.ends_at = one.day, rule.begins_at, rule.ends_at
    return before != (row.day, row.begins_at, row.ends_at)


def _missing(
    rule: ReceptionRule, wanted: dict[date, Occurrence], known: set[date | None], today: date
) -> Sequence[ReceptionDay]:
    """Days that are not there yet, but for those on which the station receives at that hour already."""
    busy = ReceptionDay.objects.standing().filter(
        station_id=rule.station_id,
        day__gte=today,
        begins_at__lt=rule.ends_at,
        ends_at__gt=rule.begins_at,
    )
    taken = set(busy.values_list("day", flat=True))
    return [
        ReceptionDay(
            station_id=rule.station_id,
            rule=rule,
            planned_on=planned,
            day=one.day,
            begins_at=rule.begins_at,
            ends_at=rule.ends_at,
        )
        for planned, one in wanted.items()
        if planned not in known and one.day is not None and one.day not in taken
    ]
