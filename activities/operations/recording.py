"""Logging, correcting, withdrawing and restoring an activity."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from activities.enums import ActivityState
from activities.followers import tell_followers
from activities.models import Activity, ActivityKind, Campaign
from activities.operations import rows
from activities.operations.attendance import set_deputies
from activities.operations.duties import follow_duties
from activities.parts import AgendaPart, CountedPart, GroupPart, Part, UnitPart
from activities.queries.log import facts_of, same_meeting
from activities.workflow import WORKFLOW
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import require, require_state
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_documents, add_photos
from congress.documents.uploads import Document, Photo, saving
from congress.organs.models import Area
from congress.organs.queries import district
from deputies.models import DeputyGroup, Deputyship


class Facts(TypedDict):
    """What an activity is told of. ``end_on`` is the start day when left out, ``area`` the district.

    ``participations`` to ``photos`` are given whole when a record is changed, files as additions. A
    participation of an unknown name enters that person into the register. ``deputies`` are those of the
    roster who took part; left out, the attendance stays as it is, and so do the ``deputy_groups`` that
    carried it out.
    """

    start_on: date
    end_on: NotRequired[date | None]
    half_day: NotRequired[str]
    kind: ActivityKind
    headline: str
    topic: NotRequired[str]
    organiser: NotRequired[str]
    place: NotRequired[str]
    text: str
    meeting_number: NotRequired[int | None]
    law_studied: NotRequired[str]
    partner_role: NotRequired[str]
    partner_name: NotRequired[str]
    partner_level: NotRequired[str]
    area: NotRequired[Area | None]
    campaigns: NotRequired[Collection[Campaign]]
    deputy_groups: NotRequired[Collection[DeputyGroup]]
    participations: NotRequired[Sequence[Part]]
    units: NotRequired[Sequence[UnitPart]]
    groups: NotRequired[Sequence[GroupPart]]
    counted: NotRequired[Sequence[CountedPart]]
    agenda: NotRequired[Sequence[AgendaPart]]
    deputies: NotRequired[Sequence[Deputyship]]
    photos: NotRequired[Sequence[Photo]]
    attachments: NotRequired[Sequence[Document]]


@dataclass(frozen=True)
class Dropped:
    """Keys of photos and documents that are no longer shown; their files stay."""

    photos: Collection[int] = field(default=())
    attachments: Collection[int] = field(default=())


@transaction.atomic
def record_activity(*, actor: User | None, token: UUID | None = None, **facts: Unpack[Facts]) -> Activity:
    """Log what happened.

    ``token`` names one submission of the form: sent twice, it gives the activity of the first time.
    ``actor`` is none for an import. Raises ``ValidationError`` for a value the model refuses,
    ``StorageFailed`` when a file cannot be saved; then nothing at all is saved.
    """
    activity = Activity(recorded_by=actor, token=token)
    _take(activity, facts)
    try:
        with transaction.atomic():
            activity.save()
    except IntegrityError:
        earlier = Activity.objects.filter(token=token, recorded_by=actor).first() if token else None
        if earlier is None:
            _refuse_second_number(activity)
            raise
        return earlier
    _take_rows(activity, facts, actor)
    audit.record(actor=actor, verb="activities:record_activity", obj=activity, after=facts_of(activity))
    _tell(activity, actor)
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    actor: User,
    version: int,
    dropped: Dropped | None = None,
    **facts: Unpack[Facts],
) -> Activity:
    """Correct an activity.

    Raises ``StaleVersion`` with what stands in the record when somebody saved after ``version``,
    ``Conflict`` when it is withdrawn, else as :func:`record_activity`.
    """
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    before = facts_of(row)
    if row.version != version:
        raise StaleVersion(stored=before)
    if row.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，恢复之后才能修改")
    _take(row, facts)
    gone = dropped or Dropped()
    row.photos.filter(pk__in=gone.photos).update(dropped=True)
    row.attachments.filter(pk__in=gone.attachments).update(dropped=True)
    _take_rows(row, facts, actor)
    return note_change(row, before, actor)


def note_change(row: Activity, before: Mapping[str, Any], actor: User | None) -> Activity:
    """Save what differs from ``before`` and write it into the audit trail; without a difference nothing happens."""
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="activities:change_activity", obj=row, before=old, after=new)
        _tell(row, actor)
    return row


def _tell(activity: Activity, actor: User | None) -> None:
    """What follows from an activity: the duties of deputies, and what higher rooms keep beside it."""
    follow_duties(activity, actor)
    tell_followers(activity, actor)


@transaction.atomic
def add_deputy_group(*, activity: Activity, actor: User | None, group: DeputyGroup) -> Activity:
    """Note one more group that carried it out (R009); one that is noted already is no change."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if row.deputy_groups.filter(pk=group.pk).exists():
        return row
    before = [known.label for known in row.deputy_groups.all()]
    row.deputy_groups.add(group)
    row.version += 1
    row.save()
    after = [known.label for known in row.deputy_groups.all()]
    audit.record(
        actor=actor,
        verb="activities:change_activity",
        obj=row,
        before={"deputy_groups": before},
        after={"deputy_groups": after},
    )
    return row


