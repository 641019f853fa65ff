"""Topics, claims, reports, and the recommendations that are followed until closed (R017, R110, R111)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import (
    Recommendation,
    RecommendationStep,
    StudyReport,
    StudyTopic,
    TopicClaim,
)
from activities.studies import rules
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.notices import operations as notices
from deputies.duty.arriving import Duty, sync_duties
from deputies.models import DeputyGroup, Deputyship

#: What registers of duties call a report.
SOURCE = "study_report"
TOPIC_FIELDS = ("year", "title", "note")
REPORT_FIELDS = ("title", "field", "topic", "group", "finished_on", "summary", "adopted_by", "adopted_on")


# --- topics -----------------------------------------------------------------------------------------------
def _topic_facts(row: StudyTopic) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TOPIC_FIELDS}


@transaction.atomic
def publish_topic(*, actor: User, year: int, title: str, note: str = "") -> StudyTopic:
    """Put a topic on the list of a year; leaders of groups are told."""
    row = StudyTopic(year=year, title=title.strip(), note=note.strip(), created_by=actor)
    row.full_clean(exclude=["created_by"])
    row.save()
    audit.record(actor=actor, verb="studies:publish_topic", obj=row, after=_topic_facts(row))
    leaders = User.objects.filter(
        person__group_posts__group__in=DeputyGroup.objects.in_force(timezone.localdate())
    )
    url = reverse("studies:mine")
    text = "可以为小组认领。"
    notices.send(
        to=leaders.filter(is_active=True).distinct(),
        title=f"{year}年调研课题：{row}",
        text=text,
        url=url,
        key=f"topic:{row.pk}",
    )
    return row


@transaction.atomic
def change_topic(
    *, topic: StudyTopic, actor: User, version: int, year: int, title: str, note: str
) -> StudyTopic:
    """Correct a topic. Raises ``StaleVersion``."""
    row = StudyTopic.objects.select_for_update().get(pk=topic.pk)
    before = _topic_facts(row)
    check_version(row, version, before)
    row.year, row.title, row.note = year, title.strip(), note.strip()
    row.full_clean(exclude=["created_by"])
    old, new = audit.changed(before, _topic_facts(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="studies:change_topic", obj=row, before=old, after=new)
    return row


@transaction.atomic
def drop_topic(*, topic: StudyTopic, actor: User, reason: str) -> StudyTopic:
    """Take it off the list, and why. ``Conflict`` once a group claimed it."""
    row = StudyTopic.objects.select_for_update().get(pk=topic.pk)
    if row.claims.exists():
        raise Conflict("已有小组认领这个课题，不能撤下")
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row.dropped_reason = reason.strip()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="studies:drop_topic", obj=row, after={"reason": row.dropped_reason})
    return row


@transaction.atomic
def claim(*, topic: StudyTopic, actor: User, group: DeputyGroup) -> TopicClaim:
    """Take a topic on for a group; several groups may take one. Asked twice, it is one claim."""
    row = StudyTopic.objects.select_for_update().get(pk=topic.pk)
    require_rule(actor, rules.claim_for, group)
    if row.dropped_reason:
        raise Conflict("这个课题已撤下")
    made, is_new = TopicClaim.objects.get_or_create(topic=row, group=group, defaults={"claimed_by": actor})
    if is_new:
        audit.record(actor=actor, verb="studies:claim", obj=row, after={"group": group.label})
    return made


@transaction.atomic
def give_back(*, claim: TopicClaim, actor: User) -> None:
    """The group does not study it after all. ``Conflict`` once it reported."""
    row = TopicClaim.objects.select_for_update(of=("self",)).select_related("topic", "group").get(pk=claim.pk)
    require_rule(actor, rules.claim_for, row.group)
    if StudyReport.objects.standing().filter(topic=row.topic, group=row.group).exists():
        raise Conflict("小组已交这个课题的调研报告，不能退回")
    audit.record(actor=actor, verb="studies:give_back", obj=row.topic, before={"group": row.group.label})
    row.delete()


# --- reports ----------------------------------------------------------------------------------------------
def facts_of(row: StudyReport) -> dict[str, Any]:
    """What a report tells, for the audit trail and for comparing two versions."""
    return {
        "title": row.title,
        "field": row.field,
        "topic": str(row.topic or ""),
        "group": str(row.group or ""),
        "finished_on": row.finished_on,
        "summary": row.summary,
        "adopted_by": row.adopted_by,
        "adopted_on": row.adopted_on,
        "authors": list(row.authors.order_by("person__pinyin").values_list("person__name", flat=True)),
        "files": list(row.files.shown().values_list("name", flat=True)),
    }


@transaction.atomic
def record_report(
    *,
    actor: User,
    authors: Collection[Deputyship] = (),
    attachments: Sequence[Document] = (),
    **facts: Any,
) -> StudyReport:
    """Enter a report. For a topic of the list it finishes the claim of its group, which is made when there is none.

    Raises ``ValidationError`` without a group and without authors, for a day to come, for a topic without a group.
    """
    row = StudyReport(recorded_by=actor)
    _take(row, actor, authors, attachments, facts)
    audit.record(actor=actor, verb="studies:record_report", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_report(
    *,
    report: StudyReport,
    actor: User,
    version: int,
    authors: Collection[Deputyship] = (),
    attachments: Sequence[Document] = (),
    **facts: Any,
) -> StudyReport:
    """Correct a report, or say who adopted it. Raises ``StaleVersion``; ``Conflict`` once withdrawn."""
    row = _locked(report, actor)
    before = facts_of(row)
    check_version(row, version, before)
    _take(row, actor, authors, attachments, facts)
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="studies:change_report", obj=row, before=old, after=new)
    return row


@transaction.atomic
def withdraw_report(*, report: StudyReport, actor: User, reason: str) -> StudyReport:
    """It was entered by mistake; it counts no longer and stays readable with the reason."""
    row = _locked(report, actor)
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row.withdrawn_reason = reason.strip()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="studies:withdraw_report", obj=row, after={"reason": row.withdrawn_reason})
    _tell_registers(row, actor)
    return row


def _locked(report: StudyReport, actor: User) -> StudyReport:
    rows = StudyReport.objects.select_for_update(of=("self",)).select_related("topic", "group")
    row = rows.get(pk=report.pk)
    require_rule(actor, rules.keep_report, row)
    if row.withdrawn_reason:
        raise Conflict("这份调研报告已撤回，不能再改")
    return row


def _take(
    row: StudyReport,
    actor: User,
    authors: Collection[Deputyship],
    attachments: Sequence[Document],
    facts: dict[str, Any],
) -> None:
    for name in REPORT_FIELDS:
        setattr(row, name, facts.get(name, getattr(row, name)))
    if row.group is None and not authors:
        raise ValidationError({"group": "请选小组，或者选执笔代表"})
    if row.topic is not None and row.group is None:
        raise ValidationError({"group": "参考课题由小组认领，请选小组"})
    if row.finished_on > timezone.localdate():
        raise ValidationError({"finished_on": "完成日期还没有到"})
    row.full_clean(exclude=["recorded_by"])
    row.save()
    require_rule(actor, rules.keep_report, row)
    row.authors.set(authors)
    if row.topic is not None and row.group is not None:
        TopicClaim.objects.get_or_create(topic=row.topic, group=row.group, defaults={"claimed_by": actor})
    with saving() as saver, transaction.atomic():
        add_documents(row.files, attachments, actor, saver.save, folder="studies")
    _tell_registers(row, actor)


def collect() -> int:
    """Bring the registers in line with every report; gives how many there are."""
    rows = list(StudyReport.objects.order_by("pk"))
    for row in rows:
        _tell_registers(row, None)
    return len(rows)


def _tell_registers(row: StudyReport, actor: User | None) -> None:
    """Whoever wrote it did one duty, on the day it was finished."""
    authors = row.authors.none() if row.withdrawn_reason else row.authors.all()
    duties = [Duty(one.pk, "study_report", row.finished_on, f"撰写调研报告“{row.title}”") for one in authors]
    sync_duties(source=SOURCE, source_pk=row.pk, duties=duties, actor=actor)


# --- recommendations --------------------------------------------------------------------------------------
@transaction.atomic
def recommend(
    *, report: StudyReport, actor: User, text: str, owner: str, due_on: date | None = None
) -> Recommendation:
    """Note what the report recommends, and who is to look into it."""
    row = _locked(report, actor)
    made = Recommendation(report=row, text=text.strip(), owner=owner.strip(), due_on=due_on)
    made.full_clean()
    made.save()
    after = {"text": made.text, "owner": made.owner, "due_on": due_on}
    audit.record(actor=actor, verb="studies:recommend", obj=row, after=after)
    return made


@transaction.atomic
def follow_up(
    *, recommendation: Recommendation, actor: User, on: date, text: str, closed: bool = False
) -> Recommendation:
    """Note what was heard of it; ``closed`` says that it is solved. Raises ``Conflict`` once it is closed."""
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    report = _locked(row.report, actor)
    if row.closed_on is not None:
        raise Conflict("这条建议已办结，要接着跟进，先重新打开")
    if on > timezone.localdate():
        raise ValidationError({"on": "日期还没有到"})
    step = RecommendationStep(recommendation=row, on=on, text=text.strip())
    step.full_clean()
    step.save()
    if closed:
        row.closed_on = on
    row.version += 1
    row.save()
    after = {"text": row.text, "step": step.text, "closed_on": row.closed_on}
    audit.record(actor=actor, verb="studies:follow_up", obj=report, after=after)
    return row


@transaction.atomic
def reopen(*, recommendation: Recommendation, actor: User, reason: str) -> Recommendation:
    """It was not solved after all, and why. Raises ``Conflict`` when it is open."""
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    report = _locked(row.report, actor)
    if row.closed_on is None:
        raise Conflict("这条建议还没有办结")
    if not reason.strip():
        raise ValidationError({"reason": "请写原因"})
    row.closed_on = None
    row.version += 1
    row.save()
    RecommendationStep.objects.create(
        recommendation=row, on=timezone.localdate(), text=f"重新跟进：{reason.strip()}"
    )
    after = {"text": row.text, "reason": reason.strip()}
    audit.record(actor=actor, verb="studies:reopen", obj=report, after=after)
    return row
