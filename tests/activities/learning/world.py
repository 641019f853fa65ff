"""Classes, and many deputies at once, for the tests of learning."""

from __future__ import annotations

from datetime import date
from typing import Any

from activities.enums import AttendanceState
from activities.learning import operations
from activities.models import Activity, Attendance, TraineeKind, TrainingClass, TrainingType
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.organs.queries import district
from deputies.models import Deputyship, Person
from tests.factories import make_term

BEGAN = date(2021, 12, 28)


def kind_of(name: str) -> TrainingType:
    """A type of class the migration made."""
    return TrainingType.objects.get(name=name)


def people_of(name: str) -> TraineeKind:
    """A kind of people the migration made."""
    return TraineeKind.objects.get(name=name)


def planned(actor: User, **changes: Any) -> TrainingClass:
    """A class of two days in December."""
    facts: dict[str, Any] = {
        "title": "监督法专题培训班",
        "type": kind_of("专题培训"),
        "start_on": date(2026, 12, 8),
        "end_on": date(2026, 12, 9),
        "place": "区委党校",
        "organiser": "区人大常委会",
        "area": district(),
    }
    return operations.create_class(actor=actor, **{**facts, **changes})


def enrolling(actor: User, **changes: Any) -> TrainingClass:
    """A class deputies can enrol in."""
    return operations.open_enrolment(training=planned(actor, **changes), actor=actor)


def held(actor: User, **changes: Any) -> TrainingClass:
    """A class of this morning."""
    days = {"start_on": date(2026, 11, 19), "end_on": date(2026, 11, 19)}
    row = planned(actor, **{**days, **changes})
    operations.start_class(training=row, actor=actor)
    row.refresh_from_db()
    return row


def many(count: int) -> list[Deputyship]:
    """So many deputies of the district, written at once."""
    people = Person.objects.bulk_create(
        Person(name=f"代表{n}", name_key=f"代表{n}", pinyin=f"daibiao{n:04}") for n in range(count)
    )
    term = make_term()
    return Deputyship.objects.bulk_create(
        Deputyship(person=person, level=CongressLevel.DISTRICT, term=term, starts_on=BEGAN)
        for person in people
    )


def came(activity: Activity, deputyships: list[Deputyship]) -> None:
    """They were all there."""
    Attendance.objects.bulk_create(
        Attendance(activity=activity, deputyship=one, state=AttendanceState.PRESENT) for one in deputyships
    )
