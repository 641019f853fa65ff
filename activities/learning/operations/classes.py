"""Planning a class, opening the enrolment, holding it. A class that is held becomes one activity of the log."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from activities.attendance import operations as attendance
from activities.enums import ActivityState
from activities.learning.enums import ClassState, TraineeState
from activities.learning.operations.lectures import tell_duties
from activities.learning.operations.shared import FIELDS, facts_of, fill_seats, locked, tell, when_and_where
from activities.learning.workflow import WORKFLOW
from activities.models import Activity, Trainee, TrainingClass, TrainingPlan, TrainingType
from activities.operations import record_activity
from activities.operations.rows import set_groups
from activities.parts import GroupPart
from congress.access.exceptions import Conflict
from congress.access.rules import require, require_state
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area
from congress.web import dates
from deputies.models import Deputyship


class ClassFacts(TypedDict, total=False):
    """What a class is told of; what is left out keeps its default when it is new."""

    title: str
    type: TrainingType
    reach: str
    plan: TrainingPlan | None
    year: int
    span: str
    start_on: date | None
    end_on: date | None
    gathering: str
    channel: str
    direction: str
    manner: str
    place: str
    host: str
    organiser: str
    audience: str
    levels: list[str]
    enrol_by: date | None
    seats: int | None
    note: str
    number: int | None
    hall_form: str
    town: Area | None
    area: Area


@transaction.atomic
def create_class(
    *, actor: User | None, token: UUID | None = None, **facts: Unpack[ClassFacts]
) -> TrainingClass:
    """Plan a class. ``token`` names one submission: sent twice, it gives the class of the first time.

    Raises ``ValidationError`` for a value the model refuses, a number of the lecture hall that is taken or does
    not rise with the time (R092).
    """
    row = TrainingClass(created_by=actor, year=timezone.localdate().year)
    if token is not None:
        earlier = TrainingClass.objects.filter(token=token, created_by=actor).first()
        if earlier is not None:
            return earlier
        row.token = token
    _take(row, facts)
    _save(row)
    audit.record(actor=actor, verb="learning:create_class", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_class(
    *, training: TrainingClass, actor: User, version: int, **facts: Unpack[ClassFacts]
) -> TrainingClass:
    """Correct a class; more seats let those who wait move up.

    Raises ``StaleVersion`` when somebody saved after ``version``, ``Conflict`` when it was cancelled, else as
    :func:`create_class`. The days of a class that is held are those of its activity.
    """
    row = locked(training)
    before = facts_of(row)
    check_version(row, version, before)
    if row.state == ClassState.CANCELLED:
        raise Conflict("这个培训班已取消，不能再改")
    if row.activity is not None:
        facts["start_on"], facts["end_on"] = row.activity.start_on, row.activity.end_on
    _take(row, facts)
    if row.state == ClassState.ENROLLING and row.start_on is None:
        raise ValidationError({"start_on": "已经开始报名，日期不能空着"})
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        _save(row)
        audit.record(actor=actor, verb="learning:change_class", obj=row, before=old, after=new)
        if row.state in {ClassState.ENROLLING, ClassState.PLANNED}:
            fill_seats(row)
    return row


def _take(row: TrainingClass, facts: ClassFacts) -> None:
    for name in FIELDS:
        if name in facts:
            value: Any = facts[name]  # type: ignore[literal-required]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.derive()
    errors: dict[str, str] = {}
    if row.type.is_hall and row.number is None:
        errors["number"] = "代表讲堂要写期次"
    if not row.type.is_hall:
        row.number, row.hall_form, row.town = None, "", None
    if row.enrol_by and row.start_on and row.enrol_by > row.start_on:
        errors["enrol_by"] = "报名截止日期不能晚于开始日期"
    if row.plan and row.plan.year and row.plan.year != row.year:
        errors["plan"] = f"{row.plan}里不能列{row.year}年的培训班"
    if errors:
        raise ValidationError(errors)
    row.full_clean(exclude=["created_by", "search_text", "activity", "token"], validate_constraints=False)
    _refuse_number(row)
    row.validate_constraints(exclude=["created_by", "activity", "token"])


def _refuse_number(row: TrainingClass) -> None:
    """A number is used once, and a higher one is never earlier (R092)."""
    if row.number is None:
        return
    others = TrainingClass.objects.halls().standing().exclude(pk=row.pk)
    same = others.filter(number=row.number).first()
    if same is not None:
        raise ValidationError({"number": f"第{row.number}期已用于“{same.title}”，请改成没有用过的期次"})
    # Planned for a part of the year, a session may be at any day of it.
    clash = others.filter(
        Q(number__lt=row.number, begins_on__gt=row.due_on)
        | Q(number__gt=row.number, due_on__lt=row.begins_on)
    ).order_by("number")
    other = clash.first()
    if other is not None:
        when = when_and_where(other)
        message = f"第{other.number}期“{other.title}”是{when}，期次要按时间先后排，请核对期次和时间"
        raise ValidationError({"number": message})


def _save(row: TrainingClass) -> None:
    """Two who take one number at the same moment: the second is told."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        _refuse_number(row)
        raise


@transaction.atomic
def open_enrolment(*, training: TrainingClass, actor: User | None) -> TrainingClass:
    """Let deputies enrol themselves, and tell those it is for. Raises ``ValidationError`` without days."""
    row = locked(training)
    _step(row, actor, "open_enrolment")
    if row.start_on is None:
        raise ValidationError("日期还没有定，请先在“修改”里写上开始日期")
    _move(row, actor, "open_enrolment")
    held = Deputyship.objects.in_force(timezone.localdate())
    if row.levels:
        held = held.filter(level__in=row.levels)
    if row.area.parent_id is not None:
        held = held.filter(Q(constituency__area__path__startswith=row.area.path) | Q(term__area=row.area))
    to = User.objects.filter(person__deputyships__in=held, is_active=True).distinct()
    until = f"，{dates.day(row.enrol_by)}前报名" if row.enrol_by else ""
    tell(row, to, f"可以报名：{row.title}", f"{when_and_where(row)}{until}。", "open")
    return row


