"""Duties that arrive by themselves: what a record of another room says deputies did, entered once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.duty.enums import DutyState
from deputies.duty.facts import facts_of
from deputies.duty.queries import session_days
from deputies.duty.sources import source_of
from deputies.models import Deputyship, DutyKind, DutyRecord
from deputies.points.operations import settle


@dataclass(frozen=True)
class Duty:
    """What a deputy did, as a record of another room tells it.

    ``kind`` is the code of a kind of duty; ``key`` tells apart several duties of one deputy in one record.
    """

    deputyship_id: int
    kind: str
    day: date
    title: str
    place: str = ""
    key: str = ""


@transaction.atomic
def sync_duties(*, source: str, source_pk: int, duties: Sequence[Duty], actor: User | None) -> None:
    """Let the registers say exactly what this record says deputies did; call it after every change of the record.

    New duties wait for the group's confirmation. One that is told differently now waits anew when its day or kind
    changed. One that is no longer told is withdrawn, with the opposite lines in the ledger. Kinds that are not in use
    arrive nowhere. Raises ``KeyError`` for a source that nobody registered.
    """
    source_of(source)
    kinds = {kind.code: kind for kind in DutyKind.objects.filter(in_use=True)}
    told = {(one.deputyship_id, one.key): one for one in duties if one.kind in kinds}
    rows = DutyRecord.objects.select_for_update().filter(source=source, source_pk=source_pk)
    known = {(row.deputyship_id, row.source_key): row for row in rows.order_by("pk")}
    in_session = _Sessions(list(told.values()))
    scored: set[tuple[int, int]] = set()
    fresh = []
    for key, duty in told.items():
        row = known.get(key)
        if row is None:
            fresh.append(_new(source, source_pk, duty, kinds[duty.kind], actor))
        elif _differs(row, duty, kinds[duty.kind]):
            scored |= _restate(row, duty, kinds[duty.kind], actor)
            row.in_session = in_session(duty)
            row.save()
    for row in fresh:
        row.in_session = in_session(told[row.deputyship_id, row.source_key])
    DutyRecord.objects.bulk_create(fresh)
    for key, row in known.items():
        if key not in told and row.state != DutyState.WITHDRAWN:
            scored |= _withdraw(row, actor)
    for year in sorted({year for _deputyship, year in scored}):
        settle(deputyships={key for key, of in scored if of == year}, year=year, actor=actor)


def _new(source: str, source_pk: int, duty: Duty, kind: DutyKind, actor: User | None) -> DutyRecord:
    return DutyRecord(
        deputyship_id=duty.deputyship_id,
        kind=kind,
        day=duty.day,
        year=duty.day.year,
        title=duty.title[:200],
        place=duty.place[:120],
        source=source,
        source_pk=source_pk,
        source_key=duty.key,
        recorded_by=actor,
    )


def _differs(row: DutyRecord, duty: Duty, kind: DutyKind) -> bool:
    now = (row.kind_id, row.day, row.title, row.place)
    told = (kind.pk, duty.day, duty.title[:200], duty.place[:120])
    return now != told or row.state == DutyState.WITHDRAWN


def _restate(row: DutyRecord, duty: Duty, kind: DutyKind, actor: User | None) -> set[tuple[int, int]]:
    """Take over what is told now; gives whose points of which year may differ. The caller saves."""
    before = facts_of(row)
    was_counted, year = row.state == DutyState.COUNTED, row.year
    anew = (row.kind_id, row.day) != (kind.pk, duty.day) or row.state == DutyState.WITHDRAWN
    row.kind, row.day, row.title, row.place = kind, duty.day, duty.title[:200], duty.place[:120]
    if anew:
        row.state, row.reason = DutyState.PENDING, ""
        row.confirmed_by = row.confirmed_at = row.reviewed_by = row.reviewed_at = None
    row.version += 1
    _note(row, "restate_duty", before, actor)
    return {(row.deputyship_id, year)} if was_counted and anew else set()


def _withdraw(row: DutyRecord, actor: User | None) -> set[tuple[int, int]]:
    before = facts_of(row)
    was_counted = row.state == DutyState.COUNTED
    row.state, row.reason = DutyState.WITHDRAWN, "原来的记录改了或撤回了"
    row.version += 1
    row.save()
    _note(row, "withdraw_duty", before, actor)
    return {(row.deputyship_id, row.year)} if was_counted else set()


def _note(row: DutyRecord, step: str, before: dict[str, object], actor: User | None) -> None:
    """What somebody had already confirmed is not changed silently; what still waited is."""
    if before["state"] not in {DutyState.PENDING, DutyState.WITHDRAWN}:
        old, new = audit.changed(before, facts_of(row))
        audit.record(actor=actor, verb=f"deputies:{step}", obj=row, before=old, after=new)


class _Sessions:
    """Whether a duty fell into a session of the deputy's congress, for all duties of a record at once (2 queries)."""

    def __init__(self, duties: Collection[Duty]) -> None:
        keys = {one.deputyship_id for one in duties}
        self._terms = dict(Deputyship.objects.filter(pk__in=keys).values_list("pk", "term_id"))
        days = [one.day for one in duties]
        self._held = session_days(set(self._terms.values()), min(days), max(days)) if days else []

    def __call__(self, duty: Duty) -> bool:
        term = self._terms.get(duty.deputyship_id)
        return any(of == term and first <= duty.day <= last for of, first, last in self._held)
