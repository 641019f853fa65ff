"""The ballot on departments, its public result, and what follows for each until it has answered (R119)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import locked, not_to_come
from congress.ballots.counting import Outcome
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations.deciding import goes_on
from congress.web import dates
from oversight.appraisals import rules
from oversight.appraisals.enums import AppraisalState
from oversight.appraisals.workflow import APPRAISAL_WORKFLOW
from oversight.meetings.subjects import key_of
from oversight.models import AppraisalOpinion, AppraisedBody, Meeting, SpecialAppraisal
from oversight.operations import agenda, grade_polls, meeting_polls
from oversight.operations.special_appraisals import move, tell
from oversight.telling import acting_for

#: What polls of this room are held for, as they name it; how the item of an agenda names an appraisal.
PROCEDURE = SUBJECT = "special_appraisal"


def body_page(body: AppraisedBody) -> str:
    """The page of a department appraised."""
    return reverse("special_appraisals:body", args=[body.pk])


@transaction.atomic
def prepare_ballot(
    *, appraisal: SpecialAppraisal, actor: User, meeting: Meeting, rule_set: RuleSet, mode: str
) -> SpecialAppraisal:
    """Put it on the agenda of a meeting and prepare its ballot, one item for each department; who attends votes.

    ``Conflict`` while a ballot goes on; one that was declared void is followed by another.
    """
    row = locked(appraisal, actor, rules.keep_appraisal)
    require(actor, APPRAISAL_WORKFLOW["prepare_ballot"], row.state)
    if goes_on(row.poll):
        raise Conflict("这次评议的测评已经在投票表决里，结果公布以后自动登记")
    place = Meeting.objects.select_for_update(of=("self",)).select_related("kind").get(pk=meeting.pk)
    if not meeting_polls.can_vote(place):
        raise ValidationError({"meeting": "只有没有取消的常委会会议才能测评"})
    title = f"{row.title}满意度测评"
    names = list(row.bodies.order_by("number").values_list("name", flat=True))
    row.poll = grade_polls.prepare(
        place, actor, procedure=PROCEDURE, title=title, names=names, rule_set=rule_set, mode=mode
    )
    if row.item_id is None or row.meeting_id != place.pk:
        row.item = agenda.add_item(meeting=place, actor=actor, title=title, subject=key_of(SUBJECT, row.pk))
    row.meeting = place
    return move(row, "prepare_ballot", actor, note=place.title)


def take_result(poll: Poll, outcome: Outcome) -> None:
    """The published counts stand with each department and on the agenda of the meeting.

    Called inside the transaction that publishes. ``Conflict`` keeps a result unpublished where nothing was rated, or
    the ballot was changed into something else.
    """
    row = SpecialAppraisal.objects.select_for_update(of=("self",)).filter(poll=poll).first()
    if row is None:
        raise Conflict("这次投票不属于任何一次专项评议，请宣布作废")
    if row.state != AppraisalState.VOTING:
        raise Conflict(f"这次专项评议{row.get_state_display()}，不能登记测评结果")
    note = grade_polls.take_counts(poll, outcome, list(row.bodies.order_by("number")), row.item_id)
    row.rated_on = timezone.localdate()
    row.version += 1
    row.save()
    audit.record(actor=None, verb="special_appraisals:take_result", obj=row, after={"note": note[:500]})


@transaction.atomic
def publish_result(
    *, appraisal: SpecialAppraisal, actor: User, published_on: date | None
) -> SpecialAppraisal:
    """公示: the result is public from now on; each department gets a notice of its own, so does who gave an opinion.

    ``ValidationError`` without a day, or for one before the ballot; ``Conflict`` before the result of the ballot.
    """
    row = locked(appraisal, actor, rules.keep_appraisal)
    require(actor, APPRAISAL_WORKFLOW["publish_result"], row.state)
    if row.rated_on is None:
        raise Conflict("测评还没有结果，不能公示")
    if published_on is None:
        raise ValidationError({"published_on": "公示要填公示日期"})
    if published_on < row.rated_on:
        day = dates.full_day(row.rated_on)
        raise ValidationError({"published_on": f"公示日期不能早于测评，测评日期是{day}"})
    not_to_come("published_on", published_on)
    row.published_on = published_on
    move(row, "publish_result", actor, published_on=published_on)
    for body in row.bodies.all():
        _tell_body(row, body, "result", f"专项评议结果已公示：{row.title}")
    spoke = AppraisalOpinion.objects.filter(body__appraisal=row, person__isnull=False).order_by()
    tell(
        row,
        User.objects.filter(person__in=spoke.values("person"), is_active=True),
        f"专项评议结果已公示：{row.title}",
        "您提过意见的专项评议，结果已公示。",
        url=reverse("special_appraisals:detail", args=[row.pk]),
        key="result",
    )
    return row


def _tell_body(row: SpecialAppraisal, body: AppraisedBody, key: str, title: str) -> None:
    words = [body.consequence[:300]]
    if body.mend_by:
        words.append(f"请在{dates.full_day(body.mend_by)}以前报告整改情况。")
    people = User.objects.filter(acting_for([body.organ_id]), is_active=True)
    text = "".join(words) or "可以看到对本部门的测评结果。"
    tell(row, people, title, text, url=body_page(body), key=f"{key}:{body.pk}")


def _body(body: AppraisedBody) -> AppraisedBody:
    rows = AppraisedBody.objects.select_for_update(of=("self",)).select_related("appraisal")
    return rows.get(pk=body.pk)


@transaction.atomic
def write_consequence(
    *, body: AppraisedBody, actor: User, version: int, consequence: str, mend_by: date | None
) -> AppraisedBody:
    """What follows from the result for one department, and until when it mends. Raises ``StaleVersion``.

    Written once the ballot has its result; a department whose result is public already gets a notice.
    """
    appraisal = locked(body.appraisal, actor, rules.keep_appraisal)
    if appraisal.rated_on is None:
        raise Conflict("测评有结果以后再写结果运用")
    row = _body(body)
    check_version(row, version, {"consequence": row.consequence, "mend_by": row.mend_by})
    if mend_by is not None and mend_by < appraisal.rated_on:
        raise ValidationError({"mend_by": "整改期限不能早于测评"})
    if row.answered_on is not None and mend_by is None:
        raise ValidationError({"mend_by": "已有整改情况，不能去掉整改期限"})
    row.consequence, row.mend_by = consequence.strip(), mend_by
    row.version += 1
    row.full_clean()
    row.save()
    verb = "special_appraisals:write_consequence"
    after = {"note": row.consequence[:100], "mend_by": mend_by}
    audit.record(actor=actor, verb=verb, obj=row, after=after)
    if appraisal.state == AppraisalState.PUBLISHED:
        _tell_body(appraisal, row, f"use:{row.version}", f"专项评议结果运用：{appraisal.title}")
    return row


@transaction.atomic
def answer_body(
    *, body: AppraisedBody, actor: User, version: int, answer: str, answered_on: date
) -> AppraisedBody:
    """The department's written answer, by itself or entered for it; corrected when written again.

    ``Conflict`` where nothing is to be mended. Raises ``StaleVersion``.
    """
    row = _body(body)
    require_rule(actor, rules.answer_body, row)
    appraisal = row.appraisal
    if appraisal.published_on is None:
        raise Conflict("结果公示以后再报告整改情况")
    if row.mend_by is None:
        raise Conflict("这个部门没有整改期限，不用报告整改情况")
    check_version(row, version, {"answer": row.answer, "answered_on": row.answered_on})
    not_to_come("answered_on", answered_on)
    if answered_on < appraisal.published_on:
        raise ValidationError({"answered_on": "报告日期不能早于公示"})
    row.answer, row.answered_on = answer.strip(), answered_on
    row.version += 1
    row.full_clean()
    row.save()
    after = {"note": row.answer[:100], "on": answered_on}
    audit.record(actor=actor, verb="special_appraisals:answer_body", obj=row, after=after)
    tell(
        appraisal,
        User.objects.filter(acting_for([appraisal.committee_id]), is_active=True),
        f"{row.name}已报告整改情况：{appraisal.title}",
        row.answer[:200],
        url=body_page(row),
        key=f"answer:{row.pk}:{row.version}",
    )
    return row
