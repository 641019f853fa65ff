"""Appointments of a meeting, the notice of what is overseen with its receipt, later duty reports (R262, R263)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import checked, correct, enter, locked, not_to_come, withdraw
from oversight.appointments import rules
from oversight.appointments.enums import INTO_POST, Outcome
from oversight.meetings.enums import MeetingState
from oversight.models import AppointeeReport, Appointment, Meeting


def _votes_fit(facts: dict[str, Any]) -> None:
    votes = [facts.get(name) for name in ("votes_for", "votes_against", "abstained")]
    if any(vote is not None for vote in votes) and any(vote is None for vote in votes):
        raise ValidationError({"votes_for": "赞成、反对、弃权三个数要么都填，要么都不填"})


@transaction.atomic
def record_appointment(*, actor: User, meeting: Meeting, **facts: Any) -> Appointment:
    """Register what the committee decided of one person and post. ``Conflict`` before the meeting was held."""
    if meeting.state != MeetingState.HELD:
        raise Conflict("会议登记召开以后再登记任免")
    _votes_fit(facts)
    row, verb = Appointment(), "appointments:record_appointment"
    return enter(row, actor=actor, verb=verb, rule=rules.keep, facts={"meeting": meeting, **facts})


@transaction.atomic
def change_appointment(*, appointment: Appointment, actor: User, version: int, **facts: Any) -> Appointment:
    """Correct it. Raises ``StaleVersion``; ``Conflict`` once withdrawn."""
    _votes_fit(facts)
    verb = "appointments:change_appointment"
    row, _new = correct(appointment, actor=actor, verb=verb, rule=rules.keep, version=version, facts=facts)
    return row


@transaction.atomic
def withdraw_appointment(*, appointment: Appointment, actor: User, reason: str) -> Appointment:
    """It was entered by mistake."""
    verb = "appointments:withdraw_appointment"
    return withdraw(appointment, actor=actor, verb=verb, rule=rules.keep, reason=reason)


def _in_post(appointment: Appointment, actor: User) -> Appointment:
    row = locked(appointment, actor, rules.keep)
    if row.action not in INTO_POST or row.outcome != Outcome.PASSED:
        raise Conflict("只有通过任命的人员才发告知书")
    return row


@transaction.atomic
def issue_notice(
    *, appointment: Appointment, actor: User, notice_on: date, notice_number: str = ""
) -> Appointment:
    """Hand out 《依法监督事项告知书》. ``Conflict`` for whoever did not come into a post."""
    row = _in_post(appointment, actor)
    not_to_come("notice_on", notice_on)
    if notice_on < row.meeting.on:
        raise ValidationError({"notice_on": "发放日期不能早于任命的会议"})
    row.notice_on, row.notice_number = notice_on, notice_number.strip()
    return _saved(row, "issue_notice", actor, notice_on)


@transaction.atomic
def record_receipt(*, appointment: Appointment, actor: User, receipt_on: date) -> Appointment:
    """The notice came back signed. ``Conflict`` before it was handed out."""
    row = _in_post(appointment, actor)
    not_to_come("receipt_on", receipt_on)
    if row.notice_on is None:
        raise Conflict("先登记发放告知书，再登记签收")
    if receipt_on < row.notice_on:
        raise ValidationError({"receipt_on": "签收日期不能早于发放日期"})
    row.receipt_on = receipt_on
    return _saved(row, "record_receipt", actor, receipt_on)


def _saved(row: Appointment, step: str, actor: User, on: date) -> Appointment:
    row.version += 1
    checked(row)
    row.save()
    audit.record(actor=actor, verb=f"appointments:{step}", obj=row, after={"on": on})
    return row


@transaction.atomic
def record_report(
    *, appointment: Appointment, actor: User, on: date, title: str, summary: str = ""
) -> AppointeeReport:
    """A duty report after the appointment."""
    row = _in_post(appointment, actor)
    not_to_come("on", on)
    if on < row.meeting.on:
        raise ValidationError({"on": "述职日期不能早于任命的会议"})
    report = AppointeeReport(appointment=row, on=on, title=title.strip(), summary=summary.strip())
    report.full_clean()
    report.save()
    verb = "appointments:record_report"
    audit.record(actor=actor, verb=verb, obj=row, after={"on": on, "note": report.title})
    return report
