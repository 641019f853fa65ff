"""Study in groups and exchanges of views: each is one activity of the log with its roll (R087, R101)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from activities import operations as log
from activities.learning.enums import StudyKind
from activities.models import Activity, ActivityKind, GroupStudy, StudySpeech
from activities.operations.following import restate
from activities.operations.recording import withdraw_with
from activities.queries.roster import on_roll
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web import dates
from deputies.models import DeputyGroup, Deputyship

#: The kind of activity each becomes; the migration sees to them.
STUDY_CODES = {StudyKind.GROUP: "group_study", StudyKind.SEMINAR: "seminar"}


class StudyFacts(TypedDict):
    """What is told of it. An empty text is worded from the other facts."""

    kind: str
    group: DeputyGroup | None
    topic: str
    material: str
    leader: str
    on: date
    place: str
    text: str
    deputies: Sequence[Deputyship]


def facts_of(row: GroupStudy) -> dict[str, Any]:
    """What stands in it now, for the audit trail and a second writer."""
    return {
        "kind": row.get_kind_display(),
        "group": str(row.group or ""),
        "topic": row.topic,
        "material": row.material,
        "leader": row.leader,
        "on": row.activity.start_on,
        "place": row.activity.place,
        "text": row.activity.text,
        "deputies": [one.person.name for one in on_roll(row.activity)],
    }


@transaction.atomic
def record_study(*, actor: User | None, token: UUID | None = None, **facts: Unpack[StudyFacts]) -> GroupStudy:
    """Log it: the activity with its roll, and beside it the material and who led.

    The same submission sent twice gives the study of the first time. Raises ``ValidationError`` for a value the
    models refuse.
    """
    earlier = GroupStudy.objects.filter(activity__token=token).first() if token else None
    if earlier is not None:
        return earlier
    row = GroupStudy(recorded_by=actor)
    _take(row, facts)
    row.activity = log.record_activity(
        actor=actor,
        token=token,
        start_on=facts["on"],
        kind=_kind(row.kind),
        headline=_headline(row),
        topic=row.topic,
        organiser=str(row.group or ""),
        place=facts["place"],
        area=_area(row),
        text=facts["text"].strip() or _worded(row, facts),
        deputies=facts["deputies"],
        deputy_groups=[row.group] if row.group else [],
    )
    row.save()
    audit.record(actor=actor, verb="learning:record_study", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_study(*, study: GroupStudy, actor: User, version: int, **facts: Unpack[StudyFacts]) -> GroupStudy:
    """Correct it, and the activity with it. Raises ``StaleVersion`` when somebody saved after ``version``."""
    row = _locked(study)
    before = facts_of(row)
    check_version(row, version, before)
    _take(row, facts)
    restate(
        activity=row.activity,
        actor=actor,
        days=(facts["on"], facts["on"]),
        kind=_kind(row.kind),
        headline=_headline(row),
        place=facts["place"],
        text=facts["text"].strip() or _worded(row, facts),
        deputies=facts["deputies"],
    )
    row.activity.refresh_from_db()
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="learning:change_study", obj=row, before=old, after=new)
    return row


@transaction.atomic
def withdraw_study(*, study: GroupStudy, actor: User, reason: str) -> Activity:
    """It counts no longer: its activity is withdrawn with the reason."""
    row = _locked(study)
    reason = reason.strip()
    activity = withdraw_with(activity=row.activity, actor=actor, reason=reason)
    audit.record(actor=actor, verb="learning:withdraw_study", obj=row, after={"withdrawn_reason": reason})
    return activity


@transaction.atomic
def write_speech(*, study: GroupStudy, actor: User, deputyship: Deputyship, points: str) -> StudySpeech:
    """Note what a deputy said, or correct it. Raises ``ValidationError`` for somebody who is not on the roll."""
    row = _locked(study)
    if not row.activity.attendances.filter(deputyship=deputyship).exists():
        raise ValidationError({"deputyship": "这位代表不在参加名单里，请先在“修改”里加上"})
    speech = row.speeches.filter(deputyship=deputyship).first() or StudySpeech(
        study=row, deputyship=deputyship
    )
    before = {"points": speech.points} if speech.pk else None
    speech.points = points.strip()
    speech.full_clean()
    if speech.pk:
        speech.version += 1
    speech.save()
    after = {"deputy": deputyship.person.name, "points": speech.points}
    audit.record(actor=actor, verb="learning:write_speech", obj=row, before=before, after=after)
    return speech


@transaction.atomic
def drop_speech(*, speech: StudySpeech, actor: User) -> GroupStudy:
    """Take it out."""
    row = _locked(speech.study)
    before = {"deputy": speech.deputyship.person.name, "points": speech.points}
    speech.delete()
    audit.record(actor=actor, verb="learning:drop_speech", obj=row, before=before)
    return row


def _locked(study: GroupStudy) -> GroupStudy:
    rows = GroupStudy.objects.select_for_update(of=("self",))
    return rows.select_related("group__area", "activity__kind").get(pk=study.pk)


def _take(row: GroupStudy, facts: StudyFacts) -> None:
    row.kind, row.group, row.topic = facts["kind"], facts["group"], facts["topic"].strip()
    row.material, row.leader = facts["material"].strip(), facts["leader"].strip()
    if row.kind == StudyKind.GROUP and row.group is None:
        raise ValidationError({"group": "小组学习要选代表小组"})
    row.full_clean(exclude=["activity", "recorded_by", "search_text"])


def _kind(kind: str) -> ActivityKind:
    return ActivityKind.objects.get(code=STUDY_CODES[StudyKind(kind)])


def _headline(row: GroupStudy) -> str:
    who = f"{row.group}" if row.group else ""
    verb = "开展研讨交流" if row.kind == StudyKind.SEMINAR else "集中学习"
    return f"{who}{verb}：{row.topic}"[:200]


def _worded(row: GroupStudy, facts: StudyFacts) -> str:
    """11月5日，第三小组在活动室集中学习监督法，由张三领学，参加代表 8 人。"""
    where = f"在{facts['place']}" if facts["place"] else ""
    verb = "围绕“{}”开展研讨交流" if row.kind == StudyKind.SEMINAR else "集中学习“{}”"
    led = f"，由{row.leader}领学" if row.leader else ""
    read = f"，学习材料：{row.material}" if row.material else ""
    who = str(row.group or "人大代表")
    day = dates.period(facts["on"], facts["on"])
    return f"{day}，{who}{where}{verb.format(row.topic)}{led}{read}。参加代表 {len(facts['deputies'])} 人。"


def _area(row: GroupStudy) -> Area | None:
    area = row.group.area if row.group else None
    return (area.town or area) if area else district()