@transaction.atomic
def start_class(*, training: TrainingClass, actor: User | None) -> Activity:
    """On its first day the class becomes the activity, with everybody who is enrolled on the roll of every day.

    Pressed twice, it gives the same activity. Raises ``Conflict`` before its day or without days.
    """
    row = locked(training)
    if row.state == ClassState.RUNNING and row.activity is not None:
        return row.activity
    _step(row, actor, "start_class")
    if row.start_on is None:
        raise Conflict("日期还没有定，请先在“修改”里写上开始日期")
    if row.start_on > timezone.localdate():
        raise Conflict(f"{dates.day(row.start_on)}才开班，当天再开")
    row.activity = record_activity(
        actor=actor,
        token=row.token,
        start_on=row.start_on,
        end_on=row.end_on,
        kind=row.type.activity_kind,
        headline=row.title[:200],
        topic=row.title,
        organiser=row.organiser,
        place=row.place,
        area=row.area,
        text=draft_text(row),
    )
    _move(row, actor, "start_class")
    call_up(row, actor)
    tell_duties(row, actor)
    return row.activity


def draft_text(row: TrainingClass) -> str:
    """The paragraph to begin with: 5月12日—18日，区人大常委会在区委党校举办“…”。"""
    days = dates.period(row.begins_on, row.due_on)
    place = f"在{row.place}" if row.place else ""
    return f"{days}，{row.organiser}{place}举办{row.title}。"


def call_up(row: TrainingClass, actor: User | None) -> None:
    """Everybody enrolled stands on the roll of the activity: deputies by name, the others by number and kind."""
    if row.activity is None:
        return
    people = list(row.trainees.enrolled().select_related("deputyship__person", "kind"))
    attendance.expect(
        activity=row.activity,
        deputyships=[(one.deputyship, "") for one in people if one.deputyship],
        actor=actor,
    )
    set_groups(row.activity, _groups(people))


def _groups(people: list[Trainee]) -> list[GroupPart]:
    """The others by kind: 人大干部 应到 12 人, and how many came once that was noted."""
    parts = []
    others = [one for one in people if one.deputyship_id is None]
    for kind in dict.fromkeys(one.kind for one in others):
        mine = [one for one in others if one.kind_id == kind.pk]
        known = [one for one in mine if one.came is not None]
        present = sum(bool(one.came) for one in mine) if known else None
        parts.append(GroupPart(name=kind.name, expected=len(mine), present=present))
    return parts


@transaction.atomic
def finish_class(*, training: TrainingClass, actor: User | None) -> TrainingClass:
    """It is over. Raises ``Conflict`` before its last day."""
    row = locked(training)
    _step(row, actor, "finish_class")
    if row.due_on > timezone.localdate():
        raise Conflict(f"{dates.day(row.due_on)}才结束")
    _move(row, actor, "finish_class")
    return row


@transaction.atomic
def cancel_class(*, training: TrainingClass, actor: User, reason: str) -> TrainingClass:
    """Call it off; everybody who is enrolled or waits is told why."""
    row = locked(training)
    _step(row, actor, "cancel_class")
    row.cancelled_reason = reason.strip()
    _move(row, actor, "cancel_class")
    people = row.trainees.exclude(state=TraineeState.LEFT).filter(deputyship__isnull=False)
    to = User.objects.filter(person__deputyships__trainings__in=people)
    tell(row, to.distinct(), f"已取消：{row.title}", f"原因：{row.cancelled_reason}", "cancelled")
    return row


@transaction.atomic
def link_activity(*, training: TrainingClass, actor: User | None, activity: Activity) -> TrainingClass:
    """A class that the log holds already: its activity with its roll is the class, its days are the days.

    Raises ``Conflict`` when the class was cancelled or is held already, ``ValidationError`` when the activity is
    withdrawn or belongs to another class.
    """
    row = locked(training)
    _step(row, actor, "start_class")
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    if held.state != ActivityState.RECORDED:
        raise ValidationError({"activity": "这次活动已撤回，请选别的"})
    if TrainingClass.objects.filter(activity=held).exists():
        raise ValidationError({"activity": "这次活动已是另一个培训班的活动"})
    row.activity, row.start_on, row.end_on = held, held.start_on, held.end_on
    row.derive()
    over = row.due_on < timezone.localdate()
    before = {"state": row.state}
    row.state = ClassState.ENDED if over else ClassState.RUNNING
    row.version += 1
    _save(row)
    after = {"state": row.state, "activity": held.headline}
    audit.record(actor=actor, verb="learning:link_activity", obj=row, before=before, after=after)
    tell_duties(row, actor)
    return row


def _step(row: TrainingClass, actor: User | None, step: str) -> None:
    """403 or 409; without an actor the portal itself acts and only the state is asked."""
    if actor is None:
        require_state(WORKFLOW[step], row.state)
    else:
        require(actor, WORKFLOW[step], row.state)


def _move(row: TrainingClass, actor: User | None, step: str) -> None:
    before = {"state": row.state}
    row.state = WORKFLOW[step].target
    row.version += 1
    _save(row)
    after: dict[str, Any] = {"state": row.state}
    if row.cancelled_reason:
        after["cancelled_reason"] = row.cancelled_reason
    audit.record(actor=actor, verb=f"learning:{step}", obj=row, before=before, after=after)
