"""The rows of an activity: people, units, groups, numbers, agenda. Given whole; rows that stay keep their key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F

from activities.models import Activity, Participation
from activities.parts import AgendaPart, CountedPart, GroupPart, Part, UnitPart
from congress.accounts.models import User
from deputies.enums import Standing
from deputies.models import Person, is_partial_name
from deputies.operations import create_person
from deputies.queries import standing_of

#: Where a row goes while the rows of an activity change places, so that no two ever share one.
_ASIDE = 100_000


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


def set_participations(activity: Activity, parts: Sequence[Part], actor: User | None) -> None:
    """The people, in this order; a name without a person is entered into the register."""
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


def set_units(activity: Activity, parts: Sequence[UnitPart]) -> None:
    """The units, in this order."""

    def values(part: UnitPart) -> dict[str, Any]:
        return {
            "organ": part.organ,
            "name_as_written": part.name_as_written,
            "represented_by": part.represented_by,
            "manner": part.manner,
        }

    _set_rows(activity, activity.units, parts, values, same="name_as_written", unchecked=("organ",))


def set_groups(activity: Activity, parts: Sequence[GroupPart]) -> None:
    """The collectives, in this order."""

    def values(part: GroupPart) -> dict[str, Any]:
        return {
            "name": part.name,
            "manner": part.manner,
            "expected": part.expected,
            "present": part.present,
        }

    _set_rows(activity, activity.groups, parts, values, same="name")


def set_counted(activity: Activity, parts: Sequence[CountedPart]) -> None:
    """The numbers, in this order."""

    def values(part: CountedPart) -> dict[str, Any]:
        return {"what": part.what, "number": part.number, "unit": part.unit, "about": part.about.value}

    _set_rows(activity, activity.counted, parts, values, same="what")


def set_agenda(activity: Activity, parts: Sequence[AgendaPart]) -> None:
    """The agenda, in this order."""

    def values(part: AgendaPart) -> dict[str, Any]:
        return {"title": part.title, "decision": part.decision}

    _set_rows(activity, activity.agenda, parts, values, same="title")


def _set_rows(
    activity: Activity,
    manager: Any,
    parts: Sequence[Any],
    values: Callable[[Any], dict[str, Any]],
    *,
    same: str,
    unchecked: Sequence[str] = (),
) -> None:
    """Write the parts over the rows there are; a row is the same when its field ``same`` is."""
    rows = list(manager.all())
    if rows:
        manager.update(order=F("order") + _ASIDE)
    kept = []
    for order, part in enumerate(parts, 1):
        told = values(part)
        row = next((r for r in rows if getattr(r, same) == told[same]), None)
        if row is not None:
            rows.remove(row)
        else:
            row = manager.model(activity=activity)
        for name, value in {**told, "order": order}.items():
            setattr(row, name, value)
        row.full_clean(exclude=["activity", *unchecked])
        row.save()
        kept.append(row.pk)
    if rows:
        manager.exclude(pk__in=kept).delete()
