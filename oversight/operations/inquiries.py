"""Special inquiries: questions and answers, promises until they are kept (R118)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import correct, enter, locked, not_to_come, withdraw
from oversight.inquiries import rules
from oversight.models import Inquiry, InquiryPromise, InquiryQuestion


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
    """It was entered by mistake."""
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
