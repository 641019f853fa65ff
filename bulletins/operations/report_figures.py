"""The figures of a report: counted when a placeholder is written, counted anew when asked, changed by hand."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bulletins.models import Report, ReportFigure
from bulletins.reports.counting import Counted, count, period_of
from bulletins.reports.enums import ReportState
from bulletins.reports.placeholders import Slot, slots
from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit


def draft_of(report: Report) -> Report:
    """The row, held until the transaction ends; ``Conflict`` unless it is a draft."""
    row = Report.objects.select_for_update().get(pk=report.pk)
    if row.state != ReportState.DRAFT:
        raise Conflict(f"这份报告已经{row.get_state_display()}，不能再改")
    return row


def slots_of(report: Report) -> list[Slot]:
    """Every placeholder of a report once, in the order of the text (1 query)."""
    found: dict[Slot, None] = {}
    for prose in report.sections.values_list("prose", flat=True):
        found.update(dict.fromkeys(slots(prose)))
    return list(found)


def fill(report: Report, actor: User) -> None:
    """Bring the figures in line with the text: count what is new, let go of what is no longer named.

    Figures that are there keep their values. The caller holds the report.
    """
    wanted = slots_of(report)
    known = {Slot(row.name, row.span): row for row in report.figures.all()}
    gone = [row.pk for slot, row in known.items() if slot not in wanted]
    report.figures.filter(pk__in=gone).delete()
    new = [(slot, period_of(slot, report)) for slot in wanted if slot not in known]
    now = timezone.now()
    ReportFigure.objects.bulk_create(
        ReportFigure(
            report=report,
            name=one.slot.name,
            span=one.slot.span,
            start_on=one.period.start,
            end_on=one.period.end,
            value=one.value,
            of=one.of,
            definition=one.definition,
            counted_at=now,
        )
        for one in count(actor, [(slot, period) for slot, period in new if period is not None])
    )
    report.filled_at = report.filled_at or now
    report.refresh_search_text()
    report.save()


@dataclass(frozen=True)
class Gaps:
    """Placeholders without a figure, and whether figures were counted over another period than the report's."""

    unknown: list[str]
    counted_before: bool


def stale(report: Report) -> Gaps:
    """What keeps the figures of a report from being whole (2 queries)."""
    rows = {Slot(row.name, row.span): row for row in report.figures.all()}
    days = report.start_on, report.end_on
    return Gaps(
        [slot.name for slot in slots_of(report) if slot not in rows],
        any((row.start_on, row.end_on) != days for slot, row in rows.items() if not slot.span),
    )


@dataclass(frozen=True)
class Change:
    """A figure of a report and what it comes to now; ``row`` is none for one that was missing."""

    row: ReportFigure | None
    now: Counted

    @property
    def differs(self) -> bool:
        """Whether the number, or the days it was counted over, would change."""
        if self.row is None:
            return True
        kept = (self.row.value, self.row.of, self.row.start_on, self.row.end_on)
        return kept != (self.now.value, self.now.of, self.now.period.start, self.now.period.end)


@dataclass(frozen=True)
class Recount:
    """Every figure beside what it comes to now. ``proof`` tells whether two recounts say the same."""

    changes: list[Change]

    @property
    def differing(self) -> list[Change]:
        """Those that would change."""
        return [one for one in self.changes if one.differs]

    @property
    def proof(self) -> str:
        """A digest of the new values."""
        told = [(str(one.now.slot), one.now.value, one.now.of) for one in self.changes]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def recount(report: Report, actor: User) -> Recount:
    """What the figures come to now; nothing is saved."""
    rows = {Slot(row.name, row.span): row for row in report.figures.all()}
    wanted = [(slot, period_of(slot, report)) for slot in slots_of(report)]
    found = count(actor, [(slot, period) for slot, period in wanted if period is not None])
    return Recount([Change(rows.get(one.slot), one) for one in found])


@transaction.atomic
def refill(*, report: Report, actor: User, proof: str) -> Report:
    """Take the numbers as they are now; what was changed by hand stays in print, beside the new number.

    ``proof`` is that of the recount the actor was shown: ``ValidationError`` when the numbers have changed since.
    """
    row = draft_of(report)
    found = recount(row, actor)
    if found.proof != proof:
        raise ValidationError("数字刚刚又有变化，请核对下面的新数，再更新")
    before = {_named(one): one.row.value if one.row else "" for one in found.differing}
    after = {_named(one): one.now.value for one in found.differing}
    now = timezone.now()
    for change in found.changes:
        kept = change.row or ReportFigure(report=row, name=change.now.slot.name, span=change.now.slot.span)
        kept.start_on, kept.end_on = change.now.period.start, change.now.period.end
        kept.value, kept.of = change.now.value, change.now.of
        kept.definition, kept.counted_at = change.now.definition, now
        kept.version += 0 if change.row is None else 1
        kept.save()
    row.filled_at = now
    row.save()
    audit.record(
        actor=actor,
        verb="reports:refill",
        obj=row,
        before=before,
        after={**after, "note": f"{len(after)} 个数有变化"},
    )
    return row


def _named(change: Change) -> str:
    return str(change.now.slot).strip("{}")


@transaction.atomic
def change_figure(
    *, figure: ReportFigure, actor: User, version: int, by_hand: str, reason: str
) -> ReportFigure:
    """Put another number in place of the counted one, with the reason; an empty one takes the counted one back.

    Raises ``StaleVersion``; ``Conflict`` once the report is final; ``ValidationError`` without a reason.
    """
    report = draft_of(figure.report)
    row = ReportFigure.objects.select_for_update().get(pk=figure.pk)
    before = {"by_hand": row.by_hand, "reason": row.reason}
    check_version(row, version, before)
    row.by_hand = by_hand.strip()
    row.reason = reason.strip() if row.by_hand else ""
    if row.by_hand and not row.reason:
        raise ValidationError({"reason": "改了统计数，请写原因"})
    old, new = audit.changed(before, {"by_hand": row.by_hand, "reason": row.reason})
    if new:
        row.changed_by = actor
        row.full_clean()
        row.version += 1
        row.save()
        told = f"{row.name} {row.value} → {row.by_hand}" if row.by_hand else f"{row.name} 恢复为 {row.value}"
        audit.record(
            actor=actor, verb="reports:change_figure", obj=report, before=old, after={**new, "note": told}
        )
    return row
