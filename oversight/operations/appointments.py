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

#: The numbers of a vote.
VOTES = ("votes_for", "votes_against", "abstained")


def _votes_fit(facts: dict[str, Any]) -> None:
    votes = [facts.get(name) for name in VOTES]
    if any(vote is not None for vote in votes) and any(vote is None for vote in votes):
        raise ValidationError({"votes_for": "赞成、反对、弃权三个数要么都填，要么都不填"})
    if facts.get("outcome") == Outcome.PENDING and any(vote is not None for vote in votes):
        raise ValidationError({"votes_for": "还没有表决，不填票数"})


def _time_of(meeting: Meeting, outcome: str) -> None:
    """``ValidationError`` at the outcome where there can be none yet, ``Conflict`` where there will be none."""
    if meeting.state == MeetingState.CANCELLED:
        raise Conflict("会议已取消，不能登记任免")
    if meeting.state != MeetingState.HELD and outcome != Outcome.PENDING:
        raise ValidationError({"outcome": "会议还没有登记召开，会前登记的请选“等表决”"})


@transaction.atomic
def record_appointment(*, actor: User, meeting: Meeting, **facts: Any) -> Appointment:
    """Register what the committee decided of one person and post, or what will be put to its vote."""
    row, verb = Appointment(), "appointments:record_appointment"
    _time_of(meeting, facts.get("outcome", row.outcome))
    _votes_fit(facts)
    return enter(row, actor=actor, verb=verb, rule=rules.keep, facts={"meeting": meeting, **facts})


def _unvoted(appointment: Appointment, actor: User) -> Appointment:
    """The row, locked, unless a ballot on it goes on: what is voted on stays as it is."""
    row = locked(appointment, actor, rules.keep)
    if row.is_voted_on:
        raise Conflict("正在投票表决，结果公布或者投票作废以后再改")
    return row


@transaction.atomic
def change_appointment(*, appointment: Appointment, actor: User, version: int, **facts: Any) -> Appointment:
    """Correct it. Raises ``StaleVersion``; ``Conflict`` once withdrawn or while it is voted on.

    What a ballot of the portal decided is not changed by hand.
    """
    row = _unvoted(appointment, actor)
    outcome = facts.get("outcome", row.outcome)
    if row.poll_id is not None and row.outcome != Outcome.PENDING:
        if any(name in facts and facts[name] != getattr(row, name) for name in ("outcome", *VOTES)):
            raise ValidationError({"outcome": "结果和票数由投票表决登记，不能改"})
    else:
        _time_of(row.meeting, outcome)
    _votes_fit({name: getattr(row, name) for name in ("outcome", *VOTES)} | facts)
    verb = "appointments:change_appointment"
    row, _new = correct(appointment, actor=actor, verb=verb, rule=rules.keep, version=version, facts=facts)
    return row


@transaction.atomic
def withdraw_appointment(*, appointment: Appointment, actor: User, reason: str) -> Appointment:
    """It was entered by mistake. ``Conflict`` while it is voted on."""
    _unvoted(appointment, actor)
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
