"""Who spoke about what. A deputy who teaches in the lecture hall has done a duty by it (R091)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.enums import ActivityState
from activities.learning.enums import ClassState
from activities.learning.operations.shared import locked
from activities.models import Activity, Lecture, TrainingClass
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.duty.arriving import Duty, sync_duties
from deputies.models import Deputyship

#: What teaching counts as, and the source that tells it.
LECTURE_DUTY = "lecture"
SOURCE = "lecture"


@transaction.atomic
def add_lecture(
    *,
    training: TrainingClass,
    actor: User | None,
    speaker: str = "",
    organ: str = "",
    subject: str = "",
    deputyship: Deputyship | None = None,
) -> Lecture:
    """Name a speaker with the subject; a deputy goes by the name of the roster.

    Raises ``ValidationError`` without a name, ``Conflict`` when the class was cancelled.
    """
    row = locked(training)
    if row.state == ClassState.CANCELLED:
        raise Conflict("这个培训班已取消，不能再改")
    name = deputyship.person.name if deputyship else speaker.strip()
    if not name:
        raise ValidationError({"speaker": "请写授课人，或者选授课的代表"})
    lecture = Lecture(
        training=row,
        speaker=name,
        organ=organ.strip(),
        subject=subject.strip() or row.title,
        deputyship=deputyship,
    )
    lecture.full_clean()
    lecture.save()
    after = {"speaker": name, "organ": lecture.organ, "subject": lecture.subject}
    audit.record(actor=actor, verb="learning:add_lecture", obj=row, after=after)
    tell_duties(row, actor)
    return lecture


@transaction.atomic
def drop_lecture(*, lecture: Lecture, actor: User) -> TrainingClass:
    """Take a speaker out."""
    row = locked(lecture.training)
    if row.state == ClassState.CANCELLED:
        raise Conflict("这个培训班已取消，不能再改")
    before = {"speaker": lecture.speaker, "organ": lecture.organ, "subject": lecture.subject}
    lecture.delete()
    audit.record(actor=actor, verb="learning:drop_lecture", obj=row, before=before)
    tell_duties(row, actor)
    return row


def tell_duties(row: TrainingClass, actor: User | None) -> None:
    """Deputies who taught in a class that is held have done the duty 代表讲堂授课; attendance is told by the log."""
    activity = row.activity
    held = activity is not None and activity.state == ActivityState.RECORDED
    lectures = row.lectures.filter(deputyship__isnull=False) if held else Lecture.objects.none()
    duties = [
        Duty(
            deputyship_id=one.deputyship_id,
            kind=LECTURE_DUTY,
            day=row.begins_on,
            title=f"{row.title}：{one.subject}" if one.subject != row.title else row.title,
            place=row.place,
            key=str(one.pk),
        )
        for one in lectures
        if one.deputyship_id is not None
    ]
    sync_duties(source=SOURCE, source_pk=row.pk, duties=duties, actor=actor)


def collect() -> int:
    """Bring the registers in line with every class that is held; gives how many have a deputy who taught."""
    held = TrainingClass.objects.filter(activity__isnull=False, lectures__deputyship__isnull=False).distinct()
    rows = held.select_related("activity").order_by("begins_on", "pk")
    for row in rows:
        tell_duties(row, None)
    return len(rows)


def follow_activity(activity: Activity, actor: User | None) -> None:
    """The activity of a class was corrected, withdrawn or restored: the days and the duties of the class follow."""
    training = TrainingClass.objects.filter(activity=activity).first()
    if training is None:
        return
    row = locked(training)
    if (row.start_on, row.end_on) != (activity.start_on, activity.end_on):
        row.start_on, row.end_on = activity.start_on, activity.end_on
        row.save()
    tell_duties(row, actor)
