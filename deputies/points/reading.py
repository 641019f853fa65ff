"""An account line by line, and what would raise it (R072)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Prefetch

from deputies.models import (
    Appraisal,
    AppraisalYear,
    PointsAccount,
    PointsEntry,
    PointsScheme,
    SchemeClass,
    SchemeItem,
)
from deputies.points.enums import SchemeState
from deputies.points.grades import Grading
from deputies.points.words import shown

_NOTHING = Decimal(0)


@dataclass
class ItemLines:
    """An item of the edition in force: its entries in their order, their sum, how often it was done.

    ``next_gain`` is what doing it once more would add now, with every cap; ``full`` whether its own cap is reached.
    """

    item: SchemeItem
    entries: list[PointsEntry] = field(default_factory=list)
    points: Decimal = _NOTHING
    times: int = 0
    next_gain: Decimal = _NOTHING

    @property
    def full(self) -> bool:
        """Whether the item is worth no more this year."""
        return bool(self.points >= self.item.cap)


@dataclass
class ClassLines:
    """A class of items with their lines."""

    of: SchemeClass
    items: list[ItemLines]

    @property
    def points(self) -> Decimal:
        """What its items have together."""
        return sum((item.points for item in self.items), _NOTHING)


@dataclass(frozen=True)
class AccountLines:
    """An account under its scheme, line by line.

    ``former`` are the entries of editions before, each with its opposite; ``raises`` the items that would add points,
    the most first. ``missing`` is what is still lacking to the grade ``above``; none at the highest.
    """

    account: PointsAccount
    scheme: PointsScheme | None
    classes: list[ClassLines]
    former: list[PointsEntry]
    grade: str
    above: str
    missing: Decimal
    raises: list[ItemLines]
    is_frozen: bool

    @property
    def is_behind(self) -> bool:
        """Whether points of an edition before still stand: the background job has not come to this account yet."""
        return self.scheme is not None and sum((entry.points for entry in self.former), _NOTHING) != 0


def scheme_of(account: PointsAccount) -> PointsScheme | None:
    """The scheme in force for an account; none before there is one (1 query)."""
    rows = PointsScheme.objects.filter(area=account.area_id, year=account.year, state=SchemeState.IN_FORCE)
    return rows.select_related("area").first()


def account_lines(account: PointsAccount) -> AccountLines:
    """Everything that makes up an account, and what would raise it (at most 8 queries)."""
    scheme = scheme_of(account)
    entries = list(
        account.entries.select_related("record__kind", "item__scheme_class__scheme").order_by("pk")
    )
    frozen = AppraisalYear.objects.filter(year=account.year, frozen_at__isnull=False).exists()
    if scheme is None:
        return AccountLines(account, None, [], entries, "", "", _NOTHING, [], frozen)
    classes = _classes(scheme)
    by_item = {line.item.pk: line for one in classes for line in one.items}
    former = [entry for entry in entries if entry.item_id not in by_item]
    for entry in entries:
        if entry.item_id in by_item:
            line = by_item[entry.item_id]
            line.entries.append(entry)
            line.points += entry.points
    _count_times(account, by_item)
    if not frozen:
        _reckon_gains(scheme, classes, account.points)
    grading = Grading(scheme)
    above = grading.next_tier(account.points)
    appraisal = Appraisal.objects.filter(account=account).first() if frozen else None
    gains = sorted((line for line in by_item.values() if line.next_gain), key=lambda one: -one.next_gain)
    return AccountLines(
        account,
        scheme,
        classes,
        former,
        appraisal.grade if appraisal and appraisal.grade else grading.word(account.points),
        above.name if above else "",
        above.at_least - account.points if above else _NOTHING,
        gains,
        frozen,
    )


def _classes(scheme: PointsScheme) -> list[ClassLines]:
    items = Prefetch("items", queryset=SchemeItem.objects.order_by("order", "pk").prefetch_related("kinds"))
    return [
        ClassLines(one, [ItemLines(item) for item in one.items.all()])
        for one in scheme.classes.prefetch_related(items)
    ]


def _count_times(account: PointsAccount, by_item: dict[int, ItemLines]) -> None:
    """How often each item was done: counted duties of its kinds, also those beyond the cap (1 query)."""
    rows = account.deputyship.duty_records.counted().filter(year=account.year).order_by()
    counts = dict(rows.values_list("kind").annotate(n=Count("pk")))
    for line in by_item.values():
        line.times = sum(counts.get(kind.pk, 0) for kind in line.item.kinds.all())


def _reckon_gains(scheme: PointsScheme, classes: Collection[ClassLines], points: Decimal) -> None:
    left = scheme.cap - points
    for one in classes:
        of_class = left if one.of.cap is None else one.of.cap - one.points
        for line in one.items:
            worth = line.item.further if line.times else line.item.first
            line.next_gain = max(_NOTHING, min(worth, line.item.cap - line.points, of_class, left))


def places(area: int, year: int) -> dict[Decimal, int]:
    """The place of every number of points reached in an area and year: equal points share one (1 query)."""
    rows = PointsAccount.objects.filter(area=area, year=year).order_by("-points")
    place, found = 1, {}
    for points, n in rows.values_list("points").annotate(n=Count("pk")):
        found[points] = place
        place += n
    return found


def grades_of(deputyships: Collection[int]) -> dict[int, list[Appraisal]]:
    """The frozen grades of these deputyships, the newest year first: for honours and renomination (R032; 1 query)."""
    rows = Appraisal.objects.graded().filter(account__deputyship__in=deputyships)
    found: dict[int, list[Appraisal]] = defaultdict(list)
    for row in rows.select_related("account__area").order_by("-account__year", "account__area__path"):
        found[row.account.deputyship_id].append(row)
    return found


def recommended(deputyships: Collection[int] | None = None) -> set[int]:
    """Deputyships to be recommended for another term: grades enough in their one term (R065; 1 query)."""
    rows = Appraisal.objects.recommending()
    if deputyships is not None:
        rows = rows.filter(account__deputyship__in=deputyships)
    return {row["account__deputyship"] for row in rows}


def grades_of_people(people: Collection[int]) -> dict[int, str]:
    """Each person's frozen grades of every term in words: 2025年优秀（91 分）、2024年好（78 分） (R032; 1 query)."""
    rows = Appraisal.objects.graded().filter(account__deputyship__person__in=people)
    named = rows.order_by("-account__year", "account__area__path").values_list(
        "account__deputyship__person", "account__year", "grade", "points"
    )
    found: dict[int, list[str]] = defaultdict(list)
    for person, year, grade, points in named:
        found[person].append(f"{year}年{grade}（{shown(points)} 分）")
    return {person: "、".join(words) for person, words in found.items()}
