"""Discussions of the party committee, requests and reports to it and their replies (R267, R268, R269)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.models import PartyDiscussion, PartyReport
from bulletins.party import rules
from bulletins.party.enums import ReportKind
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import checked, correct, enter, locked, not_to_come, withdraw
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from oversight.matters.enums import MatterState
from oversight.operations import matters

VERBS = {
    "party_affairs:record_discussion": "登记研究人大工作",
    "party_affairs:change_discussion": "修改研究人大工作",
    "party_affairs:withdraw_discussion": "撤回研究人大工作",
    "party_affairs:record_report": "登记请示报告",
    "party_affairs:change_report": "修改请示报告",
    "party_affairs:record_reply": "登记批复",
    "party_affairs:withdraw_report": "撤回请示报告",
}


#: The step of a major matter that sending this is, where the matter has come to it.
_STEPS: dict[tuple[str, str], str] = {
    (ReportKind.REQUEST, MatterState.PLANNED): "request_matter",
    (ReportKind.REPORT, MatterState.DECIDED): "report_matter",
}


@transaction.atomic
def record_discussion(*, actor: User, **facts: Any) -> PartyDiscussion:
    """Register one matter that was discussed. Raises ``ValidationError`` for a day to come and the same again."""
    not_to_come("held_on", facts["held_on"])
    verb = "party_affairs:record_discussion"
    return enter(PartyDiscussion(), actor=actor, verb=verb, rule=rules.keep, facts=facts)


@transaction.atomic
def change_discussion(
    *, discussion: PartyDiscussion, actor: User, version: int, **facts: Any
) -> PartyDiscussion:
    """Correct it. Raises ``StaleVersion``; ``Conflict`` once withdrawn."""
    not_to_come("held_on", facts["held_on"])
    verb = "party_affairs:change_discussion"
    row, _is_new = correct(discussion, actor=actor, verb=verb, rule=rules.keep, version=version, facts=facts)
    return row


@transaction.atomic
def withdraw_discussion(*, discussion: PartyDiscussion, actor: User, reason: str) -> PartyDiscussion:
    """It was entered by mistake; it counts no longer."""
    verb = "party_affairs:withdraw_discussion"
    return withdraw(discussion, actor=actor, verb=verb, rule=rules.keep, reason=reason)


@transaction.atomic
def record_report(*, actor: User, attachments: Sequence[Document] = (), **facts: Any) -> PartyReport:
    """Register what was sent, for a period of a rule or on a single matter.

    A major matter that has come to its request or its report takes that step by it, without a second entry (R264).
    """
    not_to_come("reported_on", facts["reported_on"])
    row = enter(
        PartyReport(recorded_by=actor),
        actor=actor,
        verb="party_affairs:record_report",
        rule=rules.keep,
        facts=facts,
    )
    _keep(row, attachments, actor)
    step = _STEPS.get((row.kind, row.matter.state)) if row.matter is not None else None
    if row.matter is not None and step is not None:
        try:
            matters.take_step(matter=row.matter, actor=actor, step=step, on=row.reported_on)
        except ValidationError as error:
            raise ValidationError({"reported_on": error.messages}) from error
    return row


@transaction.atomic
def change_report(
    *,
    report: PartyReport,
    actor: User,
    version: int,
    attachments: Sequence[Document] = (),
    **facts: Any,
) -> PartyReport:
    """Correct it. Raises ``StaleVersion``; ``Conflict`` once withdrawn."""
    not_to_come("reported_on", facts["reported_on"])
    verb = "party_affairs:change_report"
    row, _is_new = correct(report, actor=actor, verb=verb, rule=rules.keep, version=version, facts=facts)
    _keep(row, attachments, actor)
    return row


def _keep(row: PartyReport, attachments: Sequence[Document], actor: User) -> None:
    with saving() as saver, transaction.atomic():
        add_documents(row.files, attachments, actor, saver.save, folder="party-reports")


@transaction.atomic
def record_reply(
    *,
    report: PartyReport,
    actor: User,
    reply_on: date,
    reply: str,
    reply_by: str = "",
    attachments: Sequence[Document] = (),
) -> PartyReport:
    """What the party committee said to it. Raises ``ValidationError`` for a reply before the report."""
    row = locked(report, actor, rules.keep)
    not_to_come("reply_on", reply_on)
    if reply_on < row.reported_on:
        raise ValidationError({"reply_on": "批复日期不能早于报送日期"})
    if not reply.strip():
        raise ValidationError({"reply": "请写批复意见"})
    row.reply_on, row.reply, row.reply_by = reply_on, reply.strip(), reply_by.strip()
    row.version += 1
    checked(row)
    row.save()
    after = {"reply_on": reply_on, "reply_by": row.reply_by, "note": row.reply[:60]}
    audit.record(actor=actor, verb="party_affairs:record_reply", obj=row, after=after)
    _keep(row, attachments, actor)
    return row


@transaction.atomic
def withdraw_report(*, report: PartyReport, actor: User, reason: str) -> PartyReport:
    """It was entered by mistake; its period waits for a report again."""
    verb = "party_affairs:withdraw_report"
    return withdraw(report, actor=actor, verb=verb, rule=rules.keep, reason=reason)
