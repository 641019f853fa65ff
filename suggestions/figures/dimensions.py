"""How a table of figures is split: by unit, category, session, level, town, month …

A dimension groups in SQL and names its lines. A line is narrowed as its list is, so that its numbers are the lengths
of those lists. Where one suggestion stands in several lines (分办 units, 四类事, 专项) the lines add up to more than
the whole, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncMonth

from activities.models import Campaign
from congress.organs.enums import TOWN_KINDS, CongressLevel
from congress.organs.models import Area, Organ, Session
from suggestions.enums import Kind, Occasion, Source, Weight
from suggestions.figures.measuring import Days, Found, Step, Tally, counting, mean_days, taking
from suggestions.models import Category, PriorityKind, ReplyCategory, SuggestionQuerySet
from suggestions.queries import conditions
from suggestions.queries.scopes import NONE, Scope, session_name


@dataclass(frozen=True)
class Entry:
    """A line before it is counted: how the scope is narrowed, its name, the groups it takes together."""

    key: str
    value: object
    label: str
    groups: tuple[Any, ...]
    depth: int = 0


@dataclass(frozen=True)
class Line:
    """A line of a table."""

    label: str
    tally: Tally
    depth: int = 0

    @property
    def value(self) -> str:
        """What the line narrows to."""
        return self.tally.scope.by[-1][1]


@dataclass(frozen=True)
class Dimension:
    """One way to split: the expression to group by at a scope, and the lines for the groups found."""

    key: str
    label: str
    group: Callable[[Scope], Combinable]
    entries: Callable[[list[Any]], Iterable[Entry]]
    prepare: Callable[[SuggestionQuerySet, Scope], SuggestionQuerySet] = lambda rows, _scope: rows
    #: Where the days of steps are taken as well: more rows than are counted, and which of them are.
    with_steps: Callable[[SuggestionQuerySet], SuggestionQuerySet] | None = None
    only: Callable[[datetime], Q] | None = None
    #: Whether one suggestion can stand in several lines.
    overlaps: bool = False


def _field(name: str) -> Callable[[Scope], Combinable]:
    return lambda _scope: F(name)


def _units(groups: list[Any]) -> Iterable[Entry]:
    found = Organ.objects.filter(pk__in=groups).order_by("order", "pk")
    for key, name in found.values_list("pk", "short_name"):
        yield Entry("unit", key, name, (key,))


def _parts(rows: SuggestionQuerySet, scope: Scope) -> SuggestionQuerySet:
    """One row for each part of a unit that counts: said once of the rows it costs half of what each count would."""
    return conditions.by_unit(rows, scope.end)


def _categories(groups: list[Any]) -> Iterable[Entry]:
    """A tree: a parent has everything below it; what is in the parent itself is a line of its own."""
    rows = list(Category.objects.all())
    for parent in rows:
        if parent.parent_id is not None:
            continue
        children = [row for row in rows if row.parent_id == parent.pk and row.pk in groups]
        own = parent.pk in groups
        if not children and not own:
            continue
        yield Entry("category", parent.pk, parent.name, (parent.pk, *(row.pk for row in children)))
        for child in children:
            yield Entry("category", child.pk, child.name, (child.pk,), 1)
        if children and own:
            yield Entry("direct", parent.pk, "未分小类", (parent.pk,), 1)
    yield from _none(groups, "category", "未分类")


def _towns(groups: list[Any]) -> Iterable[Entry]:
    """Each town with everything below it; the district is what concerns no single town."""
    areas = {area.pk: area for area in Area.objects.all()}
    for area in areas.values():
        if area.parent_id is None and area.pk in groups:
            yield Entry("town", area.pk, f"{area.name}（全区性）", (area.pk,))
        elif area.kind in TOWN_KINDS:
            within = tuple(pk for pk in groups if areas[pk].path.startswith(area.path))
            if within:
                yield Entry("town", area.pk, area.name, within)


def _sessions(groups: list[Any]) -> Iterable[Entry]:
    rows = Session.objects.filter(pk__in=[g for g in groups if g is not None])
    for row in rows.select_related("term__area").order_by("starts_on", "pk"):
        yield Entry("session", row.pk, session_name(row), (row.pk,))
    yield from _none(groups, "session", "闭会期间")


def _months(groups: list[Any]) -> Iterable[Entry]:
    for month in sorted(groups):
        yield Entry("month", f"{month:%Y-%m}", f"{month.year}年{month.month}月", (month,))


def _choices(key: str, choices: Sequence[tuple[str, str]]) -> Callable[[list[Any]], Iterable[Entry]]:
    def entries(groups: list[Any]) -> Iterable[Entry]:
        for value, label in choices:
            if value in groups:
                yield Entry(key, value, label, (value,))
        if "" in groups:
            yield Entry(key, NONE, "未区分", ("",))

    return entries


def _listed(key: str, model: Any, none: str) -> Callable[[list[Any]], Iterable[Entry]]:
    """Rows of one of the district's own lists, in their order."""

    def entries(groups: list[Any]) -> Iterable[Entry]:
        for row in model.objects.filter(pk__in=[group for group in groups if group is not None]):
            yield Entry(key, row.pk, str(row), (row.pk,))
        yield from _none(groups, key, none)

    return entries


