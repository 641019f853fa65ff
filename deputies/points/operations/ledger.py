"""Keeping the ledger in line with the duties: lines are added, never changed (R072)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from deputies.models import AppraisalYear, PointsAccount, PointsEntry, PointsScheme
from deputies.points.enums import EntryReason
from deputies.points.schemes import schemes_in_force, scored_by, worth, worth_by_deputy
from deputies.points.scoring import Worth, in_points, in_tenths


def locked_year(year: int) -> AppraisalYear:
    """The appraisal of a year, for this transaction alone: one settles or freezes, the others wait."""
    AppraisalYear.objects.get_or_create(year=year)
    return AppraisalYear.objects.select_for_update().get(year=year)


def require_open(year: int) -> None:
    """Raise ``Conflict`` when the appraisal of the year is frozen."""
    if locked_year(year).is_frozen:
        raise Conflict(f"{year}年度考核已冻结，这一年的履职记录不再改动")


@transaction.atomic
def settle(*, deputyships: Collection[int], year: int, actor: User | None) -> int:
    """Bring the ledgers of these deputies for a year in line with what is counted; gives how many lines were added.

    Whatever happened, in whatever order: each duty's lines sum up to what :func:`worth_of` says it is worth now, under
    every scheme that scores the deputy. Settling twice adds nothing. A frozen year stays as it is.
    """
    if locked_year(year).is_frozen:
        return 0
    return sum(_settle_under(scheme, deputyships, actor) for scheme in schemes_in_force(year))


@transaction.atomic
def settle_under(
    *, scheme: PointsScheme, deputyships: Collection[int], actor: User | None
) -> dict[int, list[PointsEntry]]:
    """As :func:`settle`, under one scheme alone; gives the lines that were added, by deputyship."""
    if locked_year(scheme.year).is_frozen:
        return {}
    return _settled(scheme, deputyships, actor)


def _settle_under(scheme: PointsScheme, deputyships: Collection[int], actor: User | None) -> int:
    return sum(len(lines) for lines in _settled(scheme, deputyships, actor).values())


def _settled(
    scheme: PointsScheme, deputyships: Collection[int], actor: User | None
) -> dict[int, list[PointsEntry]]:
    scored = set(scored_by(scheme).filter(pk__in=deputyships).values_list("pk", flat=True))
    accounts = _accounts(scheme, deputyships, scored)
    lines = missing_lines(scheme, accounts, scored, actor)
    changed: list[PointsAccount] = []
    for deputyship, fresh in lines.items():
        account = accounts[deputyship]
        account.points += sum((line.points for line in fresh), Decimal(0))
        changed.append(account)
    entries = [line for fresh in lines.values() for line in fresh]
    PointsEntry.objects.bulk_create(entries, batch_size=2000)
    PointsAccount.objects.bulk_update(changed, ["points"], batch_size=500)
    return lines


def missing_lines(
    scheme: PointsScheme,
    accounts: Mapping[int, PointsAccount],
    scored: Collection[int],
    actor: User | None = None,
) -> dict[int, list[PointsEntry]]:
    """The lines the ledgers of these deputies lack under a scheme, by deputyship; nothing is written (5 queries)."""
    known = worth(scheme)
    wanted = worth_by_deputy(known, scheme.year, scored)
    standing = _standing(accounts)
    items = {item.pk for item in known.items.values()}
    found = {
        deputyship: _lines(
            account, wanted.get(deputyship, {}), standing.get(account.pk, {}), actor, items=items
        )
        for deputyship, account in accounts.items()
    }
    return {deputyship: lines for deputyship, lines in found.items() if lines}


def _accounts(
    scheme: PointsScheme, deputyships: Collection[int], scored: Collection[int]
) -> dict[int, PointsAccount]:
    """The accounts of these deputies by deputyship, opened where they are missing; also of who is no longer scored."""
    own = PointsAccount.objects.filter(area=scheme.area, year=scheme.year, deputyship__in=deputyships)
    known = {account.deputyship_id: account for account in own}
    missing = [
        PointsAccount(deputyship_id=key, area=scheme.area, year=scheme.year)
        for key in sorted(set(scored) - known.keys())
    ]
    if missing:
        known |= {row.deputyship_id: row for row in PointsAccount.objects.bulk_create(missing)}
    return known


def _standing(accounts: Mapping[int, PointsAccount]) -> dict[int, dict[int, dict[int, int]]]:
    """What the lines of each duty sum up to in tenths: account, record, item (1 query)."""
    keys = [account.pk for account in accounts.values()]
    sums = PointsEntry.objects.filter(account__in=keys).order_by()
    found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for account, record, item, points in sums.values_list("account", "record", "item").annotate(
        n=Sum("points")
    ):
        found[account][record][item] = in_tenths(points)
    return found


def _lines(
    account: PointsAccount,
    wanted: Mapping[int, Worth],
    standing: Mapping[int, Mapping[int, int]],
    actor: User | None,
    *,
    items: Collection[int],
) -> list[PointsEntry]:
    """The lines that are missing: first the opposites of what no longer holds, then what holds now.

    ``items`` are those of the edition in force: points under any other item come from an edition before.
    """
    opposite: list[PointsEntry] = []
    fresh: list[PointsEntry] = []

    def line(record: int, item: int, tenths: int, reason: EntryReason) -> PointsEntry:
        return PointsEntry(
            account=account,
            record_id=record,
            item_id=item,
            points=in_points(tenths),
            reason=reason,
            made_by=actor,
        )

    for record, sums in standing.items():
        now = wanted.get(record)
        for item, tenths in sums.items():
            if tenths and (now is None or item != now.item):
                gone = EntryReason.TAKEN_OUT if item in items else EntryReason.NEW_EDITION
                opposite.append(line(record, item, -tenths, gone))
    for record, now in wanted.items():
        sums = standing.get(record, {})
        missing = now.tenths - sums.get(now.item, 0)
        if missing:
            fresh.append(line(record, now.item, missing, _why(now, sums, items)))
    return opposite + fresh


def _why(now: Worth, sums: Mapping[int, int], items: Collection[int]) -> EntryReason:
    """Counted for the first time, moved by the order of days, or rewritten by a new edition."""
    if any(item not in items and tenths for item, tenths in sums.items()):
        return EntryReason.NEW_EDITION
    return EntryReason.REORDERED if sums else EntryReason.COUNTED
