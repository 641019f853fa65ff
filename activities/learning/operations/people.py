"""Who is in a class: enrolling, waiting, leaving. The row of the class is locked, so two never get one seat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.learning.enums import ClassState, TraineeState
from activities.learning.operations.classes import call_up
from activities.learning.operations.shared import fill_seats, locked, tell, when_and_where
from activities.models import Trainee, TraineeKind, TrainingClass
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web import dates
from deputies.models import Deputyship


@dataclass(frozen=True)
class Guest:
    """Somebody who is no deputy here."""

    name: str
    organisation: str = ""


@transaction.atomic
def enrol(*, training: TrainingClass, deputyship: Deputyship, actor: User) -> Trainee:
    """A deputy takes a place, or waits for one. Done twice, it changes nothing.

    Raises ``Conflict`` when the class takes nobody (any more), or not deputies of this level.
    """
    row = locked(training)
    today = timezone.localdate()
    if row.state != ClassState.ENROLLING:
        raise Conflict("这个培训班现在不报名")
    if not row.takes_from(today):
        raise Conflict(f"报名已于{dates.day(row.enrol_by or today)}截止，请联系主办单位")
    if row.levels and deputyship.level not in row.levels:
        raise Conflict(f"这个培训班面向{'、'.join(row.level_labels)}代表")
    (one,) = _place(row, [deputyship], _kind_of_deputies(), actor)
    return one


@transaction.atomic
def enrol_many(
    *,
    training: TrainingClass,
    actor: User | None,
    deputyships: Sequence[Deputyship],
    kind: TraineeKind | None = None,
) -> list[Trainee]:
    """The office enters deputies as one kind; a class that runs takes them onto its roll.

    Beyond the seats they wait. Raises ``Conflict`` when the class is over or cancelled, ``ValidationError`` for a
    kind that is not for deputies.
    """
    row = locked(training)
    _require_open(row)
    if kind is not None and not kind.is_deputy:
        raise ValidationError({"kind": f"“{kind}”不是代表的类别，请重选"})
    people = _place(row, deputyships, kind or _kind_of_deputies(), actor)
    call_up(row, actor)
    return people


@transaction.atomic
def add_guests(
    *, training: TrainingClass, actor: User | None, kind: TraineeKind, guests: Collection[Guest]
) -> list[Trainee]:
    """The office enters people who are no deputies here: staff, guests, leaders of other organs (R093, R096)."""
    row = locked(training)
    _require_open(row)
    known = set(row.trainees.exclude(state=TraineeState.LEFT).values_list("name", "organisation"))
    free = _free(row)
    made = []
    for number, guest in enumerate(one for one in guests if (one.name, one.organisation) not in known):
        state = TraineeState.ENROLLED if free is None or number < free else TraineeState.WAITING
        made.append(
            Trainee(
                training=row,
                kind=kind,
                name=guest.name,
                organisation=guest.organisation,
                state=state,
                since=timezone.now(),
            )
        )
    Trainee.objects.bulk_create(made)
    if made:
        after = {"kind": kind.name, "people": len(made)}
        audit.record(actor=actor, verb="learning:add_guests", obj=row, after=after)
    call_up(row, actor)
    return made


@transaction.atomic
def leave(*, trainee: Trainee, actor: User) -> Trainee:
    """Give the place back; the first who waits moves up. Raises ``Conflict`` once the class has begun."""
    row = locked(trainee.training)
    if row.state != ClassState.ENROLLING:
        raise Conflict("已经开班或不再报名，不能自己退出，请向主办单位请假")
    return _drop(row, trainee, actor, "learning:leave")


@transaction.atomic
def drop_trainee(*, trainee: Trainee, actor: User) -> Trainee:
    """The office takes somebody out; a deputy with a place is told. The roll of a class that runs is kept by itself."""
    row = locked(trainee.training)
    _require_open(row)
    gone = _drop(row, trainee, actor, "learning:drop_trainee")
    call_up(row, actor)
    if gone.deputyship is not None:
        to = [gone.deputyship.person.user]
        tell(
            row,
            to,
            f"不再参加：{row.title}",
            f"{when_and_where(row)}。有疑问请联系主办单位。",
            f"out{gone.pk}",
        )
    return gone


@transaction.atomic
def mark_guests(*, training: TrainingClass, actor: User, came: Collection[int]) -> TrainingClass:
    """Note which of the people who are no deputies came, by key; the others of them did not."""
    row = locked(training)
    if row.activity is None:
        raise Conflict("还没有开班，开班以后再登记到课")
    others = row.trainees.enrolled().filter(deputyship__isnull=True)
    before = {"present": others.filter(came=True).count()}
    others.filter(pk__in=came).update(came=True)
    others.exclude(pk__in=came).update(came=False)
    after = {"present": others.filter(came=True).count()}
    audit.record(actor=actor, verb="learning:mark_guests", obj=row, before=before, after=after)
    call_up(row, actor)
    return row


def _drop(row: TrainingClass, trainee: Trainee, actor: User, verb: str) -> Trainee:
    rows = row.trainees.select_for_update(of=("self",)).select_related("deputyship__person__user")
    one = rows.get(pk=trainee.pk)
    if one.state == TraineeState.LEFT:
        return one
    before = {"name": one.name, "state": one.state}
    one.state = TraineeState.LEFT
    one.save(update_fields=["state"])
    moved = fill_seats(row) if row.state in {ClassState.PLANNED, ClassState.ENROLLING} else []
    after = {"name": one.name, "state": one.state, "moved": [each.name for each in moved]}
    audit.record(actor=actor, verb=verb, obj=row, before=before, after=after)
    return one


def _place(
    row: TrainingClass, deputyships: Iterable[Deputyship], kind: TraineeKind, actor: User | None
) -> list[Trainee]:
    """Everybody has a place or waits for one; who left comes back behind the others."""
    known = {one.deputyship_id: one for one in row.trainees.filter(deputyship__isnull=False)}
    free, placed, named = _free(row), [], []
    for deputyship in deputyships:
        one = known.get(deputyship.pk) or Trainee(
            training=row, deputyship=deputyship, state=TraineeState.LEFT
        )
        placed.append(one)
        if one.state != TraineeState.LEFT:
            continue
        one.kind, one.name, one.since = kind, deputyship.person.name, timezone.now()
        one.organisation = deputyship.person.organisation[:80]
        if free is None or free > 0:
            one.state = TraineeState.ENROLLED
            free = None if free is None else free - 1
        else:
            one.state = TraineeState.WAITING
        one.save()
        named.append(f"{one.name}（{one.get_state_display()}）")
    if named:
        audit.record(
            actor=actor, verb="learning:enrol", obj=row, after={"kind": kind.name, "deputies": named}
        )
    return placed


def _free(row: TrainingClass) -> int | None:
    """How many seats are left; none at all while somebody waits."""
    if row.seats is None:
        return None
    if row.trainees.in_line().exists():
        return 0
    return max(row.seats - row.trainees.enrolled().count(), 0)


def _kind_of_deputies() -> TraineeKind:
    kind = TraineeKind.objects.filter(is_deputy=True, active=True).first()
    if kind is None:
        raise Conflict("学员类别里没有代表一类，请先在设置里加上")
    return kind


def _require_open(row: TrainingClass) -> None:
    if row.state in {ClassState.ENDED, ClassState.CANCELLED}:
        raise Conflict(f"这个培训班{row.get_state_display()}，名单不能再改")