@transaction.atomic
def withdraw(*, activity: Activity, actor: User, reason: str) -> Activity:
    """Take an activity out of lists, figures and bulletins; it stays readable with the reason."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    require(actor, WORKFLOW["withdraw"], row.state)
    return _move(row, actor, "withdraw", reason)


@transaction.atomic
def withdraw_with(*, activity: Activity, actor: User | None, reason: str) -> Activity:
    """Withdraw an activity together with the record it stands for, by whoever may withdraw that one."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    require_state(WORKFLOW["withdraw"], row.state)
    return _move(row, actor, "withdraw", reason)


@transaction.atomic
def restore(*, activity: Activity, actor: User) -> Activity:
    """Bring a withdrawn activity back. ``Conflict`` when its meeting number was given to another meanwhile."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    require(actor, WORKFLOW["restore"], row.state)
    if other := same_meeting(row):
        raise Conflict(f"这个会议次数已用于“{other.headline}”，请先改正那一次")
    return _move(row, actor, "restore", "")


def _move(row: Activity, actor: User | None, step: str, reason: str) -> Activity:
    before = {"state": row.state, "withdrawn_reason": row.withdrawn_reason}
    row.state, row.withdrawn_reason = WORKFLOW[step].target, reason
    row.version += 1
    row.save()
    after = {"state": row.state, "withdrawn_reason": row.withdrawn_reason}
    audit.record(actor=actor, verb=f"activities:{step}", obj=row, before=before, after=after)
    follow_duties(row, actor)
    tell_followers(row, actor)
    return row


_PLAIN = (
    "half_day",
    "topic",
    "organiser",
    "place",
    "law_studied",
    "partner_role",
    "partner_name",
    "partner_level",
)


def _take(activity: Activity, facts: Facts) -> None:
    activity.start_on = facts["start_on"]
    activity.end_on = facts.get("end_on") or facts["start_on"]
    activity.kind, activity.headline, activity.text = facts["kind"], facts["headline"].strip(), facts["text"]
    for name in _PLAIN:
        setattr(activity, name, facts.get(name, ""))
    activity.meeting_number = facts.get("meeting_number")
    area = facts.get("area") or district()
    if area is None:
        raise Conflict("还没有登记本区，请先在区域里登记")
    activity.area = area
    activity.derive()
    _refuse_second_number(activity)
    activity.full_clean(exclude=["recorded_by"], validate_unique=False, validate_constraints=False)
    activity.validate_constraints(exclude=["meeting_number"])


def _refuse_second_number(activity: Activity) -> None:
    if other := same_meeting(activity):
        day = f"{other.start_on.month}月{other.start_on.day}日"
        message = (
            f"{activity.meeting_year}年{activity.meeting_body}第 {activity.meeting_number} 次会议"
            f"已登记在{day}“{other.headline}”，请核对次数"
        )
        raise ValidationError({"meeting_number": message})


def _take_rows(activity: Activity, facts: Facts, actor: User | None) -> None:
    """Everything beside the record itself; files that were written go again when anything fails."""
    with saving() as saver, transaction.atomic():
        activity.campaigns.set(facts.get("campaigns", ()))
        if "deputy_groups" in facts:
            activity.deputy_groups.set(facts["deputy_groups"])
        rows.set_participations(activity, facts.get("participations", ()), actor)
        rows.set_units(activity, facts.get("units", ()))
        rows.set_groups(activity, facts.get("groups", ()))
        rows.set_counted(activity, facts.get("counted", ()))
        rows.set_agenda(activity, facts.get("agenda", ()))
        if "deputies" in facts:
            set_deputies(activity, facts["deputies"], actor)
        add_photos(activity.photos, facts.get("photos", ()), actor, saver.save, folder="activities")
        add_documents(
            activity.attachments, facts.get("attachments", ()), actor, saver.save, folder="activities"
        )
