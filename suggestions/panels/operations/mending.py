"""Below the mark: a talk with the unit, a deadline, the unit's report (R231)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.web.dates import full_day
from suggestions.models import PanelCandidate
from suggestions.panels import rules
from suggestions.panels.enums import MendState
from suggestions.panels.operations.shared import locked_candidate, unit_staff
from suggestions.supervision.operations.shared import office


@transaction.atomic
def talk(
    *, candidate: PanelCandidate, actor: User, talked_on: date, talk: str, due_on: date
) -> PanelCandidate:
    """Record the talk with the unit and until when it mends; the unit is told."""
    row = locked_candidate(candidate, actor, "talk", rules.talk)
    if talked_on > timezone.localdate():
        raise ValidationError({"talked_on": "约谈日期还没有到，约谈以后再记"})
    if due_on <= talked_on:
        raise ValidationError({"due_on": "整改期限要在约谈日期以后"})
    if not talk.strip():
        raise ValidationError({"talk": "请写约谈情况"})
    before = row.mend_state
    row.talked_on, row.talk, row.due_on = talked_on, talk.strip(), due_on
    row.report, row.reported_on = "", None
    _move(row, actor, "talk", before, MendState.MENDING)
    notices.send(
        to=unit_staff(row.unit),
        title=f"限期整改：{row.suggestion.title}",
        text=f"满意度测评未达标，请在{full_day(due_on)}以前整改并报告。",
        url=reverse("panels:item", args=[row.pk]),
        key=f"panel_mend:{row.pk}:{row.version}",
    )
    return row


@transaction.atomic
def report_mending(*, candidate: PanelCandidate, actor: User, report: str) -> PanelCandidate:
    """The unit says what it put right; the office prepares the re-test."""
    row = locked_candidate(candidate, actor, "report_mending", rules.report_mending)
    if not report.strip():
        raise ValidationError({"report": "请写整改情况"})
    before = row.mend_state
    row.report, row.reported_on = report.strip(), timezone.localdate()
    _move(row, actor, "report_mending", before, MendState.REPORTED)
    notices.send(
        to=office(),
        title=f"{row.unit.short_name}已报告整改：{row.suggestion.title}",
        text="可以准备复测。",
        url=reverse("panels:item", args=[row.pk]),
        key=f"panel_reported:{row.pk}:{row.version}",
    )
    return row


def _move(row: PanelCandidate, actor: User, step: str, before: str, after: str) -> None:
    row.mend_state = after
    row.version += 1
    row.full_clean(exclude=["round", "suggestion", "unit", "panel"])
    row.save()
    audit.record(
        actor=actor,
        verb=f"panels:{step}",
        obj=row,
        before={"mend_state": before},
        after={"mend_state": row.mend_state, "due_on": row.due_on},
    )