def _none(groups: list[Any], key: str, label: str) -> Iterable[Entry]:
    if None in groups:
        yield Entry(key, NONE, label, (None,))


def _replied(rows: SuggestionQuerySet, scope: Scope) -> SuggestionQuerySet:
    return rows.filter(conditions.answered(scope.end))


_LIST = (
    Dimension(
        "unit",
        "承办单位",
        _field("handlings__organ"),
        _units,
        _parts,
        conditions.with_parts,
        conditions.first_part,
        overlaps=True,
    ),
    Dimension("category", "类别", _field("category"), _categories),
    Dimension("session", "会议", _field("session"), _sessions),
    Dimension("level", "代表层级", _field("level"), _choices("level", CongressLevel.choices)),
    Dimension("town", "涉及区域", _field("area"), _towns),
    Dimension("month", "立案月份", lambda _scope: TruncMonth("registered_at"), _months),
    Dimension("source", "来源", _field("source"), _choices("source", Source.choices)),
    Dimension("weight", "大事小事", _field("weight"), _choices("weight", Weight.choices)),
    Dimension(
        "priority",
        "四类事",
        _field("priorities"),
        _listed("priority", PriorityKind, "不属于四类事"),
        overlaps=True,
    ),
    Dimension(
        "campaign", "专项", _field("campaigns"), _listed("campaign", Campaign, "不属于专项"), overlaps=True
    ),
    Dimension("kind", "种类", _field("kind"), _choices("kind", Kind.choices)),
    Dimension("occasion", "时间", _field("occasion"), _choices("occasion", Occasion.choices)),
    Dimension("committee", "督办委室", _field("committee"), _listed("committee", Organ, "未归口")),
    Dimension(
        "reply",
        "答复类别",
        lambda scope: conditions.reply_category(scope.end),
        _listed("reply", ReplyCategory, ""),
        _replied,
    ),
)
DIMENSIONS: dict[str, Dimension] = {dimension.key: dimension for dimension in _LIST}


@dataclass(frozen=True)
class Split:
    """A table: its lines, what its groups hold together, and the mean days of the steps asked for, by label."""

    lines: list[Line]
    whole: Tally
    days: dict[str, Days]


def split(
    rows: SuggestionQuerySet,
    scope: Scope,
    dimension: Dimension,
    *wanted: tuple[str, ...],
    with_places: int,
    steps: Sequence[Step] = (),
) -> Split:
    """A table from what a user may see (2 queries: what was counted, and the names)."""
    only = None
    if steps and dimension.with_steps and dimension.only:
        base, only = dimension.with_steps(scope.rows(rows)), dimension.only(scope.end)
    else:
        base = dimension.prepare(scope.rows(rows), scope)
    grouped = base.order_by().annotate(group=dimension.group(scope)).values("group")
    every = [key for keys in wanted for key in keys]
    counts: Any = grouped.annotate(**counting(scope, every, only), **taking(steps, scope))
    found = Found()
    found.take(counts)

    def counted(entry: Entry) -> Tally:
        narrowed = scope.narrowed(entry.key, entry.value)
        return Tally(narrowed, found.sum(entry.groups, every), with_places)

    groups = list(found)
    table = [Line(e.label, counted(e), e.depth) for e in dimension.entries(groups)]
    return Split(table, Tally(scope, found.sum(groups, every), with_places), mean_days(steps, found))


def lines(
    rows: SuggestionQuerySet,
    scope: Scope,
    dimension: Dimension,
    *wanted: tuple[str, ...],
    with_places: int,
) -> list[Line]:
    """The lines of :func:`split`."""
    return split(rows, scope, dimension, *wanted, with_places=with_places).lines


def by_received(found: list[Line]) -> list[Line]:
    """Those with most first, as bars are read; what lies below another line is left out."""
    return sorted((line for line in found if not line.depth), key=lambda line: -line.tally.count("received"))
