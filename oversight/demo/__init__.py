"""Appointments, major matters, documents, inspections and inquiries of the demo district. All invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.taking_part.members import serving
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web.demo import read_table
from oversight.appointments.enums import Outcome
from oversight.matters.workflow import DAY_OF
from oversight.meetings.enums import MeetingState, Members
from oversight.meetings.queries import members_of
from oversight.models import MajorMatter, Meeting
from oversight.operations import appointments, filings, inquiries, law_checks, matters

_DAY = timedelta(days=1)


@transaction.atomic
def load() -> None:
    """Enter them, unless there are some already or no meeting was held."""
    clerk = User.objects.filter(username="office").first()
    held = list(Meeting.objects.held().filter(kind__members=Members.COMMITTEE).order_by("on"))
    if clerk is None or not held or MajorMatter.objects.exists():
        return
    table = read_table(__file__, "registers.json")
    organs = {organ.short_name: organ for organ in Organ.objects.all()}
    for told in table["appointments"]:
        _appointment(told, clerk, held)
    soon = Meeting.objects.filter(kind__members=Members.COMMITTEE, on__gte=timezone.localdate()).exclude(
        state__in=(MeetingState.HELD, MeetingState.CANCELLED)
    )
    if meeting := soon.order_by("on").first():
        for name, post, action in table["proposed"]:
            facts = {"name": name, "post": post, "action": action, "outcome": Outcome.PENDING}
            appointments.record_appointment(actor=clerk, meeting=meeting, **facts)
    for told in table["matters"]:
        _matter(told, clerk)
    for told in table["filings"]:
        _filing(told, clerk, organs)
    for told in table["checks"]:
        _check(told, clerk, organs, held[-1])
    for told in table["inquiries"]:
        _inquiry(told, clerk, organs, held)


def _appointment(told: dict[str, Any], clerk: User, held: list[Meeting]) -> None:
    meeting = held[min(told["meeting"], len(held) - 1)]
    votes = dict(zip(("votes_for", "votes_against", "abstained"), told["votes"], strict=True))
    row = appointments.record_appointment(
        actor=clerk, meeting=meeting, name=told["name"], post=told["post"], action=told["action"], **votes
    )
    today = timezone.localdate()
    if "notice" in told:
        day = min(meeting.on + told["notice"] * _DAY, today)
        number = f"人告〔{meeting.on.year}〕{told['number']}号"
        row = appointments.issue_notice(appointment=row, actor=clerk, notice_on=day, notice_number=number)
    if "receipt" in told:
        day = min(meeting.on + told["receipt"] * _DAY, today)
        appointments.record_receipt(appointment=row, actor=clerk, receipt_on=day)


def _matter(told: dict[str, Any], clerk: User) -> None:
    today = timezone.localdate()
    facts = {name: told[name] for name in ("title", "source", "source_note")}
    row = matters.propose_matter(actor=clerk, year=today.year, **facts)
    for step, ago in zip(DAY_OF, told["ago"], strict=False):
        decision = told.get("decision", "") if step == "decide_matter" else ""
        day = today - ago * _DAY
        row = matters.take_step(matter=row, actor=clerk, step=step, on=day, decision=decision)
    for part, note in told.get("parts", []):
        matters.write_part(matter=row, actor=clerk, part=part, done_on=today - 3 * _DAY, note=note)


def _filing(told: dict[str, Any], clerk: User, organs: dict[str, Organ]) -> None:
    today = timezone.localdate()
    issued = today - told["issued"] * _DAY
    row = filings.record_filing(
        actor=clerk,
        issuer=organs[told["issuer"]],
        title=told["title"],
        number=told["number"],
        issued_on=issued,
        filed_on=issued + told["filed"] * _DAY if "filed" in told else None,
    )
    if "result" in told:
        filings.conclude_filing(
            filing=row,
            actor=clerk,
            reviewer=organs["区人大常委会法制工作室"],
            opinion=told.get("opinion", ""),
            result=told["result"],
            concluded_on=today - _DAY,
        )


def _check(told: dict[str, Any], clerk: User, organs: dict[str, Organ], meeting: Meeting) -> None:
    today = timezone.localdate()
    start = today - told["start"] * _DAY
    own = serving(today).filter(person__user__username="deputy")
    others = serving(today).filter(person__user__isnull=True).order_by("-pk")[:3]
    row = law_checks.plan_check(
        actor=clerk,
        title=told["title"],
        law=told["law"],
        articles=told["articles"],
        committee=organs[told["committee"]],
        starts_on=start,
        ends_on=today + 5 * _DAY,
        members=list(members_of(meeting.kind, today)[2:5]),
        deputies=[*own, *others],
    )
    for days, place, account in told["visits"]:
        law_checks.record_visit(check=row, actor=clerk, on=start + days * _DAY, place=place, account=account)
    for text, article, unit, due, *mended in told["findings"]:
        finding = law_checks.add_finding(
            check=row,
            actor=clerk,
            text=text,
            article=article,
            unit=organs[unit],
            due_on=today + due * _DAY,
        )
        if mended:
            law_checks.mend_finding(
                finding=finding, actor=clerk, version=1, mended_on=today - _DAY, mended_how=mended[0]
            )


def _inquiry(told: dict[str, Any], clerk: User, organs: dict[str, Organ], held: list[Meeting]) -> None:
    meeting = held[min(told["meeting"], len(held) - 1)]
    facts = {name: told[name] for name in ("subject", "report", "summary")}
    row = inquiries.open_inquiry(actor=clerk, meeting=meeting, **facts)
    today = timezone.localdate()
    for asker, text, organ, official, answer, promises in told["questions"]:
        question = inquiries.add_question(
            inquiry=row,
            actor=clerk,
            questioner=asker,
            question=text,
            organ=organs[organ],
            official=official,
            answer=answer,
        )
        for promised, due, *done in promises:
            day = max(today + due * _DAY, meeting.on)
            promise = inquiries.add_promise(question=question, actor=clerk, text=promised, due_on=day)
            if done:
                inquiries.keep_promise(promise=promise, actor=clerk, done_on=today, done_note=done[0])
    inquiries.tell_inquiry(inquiry=row, actor=clerk, text=inquiries.told_in_words(row))
