"""What can happen to a report: begun from a template, changed, made final, taken back, dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.models import Report, ReportSection, ReportTemplate
from bulletins.operations.report_figures import draft_of, fill, stale
from bulletins.reports.counting import names_for
from bulletins.reports.enums import ReportKind, ReportState
from bulletins.reports.placeholders import canonical
from bulletins.reports.workflow import REPORT_WORKFLOW
from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.district.queries import district_name
from congress.figures.period import Period

REPORT_FIELDS = (
    "title",
    "kind",
    "start_on",
    "end_on",
    "addressee",
    "number",
    "signature",
    "issued_on",
)


def facts_of(row: Report) -> dict[str, Any]:
    """The head of a report, for the audit trail and for comparing two versions."""
    return {name: getattr(row, name) for name in REPORT_FIELDS}


def suggested_title(template: ReportTemplate, period: Period) -> str:
    """安澜区2026年上半年代表工作报告."""
    return f"{district_name()}{span_words(period.start, period.end)}{template.title}"


def span_words(start: date, end: date) -> str:
    """2026年上半年, 2026年, or nothing for a period without a name of its own."""
    halves = {((1, 1), (6, 30)): "上半年", ((7, 1), (12, 31)): "下半年", ((1, 1), (12, 31)): ""}
    word = halves.get(((start.month, start.day), (end.month, end.day)))
    if start.year != end.year or (word is None and (start.month, start.day) != (1, 1)):
        return ""
    return f"{start.year}年{word or ''}"


@transaction.atomic
def create_report(
    *, actor: User, template: ReportTemplate, period: Period, title: str = "", signature: str = ""
) -> Report:
    """Begin a draft with the sections of a template; the figures in it are counted at once.

    A placeholder of the template that names no figure the actor may use is kept, and shown as a gap.
    """
    row = Report(
        title=title.strip() or suggested_title(template, period),
        kind=template.kind,
        template=template,
        start_on=period.start,
        end_on=period.end,
        signature=signature.strip(),
        created_by=actor,
    )
    row.full_clean()
    row.save()
    names = names_for(actor)
    ReportSection.objects.bulk_create(
        ReportSection(
            report=row,
            position=position,
            heading=one.heading,
            prose=canonical(one.prose, names, period.end, strict=False),
        )
        for position, one in enumerate(template.sections.all(), 1)
    )
    fill(row, actor)
    after = {**facts_of(row), "template": template.name}
    audit.record(actor=actor, verb="reports:create_report", obj=row, after=after)
    return row


@transaction.atomic
def change_report(*, report: Report, actor: User, version: int, **facts: Any) -> Report:
    """Change the head of a draft. Another period leaves the figures as they are until they are counted anew.

    Raises ``StaleVersion``; ``Conflict`` once it is final.
    """
    row = draft_of(report)
    before = facts_of(row)
    check_version(row, version, before)
    for name in REPORT_FIELDS:
        setattr(row, name, facts.get(name, getattr(row, name)))
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.full_clean()
        row.version += 1
        row.refresh_search_text()
        row.save()
        audit.record(actor=actor, verb="reports:change_report", obj=row, before=old, after=new)
    return row


@transaction.atomic
def finish(*, report: Report, actor: User) -> Report:
    """Make it final. ``Conflict`` while something is missing: a figure, a period counted anew, a circular's number."""
    row = Report.objects.select_for_update().get(pk=report.pk)
    require(actor, REPORT_WORKFLOW["finish"], row.state)
    missing = missing_for_final(row)
    if missing:
        raise Conflict(f"还不能定稿：{'；'.join(missing)}")
    row.state = ReportState.FINAL
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="reports:finish", obj=row, after={"state": row.state})
    return row


def missing_for_final(row: Report) -> list[str]:
    """What a draft still lacks, in the office's words (2 queries)."""
    gaps = stale(row)
    lacks = [f"“{name}”没有数" for name in gaps.unknown]
    lacks += ["统计期间改过，数字要重新取"] if gaps.counted_before else []
    if row.kind == ReportKind.CIRCULAR:
        needed = {"number": "文号", "addressee": "主送", "issued_on": "成文日期"}
        lacks += [f"没有填{label}" for name, label in needed.items() if not getattr(row, name)]
    return lacks


@transaction.atomic
def reopen(*, report: Report, actor: User, reason: str) -> Report:
    """Take a final report back to be written on; its numbers stay as they are until they are counted anew."""
    row = Report.objects.select_for_update().get(pk=report.pk)
    require(actor, REPORT_WORKFLOW["reopen"], row.state)
    return _stepped(row, actor, "reopen", ReportState.DRAFT, reason)


@transaction.atomic
def drop(*, report: Report, actor: User, reason: str) -> Report:
    """Drop a draft that is not needed; it stays readable with the reason."""
    row = Report.objects.select_for_update().get(pk=report.pk)
    require(actor, REPORT_WORKFLOW["drop"], row.state)
    row.dropped_reason = reason.strip()
    return _stepped(row, actor, "drop", ReportState.DROPPED, reason)


def _stepped(row: Report, actor: User, verb: str, state: ReportState, reason: str) -> Report:
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row.state = state
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=f"reports:{verb}", obj=row, after={"state": state, "note": reason.strip()})
    return row
