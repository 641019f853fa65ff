"""An opinion from the item it came from to the report that was accepted; how it is rated stands in ``ratings``
(R257, R260, R261).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.access.rules import Rule, require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import advance, correct, enter, not_to_come
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.notices.operations import own as notices
from congress.web import dates
from congress.workdays.deadlines import Span, deadline
from oversight.meetings.enums import MeetingState
from oversight.meetings.subjects import key_of
from oversight.models import AgendaItem, OpinionFollowUp, OpinionRound, ReviewOpinion
from oversight.opinions import rules
from oversight.opinions.enums import OpinionState
from oversight.opinions.queries import SUBJECT, rule
from oversight.opinions.workflow import OPINION_WORKFLOW
from oversight.telling import acting_for


def locked(opinion: ReviewOpinion, actor: User, allowed: Rule) -> ReviewOpinion:
    """The opinion as it stands now, for this transaction alone; 403 for whoever may not do this to it."""
    rows = ReviewOpinion.objects.select_for_update(of=("self",)).select_related("unit", "committee")
    row = rows.get(pk=opinion.pk)
    require_rule(actor, allowed, row)
    return row


def running(row: ReviewOpinion) -> OpinionRound:
    """The round that runs: the last one."""
    last = row.rounds.order_by("number").last()
    if last is None:
        raise Conflict("这件审议意见还没有交办")
    return last


def move(row: ReviewOpinion, step: str, actor: User | None, **after: Any) -> ReviewOpinion:
    """Into the state a step leads to, written down; without an actor the result of a ballot took the step."""
    to = OpinionState(OPINION_WORKFLOW[step].target)
    return advance(row, to, actor=actor, verb=f"opinions:{step}", **after)


@transaction.atomic
def draft_opinion(*, item: AgendaItem, actor: User, **facts: Any) -> ReviewOpinion:
    """Begin the opinion on an item that was deliberated; an item about nothing else leads to it from now on.

    ``Conflict`` when it has one, or the meeting is ahead.
    """
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.meeting.state != MeetingState.HELD:
        raise Conflict("会议召开以后才能起草审议意见")
    if ReviewOpinion.objects.filter(item=item).exists():
        raise Conflict("这一项已有审议意见")
    row = ReviewOpinion(item=item, year=item.meeting.on.year)
    enter(row, actor=actor, verb="opinions:draft_opinion", rule=rules.keep_opinion, facts=facts)
    own = AgendaItem.objects.filter(pk=item.pk, subject="")
    own.update(subject=key_of(SUBJECT, row.pk), version=F("version") + 1)
    return row


@transaction.atomic
def change_opinion(*, opinion: ReviewOpinion, actor: User, version: int, **facts: Any) -> ReviewOpinion:
    """Correct a draft. Raises ``StaleVersion``; ``Conflict`` once it was handed over."""
    row = locked(opinion, actor, rules.keep_opinion)
    if row.state != OpinionState.DRAFT:
        raise Conflict("已交办的审议意见不能再改")
    verb = "opinions:change_opinion"
    saved, _is_new = correct(
        opinion, actor=actor, verb=verb, rule=rules.keep_opinion, version=version, facts=facts
    )
    return saved


@transaction.atomic
def assign_opinion(*, opinion: ReviewOpinion, actor: User, assigned_on: date, span: str) -> ReviewOpinion:
    """Hand it over to the unit; the time limit keeps its length and source. Raises ``ValidationError`` for a span."""
    row = locked(opinion, actor, rules.keep_opinion)
    require(actor, OPINION_WORKFLOW["assign_opinion"], row.state)
    not_to_come("assigned_on", assigned_on)
    if assigned_on < row.item.meeting.on:
        raise ValidationError({"assigned_on": "交办日期不能早于会议"})
    try:
        ends = deadline(assigned_on, Span.parse(span))
    except ValueError as error:
        raise ValidationError({"span": str(error)}) from error
    row.assigned_on, row.span, row.source, row.due_on = assigned_on, span, rule().opinion_source, ends.due
    OpinionRound.objects.create(opinion=row, number=1, due_on=ends.due)
    move(row, "assign_opinion", actor, due_on=ends.due, note=str(row.unit))
    tell(
        row,
        [row.unit_id, row.committee_id],
        f"审议意见交办：{row.title}",
        f"{dates.full_day(ends.due)}前报告",
    )
    return row


def tell(row: ReviewOpinion, organs: Sequence[int], title: str, text: str) -> None:
    """Notify everybody who acts for these units today."""
    people = User.objects.filter(acting_for(organs), is_active=True)
    url = reverse("opinions:detail", args=[row.pk])
    notices.send(to=people, title=title, text=text, url=url, key=f"opinion:{row.pk}:{row.version}")


@transaction.atomic
def follow_up(*, opinion: ReviewOpinion, actor: User, on: date, note: str) -> OpinionFollowUp:
    """Write down what the committee or the team saw to. ``Conflict`` before it was handed over."""
    row = locked(opinion, actor, rules.follow_opinion)
    if row.state == OpinionState.DRAFT:
        raise Conflict("交办以后再登记跟踪情况")
    not_to_come("on", on)
    line = OpinionFollowUp(opinion=row, on=on, note=note.strip(), by=actor)
    line.full_clean()
    line.save()
    audit.record(actor=actor, verb="opinions:follow_up", obj=row, after={"on": on, "note": line.note})
    return line


@transaction.atomic
def report_opinion(
    *,
    opinion: ReviewOpinion,
    actor: User,
    reported_on: date,
    report: str,
    attachments: Sequence[Document] = (),
) -> ReviewOpinion:
    """The unit says what it did; after the time limit it is marked by how many days it was late."""
    row = locked(opinion, actor, rules.report_opinion)
    require(actor, OPINION_WORKFLOW["report_opinion"], row.state)
    not_to_come("reported_on", reported_on)
    turn = running(row)
    if row.assigned_on is not None and reported_on < row.assigned_on:
        raise ValidationError({"reported_on": "报告日期不能早于交办日期"})
    turn.report, turn.reported_on = report.strip(), reported_on
    turn.full_clean(exclude=["poll"])
    turn.save()
    with saving() as saver, transaction.atomic():
        add_documents(turn.files, attachments, actor, saver.save, folder="review-opinions")
    late = f"，逾期 {turn.days_late} 天" if turn.days_late else ""
    move(row, "report_opinion", actor, note=f"第{turn.number}次报告{late}")
    tell(row, [row.committee_id], f"审议意见已报告：{row.title}", f"{row.unit}已报告办理情况，请审查")
    return row


@transaction.atomic
def accept_report(*, opinion: ReviewOpinion, actor: User) -> ReviewOpinion:
    """The report will do: the committee can rate it."""
    row = locked(opinion, actor, rules.follow_opinion)
    require(actor, OPINION_WORKFLOW["accept_report"], row.state)
    return move(row, "accept_report", actor)


@transaction.atomic
def return_report(*, opinion: ReviewOpinion, actor: User, reason: str) -> ReviewOpinion:
    """The report will not do; the time limit stays as it was."""
    row = locked(opinion, actor, rules.follow_opinion)
    require(actor, OPINION_WORKFLOW["return_report"], row.state)
    if not reason.strip():
        raise ValidationError({"reason": "请写要补充什么"})
    OpinionRound.objects.filter(pk=running(row).pk).update(reported_on=None)
    move(row, "return_report", actor, note=reason.strip())
    tell(row, [row.unit_id], f"请补充办理情况：{row.title}", reason.strip())
    return row


@transaction.atomic
def change_rule(*, actor: User, version: int, **facts: Any) -> Any:
    """Change the rules of the room. Time limits that run stay. Raises ``StaleVersion``."""
    row = type(rule()).objects.select_for_update().first() or rule()
    before = {name: getattr(row, name) for name in facts}
    check_version(row, version, before)
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    old, new = audit.changed(before, {name: getattr(row, name) for name in facts})
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="opinions:change_rule", obj=row, before=old, after=new)
    return row
