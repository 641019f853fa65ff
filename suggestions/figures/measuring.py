"""Counting the suggestions of a scope, all of it in SQL; rates from whole numbers (R311)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum

from congress.figures.numbers import Rate
from suggestions.models import SuggestionQuerySet
from suggestions.queries.conditions import CONDITIONS
from suggestions.queries.scopes import Scope

#: Counted from the suggestion itself, in one pass.
CORE = (
    "received",
    "assigned",
    "answered",
    "solved",
    "promised",
    "unsolved",
    "reference",
    "rated",
    "satisfied",
    "basically",
    "unsatisfied",
    "attitude",
    "finished",
    "closed",
)
#: Counted with time limits and promises beside it.
KEPT = ("due", "late", "promise_due", "promise_broken")
#: What bars show, and what the ranking of units does.
BARS = ("received", "finished")
RANK = ("received", "finished", "rated", "satisfied")
LATE = ("late",)
#: What the loop on the overview shows beside CORE: acceptance by units, and what is late on the way to each stage.
STAGES = ("signed", "assign_late", "sign_late", "reply_late", "rate_late", "close_late")
FIRST = ("first_satisfied", "first_basically", "first_unsatisfied")
CITIZENS = ("citizens_rated", "citizens_satisfied", "both_rated", "both_satisfied")


@dataclass(frozen=True)
class Cell:
    """One number of a scope; ``definition`` says what counts."""

    key: str
    label: str
    count: int
    scope: Scope
    definition: str

    @property
    def url(self) -> str:
        """Its list; made where it is shown, because of many units most are only ranked."""
        return self.scope.url(self.key)


@dataclass(frozen=True)
class RateCell:
    """A rate beside what it is counted from; ``part`` and ``whole`` lead to their lists."""

    label: str
    rate: Rate
    part: Cell
    whole: Cell
    definition: str


#: Every rate: its name, part, whole, and what it says.
RATES = {
    "finished": ("办结率", "finished", "received", "办结占收集"),
    "solved": ("解决率", "solved", "answered", "答复类别为“已经解决或者采纳”的，占已答复；办结不等于解决"),
    "satisfied": ("满意率", "satisfied", "rated", "满意占已评；基本满意另列，未评的不计为满意"),
    "satisfied_of_all": ("满意占已答复", "satisfied", "answered", "满意占已答复，未评的也在分母里"),
    "basically": ("基本满意率", "basically", "rated", "基本满意占已评"),
    "attitude": ("对态度满意率", "attitude", "rated", "对办理态度满意占已评"),
    "rated": ("评价率", "rated", "answered", "已评占已答复"),
    "in_time": ("按期率", "in_time", "due", "到期的答复都在期限之内的，占应按期答复"),
    "promise_kept": ("承诺兑现率", "promise_kept", "promise_due", "承诺全部兑现的，占承诺到期"),
    "closed": ("销号率", "closed", "received", "销号占收集"),
    "citizens_satisfied": (
        "群众双满意率",
        "citizens_satisfied",
        "citizens_rated",
        "对答复、对落实都满意占群众已评",
    ),
    "both_satisfied": ("代表、群众双满意率", "both_satisfied", "both_rated", "都满意占代表和群众都已评"),
    "first_satisfied": ("一次满意率", "first_satisfied", "rated", "第一轮就满意占已评"),
}


@dataclass(frozen=True)
class Tally:
    """What was counted for one scope."""

    scope: Scope
    counts: Mapping[str, int]
    places: int = 1

    def count(self, key: str) -> int:
        """How many; 在办, 未评, 按期 and 兑现 are what is left, so that the parts always add up (R199)."""
        if key == "open":
            return self.counts["received"] - self.counts["finished"]
        if key == "unrated":
            return self.counts["answered"] - self.counts["rated"]
        if key == "in_time":
            return self.counts["due"] - self.counts["late"]
        if key == "promise_kept":
            return self.counts["promise_due"] - self.counts["promise_broken"]
        return self.counts[key]

    def cell(self, key: str) -> Cell:
        """The number with its list."""
        condition = CONDITIONS[key]
        return Cell(key, condition.label, self.count(key), self.scope, condition.definition)

    def cells(self, keys: Iterable[str]) -> list[Cell]:
        """Several numbers."""
        return [self.cell(key) for key in keys]

    def rate(self, name: str) -> RateCell:
        """One of :data:`RATES`."""
        label, part, whole, definition = RATES[name]
        rate = Rate(self.count(part), self.count(whole), places=self.places)
        return RateCell(label, rate, self.cell(part), self.cell(whole), definition)

    def rates(self, names: Iterable[str]) -> list[RateCell]:
        """Several rates."""
        return [self.rate(name) for name in names]

    def __getitem__(self, name: str) -> Cell | RateCell:
        """For templates: ``tally.finished`` is a number, ``tally.finished_rate`` a rate."""
        return self.rate(name.removesuffix("_rate")) if name.endswith("_rate") else self.cell(name)


@dataclass
class Found:
    """Counts by group, as SQL gave them; sums of groups are made here."""

    by_group: dict[Any, Mapping[str, Any]] = field(default_factory=dict)

    def take(self, rows: Iterable[dict[str, Any]]) -> None:
        """Keep what a query counted for each group."""
        for row in rows:
            self.by_group[row.pop("group")] = row

    def sum(self, groups: Iterable[Any], keys: Iterable[str]) -> dict[str, int]:
        """The counts of several groups together."""
        counted = [self.by_group[group] for group in groups if group in self.by_group]
        return {key: sum(row[key] for row in counted) for key in keys}

    def __iter__(self) -> Iterator[Any]:
        """The groups in which something was received."""
        return (group for group, row in self.by_group.items() if row["received"])


def counting(scope: Scope, keys: Iterable[str], only: Q | None = None) -> dict[str, Count]:
    """The aggregates of some conditions; each suggestion is in a group once, or once in the rows of ``only``."""
    among = only if only is not None else Q()
    return {key: Count("pk", filter=Q(CONDITIONS[key].q(scope.end)) & among) for key in keys}


def tally(rows: SuggestionQuerySet, scope: Scope, *more: tuple[str, ...], with_places: int) -> Tally:
    """Everything counted for one scope from what a user may see (1 query)."""
    every = [key for keys in (CORE, *more) for key in keys]
    return Tally(scope, scope.rows(rows).order_by().aggregate(**counting(scope, every)), with_places)


@dataclass(frozen=True)
class Days:
    """How long a step takes on the average; ``count`` is how many took it."""

    label: str
    count: int
    mean: Decimal | None


@dataclass(frozen=True)
class Step:
    """From one moment to another; ``only`` says of which rows."""

    label: str
    start: str
    stop: str
    only: Q = field(default_factory=Q)


STEPS = (
    Step("提交到交办", "submitted_at", "assigned_at"),
    Step("答复到评价", "answered_at", "evaluated_at"),
    Step("办结到销号", "finished_at", "closed_at"),
)
_KEPT_PART = Q(handlings__over_at__isnull=True)
#: The same for the part of a unit.
PART_STEPS = (
    Step("交办到签收", "handlings__assigned_at", "handlings__accepted_at", _KEPT_PART),
    Step("交办到答复", "handlings__assigned_at", "handlings__answered_at", _KEPT_PART),
)
#: In the order in which they are taken.
STEP_LABELS = ("提交到交办", "交办到签收", "交办到答复", "答复到评价", "办结到销号")


def taking(steps: Iterable[Step], scope: Scope) -> dict[str, Any]:
    """The aggregates of steps: how many took each by the cut-off, and how long all of them together."""
    wanted: dict[str, Any] = {}
    for step in steps:
        took = step.only & Q(**{f"{step.stop}__gte": F(step.start), f"{step.stop}__lt": scope.end})
        span = ExpressionWrapper(F(step.stop) - F(step.start), DurationField())
        # Counted by what the index has, so that no row is fetched for its key.
        wanted |= {
            f"{step.stop}_sum": Sum(span, filter=took),
            f"{step.stop}_n": Count(step.stop, filter=took),
        }
    return wanted


def mean_days(steps: Iterable[Step], found: Found) -> dict[str, Days]:
    """The mean days of each step over all groups, by its label."""
    days = {}
    for step in steps:
        rows = [row for row in found.by_group.values() if row[f"{step.stop}_n"]]
        count = sum(row[f"{step.stop}_n"] for row in rows)
        whole = sum((row[f"{step.stop}_sum"] for row in rows), timedelta())
        days[step.label] = Days(step.label, count, _days(whole / count) if count else None)
    return days


def _days(span: timedelta) -> Decimal:
    seconds = Decimal(span // timedelta(seconds=1))
    return (seconds / 86_400).quantize(Decimal("0.1"), ROUND_HALF_UP)
