"""What can be done with the log. Nothing is deleted: an activity is withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from activities.enums import ActivityState
from activities.models import (
    Activity,
    ActivityGroup,
    ActivityKind,
    ActivityPhoto,
    ActivityUnit,
    Participation,
)
from activities.parts import GroupPart, Part, UnitPart
from activities.queries import facts_of
from activities.workflow import WORKFLOW
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import require
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.uploads import Photo, saving
from congress.organs.models import Area
from congress.organs.queries import district
from deputies.enums import Standing
from deputies.models import Person, is_partial_name
from deputies.operations import create_person
from deputies.queries import standing_of

#: Where a row goes while the rows of an activity change places, so that no two ever share one.
_ASIDE = 100_000


class Facts(TypedDict):
    """What an activity is told of. ``end_on`` is the start day when left out, ``area`` the district."""

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
    area: NotRequired[Area | None]


@transaction.atomic
def record_activity(
    *,
    actor: User | None,
    participations: Sequence[Part] = (),
    units: Sequence[UnitPart] = (),
    groups: Sequence[GroupPart] = (),
    photos: Sequence[Photo] = (),
    token: UUID | None = None,
    **facts: Unpack[Facts],
) -> Activity:
    """Log what happened. A participation of an unknown name enters that person into the register.

    ``token`` names one submission of the form: sent twice, it gives the activity of the first time.
    ``actor`` is none for an import. Raises ``ValidationError`` for a value the model refuses,
    ``StorageFailed`` when a photo cannot be saved; then nothing at all is saved.
    """
    activity = Activity(recorded_by=actor, token=token)
    _take(activity, facts)
    try:
        with transaction.atomic():
            activity.save()
    except IntegrityError:
        earlier = Activity.objects.filter(token=token, recorded_by=actor).first() if token else None
        if earlier is None:
            raise
        return earlier
    with saving() as saver, transaction.atomic():
        _set_participations(activity, participations, actor)
        _set_units(activity, units)
        _set_groups(activity, groups)
        _add_photos(activity, photos, actor, saver.save)
        audit.record(actor=actor, verb="activities:record_activity", obj=activity, after=facts_of(activity))
    return activity


@transaction.atomic
def change_activity(
    *,
    activity: Activity,
    actor: User,
    version: int,
    participations: Sequence[Part] = (),
    units: Sequence[UnitPart] = (),
    groups: Sequence[GroupPart] = (),
    photos: Sequence[Photo] = (),
    dropped_photos: Collection[int] = (),
    **facts: Unpack[Facts],
) -> Activity:
    """Correct an activity; participants, units and groups are given whole, photos as additions.

    ``dropped_photos`` are keys of photos no longer shown; their files stay. Raises ``StaleVersion`` with
    what stands in the record when somebody saved after ``version``, ``Conflict`` when it is withdrawn.
    """
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    before = facts_of(row)
    if row.version != version:
        raise StaleVersion(stored=before)
    if row.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，恢复之后才能修改")
    _take(row, facts)
    with saving() as saver, transaction.atomic():
        _set_participations(row, participations, actor)
        _set_units(row, units)
        _set_groups(row, groups)
        row.photos.filter(pk__in=dropped_photos).update(dropped=True)
        _add_photos(row, photos, actor, saver.save)
        old, new = audit.changed(before, facts_of(row))
        if new:
            row.version += 1
            row.save()
            audit.record(actor=actor, verb="activities:change_activity", obj=row, before=old, after=new)
    return row


@transaction.atomic
def withdraw(*, activity: Activity, actor: User, reason: str) -> Activity:
    """Take an activity out of lists, figures and bulletins; it stays readable with the reason."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    require(actor, WORKFLOW["withdraw"], row.state)
    return _move(row, actor, "withdraw", reason)


