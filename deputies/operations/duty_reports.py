"""Arranging and writing down duty reports (述职, R066–R069, R127)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.enums import PollState
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.notices import operations as notices
from congress.web.dates import full_day
from deputies.duty.arriving import Duty, sync_duties
from deputies.duty_reports import rules
from deputies.duty_reports.enums import DUTY_KINDS, Audience, ReportForm, ReportState, audience_of
from deputies.duty_reports.queries import committee_members
from deputies.duty_reports.workflow import REPORT_WORKFLOW
from deputies.models import (
    Deputyship,
    DutyReport,
    Person,
    ReportBallot,
    ReportOpinion,
    ReportQuestion,
)

#: The source of the duties that reports are.
SOURCE = "duty_report"


@dataclass(frozen=True)
class Result:
    """How a report was rated: ballots by opinion, who of the standing committee rated, the result."""

    present: int | None = None
    ballots: Mapping[ReportOpinion, int] | None = None
    raters: Sequence[Person] = ()
    result: ReportOpinion | None = None
    remarks: str = ""


@transaction.atomic
def arrange_report(
    *, deputyship: Deputyship, actor: User, form: str, day: date, place: str = "", text: str = ""
) -> DutyReport:
    """Arrange a report; the deputy hears when, and before whom. A day that has passed is taken, to be written down.

    Raises ``ValidationError`` for a day outside the deputyship.
    """
    require_rule(actor, rules.keep_of, deputyship)
    row = DutyReport(
        deputyship=deputyship,
        audience=audience_of(deputyship.level),
        constituency=deputyship.constituency,
        form=form,
        day=day,
        place=place.strip(),
        text=text.strip(),
        entered_by=actor,
    )
    _check_day(row)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="deputies:arrange_report", obj=row, after=_facts(row))
    if day >= timezone.localdate():
        _tell(row, f"请在{full_day(day)}{row.get_form_display()}")
    return row


@transaction.atomic
def change_report(
    *, report: DutyReport, actor: User, version: int, form: str, day: date, place: str
) -> DutyReport:
    """Change when, where and how a report is to be given. Raises ``StaleVersion``, ``Conflict`` once it was held."""
    row = locked_report(report)
    require_rule(actor, rules.keep_report, row)
    before = _facts(row)
    check_version(row, version, before)
    if row.state != ReportState.ARRANGED:
        raise Conflict(f"这次述职{row.get_state_display()}，不能再改安排")
    if row.is_voted_on and row.poll and row.poll.state != PollState.PREPARING:
        raise Conflict("评议正在投票表决，不能再改安排")
    told_of = row.day
    row.form, row.day, row.place = form, day, place.strip()
    _check_day(row)
    row.full_clean()
    old, new = audit.changed(before, _facts(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="deputies:change_report", obj=row, before=old, after=new)
        if day != told_of:
            _tell(row, f"述职改到{full_day(day)}，原来是{full_day(told_of)}")
    return row


@transaction.atomic
def hold_report(
    *,
    report: DutyReport,
    actor: User,
    version: int,
    day: date,
    place: str,
    result: Result,
    documents: Sequence[Document] = (),
) -> DutyReport:
    """Write down that a report was given and how it was rated, or correct it; it becomes a duty of the deputy.

    What a ballot decides, or is about to, nobody types (R069): such a report takes only place, remarks and documents.
    Raises ``ValidationError`` by field: a day to come, more ballots than people, raters of an audience that has none
    or people who were not in the standing committee that day (R069). ``StaleVersion``, ``StorageFailed``.
    """
    row = locked_report(report)
    require_rule(actor, rules.keep_report, row)
    before = _facts(row)
    check_version(row, version, before)
    transition = REPORT_WORKFLOW["hold_report"]
    require(actor, transition, row.state)
    balloted = row.is_voted_on
    if balloted:
        _refuse_typed(row, day, result)
    row.day, row.place, row.remarks = day, place.strip(), result.remarks.strip()
    if not balloted:
        by_committee = row.audience == Audience.COMMITTEE and result.raters
        row.present = len(result.raters) if by_committee else result.present
        row.result = result.result or best_of(result.ballots or {})
    _check_day(row)
    _check_result(row, result)
    row.state, row.version = transition.target, row.version + 1
    row.full_clean()
    row.save()
    if not balloted:
        _write_ballots(row, result)
    if documents:
        with saving() as saver, transaction.atomic():
            add_documents(row.files, documents, actor, saver.save, folder="duty-reports")
    sync_duty(row, actor)
    old, new = audit.changed(before, _facts(row))
    told = {**new, "votes": sum((result.ballots or {}).values())}
    audit.record(actor=actor, verb="deputies:hold_report", obj=row, before=old, after=told)
    return row


@transaction.atomic
def write_text(*, report: DutyReport, actor: User, version: int, text: str) -> DutyReport:
    """The deputy writes the report, or those who keep it do. Raises ``StaleVersion``, ``Conflict`` when withdrawn.

    The deputy's own writing ends when the report was given.
    """
    row = locked_report(report)
    require_rule(actor, rules.write_text, row)
    check_version(row, version, {"text": row.text})
    if not row.is_open:
        raise Conflict("这次述职已撤回，不能再写")
    if row.state == ReportState.HELD and not rules.keep_report.allows(actor, row):
        raise Conflict("已经述职，报告不能再改；需要改请联系代表工作机构")
    if not text.strip():
        raise ValidationError({"text": "还没有写述职报告"})
    row.text, row.version = text.strip(), row.version + 1
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="deputies:write_report", obj=row, after={"characters": len(row.text)})
    return row


@transaction.atomic
def withdraw_report(*, report: DutyReport, actor: User, reason: str) -> DutyReport:
    """Call an arranged report off, or take back one entered by mistake; its duty leaves the register."""
    if not reason.strip():
        raise ValidationError({"reason": "还没有写原因"})
    row = locked_report(report)
    require_rule(actor, rules.keep_report, row)
    transition = REPORT_WORKFLOW["withdraw_report"]
    require(actor, transition, row.state)
    if row.source:
        raise Conflict("这次述职来自接待日的登记，请在那里更正")
    if row.is_by_ballot:
        raise Conflict("评议结果由投票公布，这次述职不能再撤回")
    if row.is_voted_on:
        raise Conflict("评议正在投票表决，先宣布投票作废")
    before, row.state = row.state, transition.target
    row.reason, row.version = reason.strip(), row.version + 1
    row.full_clean()
    row.save()
    sync_duty(row, actor)
    audit.record(
        actor=actor,
        verb="deputies:withdraw_report",
        obj=row,
        before={"state": before},
        after={"state": row.state, "reason": row.reason},
    )
    if before == ReportState.ARRANGED:
        _tell(row, f"{full_day(row.day)}的述职取消。原因：{row.reason}")
    return row


@transaction.atomic
def add_question(*, report: DutyReport, actor: User, question: str, answer: str = "") -> ReportQuestion:
    """Note what was asked and answered. Who asked is not kept."""
    row = locked_report(report)
    require_rule(actor, rules.keep_report, row)
    if row.state != ReportState.HELD:
        raise Conflict("登记了述职情况，才能记提问")
    asked = ReportQuestion(
        report=row, question=question.strip(), answer=answer.strip(), order=row.questions.count() + 1
    )
    asked.full_clean()
    asked.save()
    after = {"question": asked.question, "answer": asked.answer}
    audit.record(actor=actor, verb="deputies:add_question", obj=row, after=after)
    return asked


@transaction.atomic
def change_question(*, asked: ReportQuestion, actor: User, question: str, answer: str) -> ReportQuestion:
    """Correct a question or its answer."""
    require_rule(actor, rules.keep_report, asked.report)
    row = ReportQuestion.objects.select_for_update().get(pk=asked.pk)
    before = {"question": row.question, "answer": row.answer}
    row.question, row.answer = question.strip(), answer.strip()
    row.full_clean()
    row.save()
    old, new = audit.changed(before, {"question": row.question, "answer": row.answer})
    if new:
        audit.record(actor=actor, verb="deputies:change_question", obj=asked.report, before=old, after=new)
    return row


@transaction.atomic
def sync_reports(
    *,
    source: str,
    source_pk: int,
    deputyships: Collection[Deputyship],
    day: date,
    place: str,
    actor: User | None,
) -> None:
    """What a record of another room says deputies reported on is exactly this: entered once, counted under each (R127).

    Reports it no longer tells are withdrawn with their duties, but for those with a ballot, which took place; what was
    written down of one that stays is kept.
    """
    rows = DutyReport.objects.select_for_update(of=("self",)).filter(source=source, source_pk=source_pk)
    known = {row.deputyship_id: row for row in rows.select_related("deputyship", "poll")}
    told = {one.pk: one for one in deputyships if audience_of(one.level) == Audience.VOTERS}
    for key, one in told.items():
        row = known.get(key) or DutyReport(
            deputyship=one,
            audience=Audience.VOTERS,
            constituency_id=one.constituency_id,
            form=ReportForm.ORAL,
            source=source,
            source_pk=source_pk,
            entered_by=actor,
        )
        row.day, row.place, row.state, row.reason = day, place[:120], ReportState.HELD, ""
        row.save()
        sync_duty(row, actor)
    for key, row in known.items():
        if key not in told and row.is_open and not row.is_voted_on:
            row.state, row.reason = ReportState.WITHDRAWN, "原来的记录改了或撤回了"
            row.save()
            sync_duty(row, actor)


def collect_reports() -> int:
    """Bring the registers in line with every report there is; gives how many."""
    rows = DutyReport.objects.order_by("pk")
    for row in rows:
        sync_duty(row, None)
    return len(rows)


def locked_report(report: DutyReport) -> DutyReport:
    """The report as it stands now, for this transaction alone."""
    rows = DutyReport.objects.select_for_update(of=("self",))
    return rows.select_related("deputyship__person", "deputyship__term__area", "poll").get(pk=report.pk)


def _refuse_typed(row: DutyReport, day: date, result: Result) -> None:
    if day != row.day:
        raise ValidationError({"day": "评议由投票表决，述职日期不能再改"})
    if any((result.present, result.raters, result.result, *(result.ballots or {}).values())):
        raise ValidationError("评议由投票表决，人数、票数、结果在结果公布时自动登记，不能手工填写")


def _write_ballots(row: DutyReport, result: Result) -> None:
    row.raters.set(result.raters)
    row.ballots.all().delete()
    ReportBallot.objects.bulk_create(
        ReportBallot(report=row, opinion=opinion, count=count)
        for opinion, count in (result.ballots or {}).items()
        if count
    )


def sync_duty(row: DutyReport, actor: User | None) -> None:
    """What stands in the register of duties of this report."""
    title = "向选民述职" if row.audience == Audience.VOTERS else "向区人大常委会述职"
    kind = DUTY_KINDS[ReportForm(row.form)]
    held = row.state == ReportState.HELD
    duties = [Duty(row.deputyship_id, kind, row.day, title, row.place)] if held else []
    sync_duties(source=SOURCE, source_pk=row.pk, duties=duties, actor=actor)


def _check_day(row: DutyReport) -> None:
    holder = row.deputyship
    if row.day < holder.starts_on:
        raise ValidationError({"day": f"{holder.person}从{full_day(holder.starts_on)}起任代表，请核对日期"})
    if holder.ends_on and row.day > holder.ends_on:
        raise ValidationError(
            {"day": f"{holder.person}的代表资格到{full_day(holder.ends_on)}为止，请核对日期"}
        )


def _check_result(row: DutyReport, result: Result) -> None:
    wrong: dict[str, str] = {}
    if row.day > timezone.localdate():
        wrong["day"] = f"{full_day(row.day)}还没有到，述职之后再登记"
    votes = sum((result.ballots or {}).values())
    if row.audience == Audience.VOTERS:
        if result.raters:
            wrong["raters"] = "向选民述职，由原选区选民评议，不选评议人"
        if votes and votes > (row.present or 0):
            wrong["present"] = f"评议票共 {votes} 张，到会人数不能比它少"
    else:
        _check_committee(row, result, votes, wrong)
    if wrong:
        raise ValidationError(wrong)


def _check_committee(row: DutyReport, result: Result, votes: int, wrong: dict[str, str]) -> None:
    """Only members of the standing committee rate a deputy of a higher level, and nobody the own report (R069)."""
    members = set(committee_members(row.day).values_list("pk", flat=True)) - {row.deputyship.person_id}
    others = [person.name for person in result.raters if person.pk not in members]
    if others:
        wrong["raters"] = f"{'、'.join(others)}那天不是常委会组成人员，不能评议"
    elif votes > len(result.raters):
        wrong["raters"] = f"评议票共 {votes} 张，选了 {len(result.raters)} 位评议人"


def best_of(ballots: Mapping[ReportOpinion, int]) -> ReportOpinion | None:
    """The opinion with the most ballots; of equal ones the lower, so that nobody is rated too well."""
    cast = [(count, opinion.order, opinion) for opinion, count in ballots.items() if count]
    return max(cast, key=lambda one: one[:2])[2] if cast else None


def _tell(row: DutyReport, text: str) -> None:
    user = row.deputyship.person.user
    if user is not None:
        notices.send(
            to=[user],
            title=f"述职：{text}"[:160],
            text=f"{row.get_audience_display()}　{row.place}".strip(),
            url=reverse("duty_reports:detail", args=[row.pk]),
            key=f"duty_report:{row.pk}:{row.version}",
        )


def _facts(row: DutyReport) -> dict[str, Any]:
    names = ("form", "day", "place", "state", "present", "remarks", "result_id")
    return {name: getattr(row, name) for name in names}
