"""Special inquiries: questions and answers, promises until they are kept, the entry in the log (R118)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.operations import record_activity
from activities.parts import Part, UnitPart
from activities.queries import standing_committee
from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import correct, enter, locked, not_to_come, withdraw
from congress.organs.models import Organ
from oversight.inquiries import rules
from oversight.models import Inquiry, InquiryPromise, InquiryQuestion
from oversight.operations.spot_days import kind_of_entry

#: The kind of entry it makes in the log.
KIND = ("special_inquiry", "专题询问")


@transaction.atomic
def open_inquiry(*, actor: User, **facts: Any) -> Inquiry:
    """Register an inquiry of a meeting of the committee."""
    return enter(Inquiry(), actor=actor, verb="inquiries:open_inquiry", rule=rules.keep_inquiry, facts=facts)


@transaction.atomic
def change_inquiry(*, inquiry: Inquiry, actor: User, version: int, **facts: Any) -> Inquiry:
    """Correct it. Raises ``StaleVersion``."""
    verb = "inquiries:change_inquiry"
    row, _new = correct(
        inquiry, actor=actor, verb=verb, rule=rules.keep_inquiry, version=version, facts=facts
    )
    return row


@transaction.atomic
def withdraw_inquiry(*, inquiry: Inquiry, actor: User, reason: str) -> Inquiry:
    """It was entered by mistake. ``Conflict`` once it stands in the log."""
    if locked(inquiry, actor, rules.keep_inquiry).activity_id is not None:
        raise Conflict("已记入工作记录，不能撤回；登记错了的请修改")
    verb = "inquiries:withdraw_inquiry"
    return withdraw(inquiry, actor=actor, verb=verb, rule=rules.keep_inquiry, reason=reason)


@transaction.atomic
def add_question(*, inquiry: Inquiry, actor: User, **facts: Any) -> InquiryQuestion:
    """A question, who answered, and the answer."""
    row = locked(inquiry, actor, rules.keep_inquiry)
    question = InquiryQuestion(inquiry=row, **facts)
    question.full_clean()
    question.save()
    after = {"note": question.question[:60]}
    audit.record(actor=actor, verb="inquiries:add_question", obj=row, after=after)
    return question


@transaction.atomic
def change_question(*, question: InquiryQuestion, actor: User, version: int, **facts: Any) -> InquiryQuestion:
    """Correct it, or write down the answer. Raises ``StaleVersion``."""
    inquiry = locked(question.inquiry, actor, rules.keep_inquiry)
    row = InquiryQuestion.objects.select_for_update().get(pk=question.pk)
    check_version(row, version, {name: getattr(row, name) for name in facts})
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    row.save()
    after = {"note": row.question[:60]}
    audit.record(actor=actor, verb="inquiries:change_question", obj=inquiry, after=after)
    return row


@transaction.atomic
def add_promise(*, question: InquiryQuestion, actor: User, text: str, due_on: date) -> InquiryPromise:
    """What was promised in an answer, until when."""
    inquiry = locked(question.inquiry, actor, rules.keep_inquiry)
    if due_on < inquiry.meeting.on:
        raise ValidationError({"due_on": "承诺期限不能早于询问的会议"})
    row = InquiryPromise(question=question, text=text.strip(), due_on=due_on)
    row.full_clean()
    row.save()
    after = {"note": row.text[:60]}
    audit.record(actor=actor, verb="inquiries:add_promise", obj=inquiry, after=after)
    return row


@transaction.atomic
def keep_promise(*, promise: InquiryPromise, actor: User, done_on: date, done_note: str) -> InquiryPromise:
    """What became of it. ``Conflict`` when that was written already."""
    row = InquiryPromise.objects.select_for_update().get(pk=promise.pk)
    inquiry = locked(promise.question.inquiry, actor, rules.keep_inquiry)
    if row.done_on is not None:
        raise Conflict("这项承诺已登记办成")
    not_to_come("done_on", done_on)
    if done_on < inquiry.meeting.on:
        raise ValidationError({"done_on": "办成日期不能早于询问的会议"})
    row.done_on, row.done_note = done_on, done_note.strip()
    row.version += 1
    row.full_clean()
    row.save()
    after = {"on": done_on, "note": row.text[:60]}
    audit.record(actor=actor, verb="inquiries:keep_promise", obj=inquiry, after=after)
    return row


def told_in_words(inquiry: Inquiry) -> str:
    """A paragraph to begin with: day, meeting, subject, how many were asked what (2 queries)."""
    questions = list(inquiry.questions.select_related("organ"))
    people = len({one.questioner for one in questions})
    units = "、".join(dict.fromkeys(one.organ.short_name for one in questions))
    meeting = inquiry.meeting
    heard = f"听取{inquiry.report}，并" if inquiry.report else ""
    asked = f"{people}位询问人提出{len(questions)}个问题，{units}负责人到会应询。" if questions else ""
    promised = InquiryPromise.objects.filter(question__inquiry=inquiry).count()
    kept = f"应询单位作出{promised}项承诺，常委会将跟踪落实。" if promised else ""
    day = f"{meeting.on.month}月{meeting.on.day}日"
    return f"{day}，{meeting.title}{heard}就{inquiry.subject}开展专题询问。{asked}{kept}"


@transaction.atomic
def tell_inquiry(*, inquiry: Inquiry, actor: User, text: str) -> Inquiry:
    """Write it into the log, once: the bulletin finds it there, with who was asked.

    ``Conflict`` when it stands there, before anything was asked, or where the log has no such kind.
    """
    row = locked(inquiry, actor, rules.keep_inquiry)
    if row.activity_id is not None:
        raise Conflict("这次询问已记入工作记录")
    asked = list(row.questions.select_related("organ"))
    if not asked:
        raise Conflict("还没有登记询问和回答，登记以后再记入工作记录")
    kind = kind_of_entry(*KIND)
    meeting, committee = row.meeting, standing_committee()
    officials: dict[Organ, str] = {}
    for one in asked:
        officials.setdefault(one.organ, one.official)
    row.activity = record_activity(
        actor=actor,
        start_on=meeting.on,
        kind=kind,
        headline=f"{committee}就{row.subject}开展专题询问",
        topic=row.subject,
        organiser=committee,
        place=meeting.place,
        text=text.strip(),
        participations=[Part(manner="主持会议", person=meeting.chair)] if meeting.chair else [],
        units=[UnitPart(organ.short_name, organ, who, "应询") for organ, who in officials.items()],
    )
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="inquiries:tell_inquiry", obj=row, after={"on": meeting.on})
    return row