@transaction.atomic
def restore(*, activity: Activity, actor: User) -> Activity:
    """Bring a withdrawn activity back."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    require(actor, WORKFLOW["restore"], row.state)
    return _move(row, actor, "restore", "")


def _move(row: Activity, actor: User, step: str, reason: str) -> Activity:
    before = {"state": row.state, "withdrawn_reason": row.withdrawn_reason}
    row.state, row.withdrawn_reason = WORKFLOW[step].target, reason
    row.version += 1
    row.save()
    after = {"state": row.state, "withdrawn_reason": row.withdrawn_reason}
    audit.record(actor=actor, verb=f"activities:{step}", obj=row, before=before, after=after)
    return row


def _take(activity: Activity, facts: Facts) -> None:
    activity.start_on = facts["start_on"]
    activity.end_on = facts.get("end_on") or facts["start_on"]
    activity.half_day = facts.get("half_day", "")
    activity.kind, activity.headline, activity.text = facts["kind"], facts["headline"].strip(), facts["text"]
    for name in ("topic", "organiser", "place"):
        setattr(activity, name, facts.get(name, ""))
    activity.meeting_number = facts.get("meeting_number")
    area = facts.get("area") or district()
    if area is None:
        raise Conflict("还没有登记本区，请先在区域里登记")
    activity.area = area
    activity.full_clean(exclude=["recorded_by"], validate_unique=False)


def _person(part: Part, actor: User | None) -> Person:
    if part.person is not None:
        return part.person
    standing, level = standing_of(part.title_full or part.title_as_written)
    partial = is_partial_name(part.name)
    return create_person(
        actor=actor,
        name=part.name,
        partial_name=partial,
        standing=Standing.OUTSIDE if partial else standing,
        level=level,
        organisation=part.organisation,
    )


def _set_participations(activity: Activity, parts: Sequence[Part], actor: User | None) -> None:
    """Rows of people who stay keep their key, so that what points at them stays true."""
    people = [_person(part, actor) for part in parts]
    twice = [person.name for i, person in enumerate(people) if person in people[:i]]
    if twice:
        raise ValidationError(f"参加人里“{twice[0]}”列了两次，同一个人只列一次")
    rows = {row.person_id: row for row in activity.participations.all()}
    activity.participations.exclude(person__in=people).delete()
    activity.participations.update(order=F("order") + _ASIDE)
    for order, (part, person) in enumerate(zip(parts, people, strict=True), 1):
        row = rows.get(person.pk) or Participation(activity=activity, person=person)
        row.order, row.manner, row.party = order, part.manner, part.party
        row.title_as_written, row.title_full = part.title_as_written, part.title_full
        row.collective_title = part.collective_title
        row.full_clean(exclude=["activity", "person"])
        row.save()
        rows[person.pk] = row


def _set_units(activity: Activity, parts: Sequence[UnitPart]) -> None:
    rows = list(activity.units.all())
    activity.units.update(order=F("order") + _ASIDE)
    kept = []
    for order, part in enumerate(parts, 1):
        same = next((r for r in rows if r.name_as_written == part.name_as_written), None)
        if same is not None:
            rows.remove(same)
        row = same or ActivityUnit(activity=activity)
        row.order, row.organ, row.name_as_written = order, part.organ, part.name_as_written
        row.represented_by, row.manner = part.represented_by, part.manner
        row.full_clean(exclude=["activity", "organ"])
        row.save()
        kept.append(row.pk)
    activity.units.exclude(pk__in=kept).delete()


def _set_groups(activity: Activity, parts: Sequence[GroupPart]) -> None:
    rows = list(activity.groups.all())
    activity.groups.update(order=F("order") + _ASIDE)
    kept = []
    for order, part in enumerate(parts, 1):
        same = next((r for r in rows if r.name == part.name), None)
        if same is not None:
            rows.remove(same)
        row = same or ActivityGroup(activity=activity)
        row.order, row.name, row.manner = order, part.name, part.manner
        row.full_clean(exclude=["activity"])
        row.save()
        kept.append(row.pk)
    activity.groups.exclude(pk__in=kept).delete()


def _add_photos(
    activity: Activity, photos: Sequence[Photo], actor: User | None, save: Callable[[str, bytes, str], str]
) -> None:
    last = activity.photos.order_by("order").last()
    for order, photo in enumerate(photos, last.order + 1 if last else 1):
        ActivityPhoto.objects.create(
            activity=activity,
            order=order,
            name=photo.name[-120:],
            full=save("activities", photo.full, ".jpg"),
            small=save("activities", photo.small, ".jpg"),
            width=photo.width,
            height=photo.height,
            added_by=actor,
        )
