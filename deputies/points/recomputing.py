"""A year reckoned anew from its duties alone, compared with what the ledger says, and brought in line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from congress.accounts.models import User
from deputies.models import Appraisal, AppraisalYear, PointsAccount, PointsEntry, PointsScheme
from deputies.points.operations.ledger import settle_under
from deputies.points.schemes import schemes_in_force, scored_by

#: So many deputies are settled in one transaction.
CHUNK = 250
_NOTHING = Decimal(0)
Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Recomputed:
    """How many accounts were looked at, how many differed from the duties, how many lines were added."""

    accounts: int = 0
    differing: int = 0
    lines: int = 0

    def __add__(self, other: Recomputed) -> Recomputed:
        return Recomputed(
            self.accounts + other.accounts, self.differing + other.differing, self.lines + other.lines
        )

    @property
    def words(self) -> str:
        """305 人，没有出入."""
        if not self.differing:
            return f"{self.accounts:,} 个账户，与平时累计的没有出入"
        return f"{self.accounts:,} 个账户，{self.differing:,} 个有出入，已补记 {self.lines:,} 条流水"


def recompute(year: int, actor: User | None, progress: Progress | None = None) -> Recomputed:
    """Reckon everybody's year; what the ledgers lack is added, unless the year is frozen: then it is only compared.

    A frozen year is compared with the points written down at the freeze: duties confirmed later are not of it.
    """
    schemes = schemes_in_force(year)
    is_frozen = AppraisalYear.objects.filter(year=year, frozen_at__isnull=False).exists()
    total = Recomputed()
    work = [(scheme, chunk) for scheme in schemes for chunk in _chunks(scheme)]
    for number, (scheme, chunk) in enumerate(work, 1):
        total += _compare_frozen(scheme, chunk) if is_frozen else _compare(scheme, chunk, actor)
        if progress is not None:
            progress(100 * number // len(work), f"{scheme.area}：已算 {total.accounts:,} 人")
    return total


def _chunks(scheme: PointsScheme) -> list[list[int]]:
    opened = PointsAccount.objects.filter(area=scheme.area_id, year=scheme.year)
    scored = set(scored_by(scheme).values_list("pk", flat=True))
    keys = sorted(scored | set(opened.values_list("deputyship", flat=True)))
    return [keys[begin : begin + CHUNK] for begin in range(0, len(keys), CHUNK)]


def _accounts(scheme: PointsScheme, chunk: Sequence[int]) -> dict[int, PointsAccount]:
    rows = PointsAccount.objects.filter(area=scheme.area_id, year=scheme.year, deputyship__in=chunk)
    return {row.deputyship_id: row for row in rows}


def _sums(accounts: dict[int, PointsAccount]) -> dict[int, Decimal]:
    rows = PointsEntry.objects.filter(account__in=[one.pk for one in accounts.values()]).order_by()
    return dict(rows.values_list("account").annotate(n=Sum("points")))


def _compare(scheme: PointsScheme, chunk: Sequence[int], actor: User | None) -> Recomputed:
    accounts = _accounts(scheme, chunk)
    sums = _sums(accounts)
    wrong = {key for key, one in accounts.items() if one.points != sums.get(one.pk, _NOTHING)}
    lacking = settle_under(scheme=scheme, deputyships=chunk, actor=actor)
    for key in wrong:
        present = _sums({key: accounts[key]}).get(accounts[key].pk, _NOTHING)
        PointsAccount.objects.filter(pk=accounts[key].pk).update(points=present)
    return Recomputed(len(chunk), len(wrong | lacking.keys()), sum(map(len, lacking.values())))


def _compare_frozen(scheme: PointsScheme, chunk: Sequence[int]) -> Recomputed:
    accounts = _accounts(scheme, chunk)
    frozen = dict(
        Appraisal.objects.graded()
        .filter(account__in=[one.pk for one in accounts.values()])
        .values_list("account", "points")
    )
    sums = _sums(accounts)
    wrong = sum(frozen.get(one.pk, one.points) != sums.get(one.pk, _NOTHING) for one in accounts.values())
    return Recomputed(len(accounts), wrong)
