"""Keeping the ledger in line with the duties: lines are added, never changed (R072)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from deputies.duty.enums import DutyState
from deputies.models import AppraisalYear, DutyRecord, PointsAccount, PointsEntry, PointsScheme
from deputies.points.enums import EntryReason
from deputies.points.schemes import schemes_in_force, scored_by, worth
from deputies.points.scoring import Worth, in_points, in_tenths, worth_of


def locked_year(year: int) -> AppraisalYear:
    """The appraisal of a year, for this transaction alone: one settles or freezes, the others wait."""
    AppraisalYear.objects.get_or_create(year=year)
    return AppraisalYear.objects.select_for_update().get(year=year)


def require_open(year: int) -> None:
    """Raise ``Conflict`` when the appraisal of the year is frozen."""
    if locked_year(year).is_frozen:
        raise Conflict(f"{year}年度考核已冻结，这一年的履职记录不再改动")


@transaction.atomic
def settle(*, deputyships: Collection[int], year: int, actor: User | None, new_edition: bool = False) -> int:
    """Bring the ledgers of these deputies for a year in line with what is counted; gives how many lines were added.

    Whatever happened, in whatever order: each duty's lines sum up to what :func:`worth_of` says it is worth now, under
    every scheme that scores the deputy. Settling twice adds nothing. A frozen year stays as it is.
    """
    if locked_year(year).is_frozen:
        return 0
    return sum(
        _settle_under(scheme, deputyships, actor, new_edition=new_edition)
        for scheme in schemes_in_force(year)
    )


def _settle_under(
    scheme: PointsScheme, deputyships: Collection[int], actor: User | None, *, new_edition: bool
) -> int:
    scored = set(scored_by(scheme).filter(pk__in=deputyships).values_list("pk", flat=True))
    accounts = _accounts(scheme, deputyships, scored)
    wanted = _wanted(scheme, scored)
    standing = _standing(accounts)
    entries: list[PointsEntry] = []
    changed: list[PointsAccount] = []
    for deputyship, account in accounts.items():
        lines = _lines(
            account, wanted.get(deputyship, {}), standing.get(account.pk, {}), actor, new_edition=new_edition
        )
        if lines:
            account.points += sum((line.points for line in lines), Decimal(0))
            entries += lines
            changed.append(account)
    PointsEntry.objects.bulk_create(entries, batch_size=1000)
    PointsAccount.objects.bulk_update(changed, ["points"], batch_size=500)
    return len(entries)


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


def _wanted(scheme: PointsScheme, deputyships: Collection[int]) -> dict[int, dict[int, Worth]]:
    """What each counted duty of the year is worth now, by deputyship (4 queries)."""
    rows = DutyRecord.objects.filter(
        year=scheme.year, state=DutyState.COUNTED, deputyship__in=deputyships
    ).order_by("deputyship_id", "day", "pk")
    duties: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for deputyship, key, kind in rows.values_list("deputyship_id", "pk", "kind_id").iterator(chunk_size=5000):
        duties[deputyship].append((key, kind))
    known = worth(scheme)
    return {deputyship: worth_of(known, found) for deputyship, found in duties.items()}


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
    new_edition: bool,
) -> list[PointsEntry]:
    """The lines that are missing: first the opposites of what no longer holds, then what holds now."""
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

    for record, items in standing.items():
        now = wanted.get(record)
        for item, tenths in items.items():
            if tenths and (now is None or item != now.item):
                gone = EntryReason.NEW_EDITION if new_edition else EntryReason.TAKEN_OUT
                opposite.append(line(record, item, -tenths, gone))
    for record, now in wanted.items():
        items = standing.get(record, {})
        missing = now.tenths - items.get(now.item, 0)
        if missing:
            again = EntryReason.NEW_EDITION if new_edition else EntryReason.REORDERED
            fresh.append(
                line(record, now.item, missing, again if record in standing else EntryReason.COUNTED)
            )
    return opposite + fresh
