"""Deputies of the district in bulk, the committee's meetings, and who was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from activities.enums import AttendanceState
from activities.models import Activity, ActivityKind, Attendance
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from deputies.models import Deputyship, Person
from tests.factories import make_term

DAY = date(2026, 11, 20)


def many_deputies(count: int, *, identity: str = "") -> list[Deputyship]:
    """So many deputies of the district from the first day of the term, written at once."""
    people = [Person(name=f"代表{number}", identity=identity) for number in range(count)]
    for person in people:
        person.derive()
    term = make_term()
    rows = Person.objects.bulk_create(people)
    return Deputyship.objects.bulk_create(
        Deputyship(person=person, level=CongressLevel.DISTRICT, term=term, starts_on=term.starts_on)
        for person in rows
    )


def account_of(deputyship: Deputyship, user: User) -> User:
    """The account belongs to the deputy."""
    deputyship.person.user = user
    deputyship.person.save()
    return user


def present(activity: Activity, deputies: Sequence[Deputyship]) -> None:
    """These deputies came."""
    Attendance.objects.bulk_create(
        Attendance(activity=activity, deputyship=one, state=AttendanceState.PRESENT) for one in deputies
    )


def event(
    code: str, deputies: Sequence[Deputyship], *, on: date = date(2026, 5, 8), organiser: str = ""
) -> Activity:
    """An activity of a kind to which these deputies came."""
    activity = many_events(code, 1, on=on, organiser=organiser)[0]
    present(activity, deputies)
    return activity


def many_events(code: str, count: int, *, on: date, organiser: str = "") -> list[Activity]:
    """So many activities of a kind on a day."""
    kind, area = ActivityKind.objects.get(code=code), make_term().area
    facts = {"kind": kind, "start_on": on, "end_on": on, "area": area, "organiser": organiser}
    return Activity.objects.bulk_create(
        Activity(headline=f"第{number}次{kind}", text="……", **facts) for number in range(count)
    )
