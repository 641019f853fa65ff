"""A district with deputies who can be called, for the tests of convocations, the door and the plans."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from activities.convocations import operations
from activities.models import Activity, Callee, Convocation
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from deputies.models import Deputyship
from tests.factories import make_area, make_deputyship, make_kind, make_person, make_user

#: A Thursday; the tests of this package live on it unless they say otherwise.
TODAY = "2026-11-19 10:00:00+08:00"
#: The day of the convocation, and its first minute.
DAY = date(2026, 11, 25)
ON_THE_DAY = "2026-11-25 08:30:00+08:00"


def clerk() -> User:
    """A clerk of the office of a district."""
    if not Area.objects.filter(kind=AreaKind.DISTRICT).exists():
        make_area(kind=AreaKind.DISTRICT)
    return make_user(Role.OFFICE, name="周敏")


def make_deputy(name: str, *, account: bool = True, **where: Any) -> Deputyship:
    """A deputy of the district, with an account unless it is said otherwise."""
    person = make_person(name)
    if account:
        person.user = make_user(Role.DEPUTY, name=name)
        person.save()
    return make_deputyship(person, **where)


def user_of(deputyship: Deputyship) -> User:
    """The account of a deputy."""
    assert deputyship.person.user is not None
    return deputyship.person.user


def draft(actor: User, **changes: Any) -> Convocation:
    """A draft for 25 November, answers due on the 23rd."""
    facts: dict[str, Any] = {
        "title": "视察充电设施",
        "kind": make_kind(),
        "start_on": DAY,
        "begins_at": time(9, 30),
        "place": "柳桥街道联络站",
        "organiser": "区人大常委会办公室",
        "contact": "周敏",
        "contact_phone": "0500-6120018",
        "reply_by": date(2026, 11, 23),
    }
    return operations.create(actor=actor, **{**facts, **changes})


def sent(actor: User, *deputyships: Deputyship, **changes: Any) -> Convocation:
    """A convocation sent to these deputies."""
    row = draft(actor, **changes)
    operations.add_callees(convocation=row, actor=actor, deputyships=deputyships)
    return operations.send(convocation=row, actor=actor)


def copy_of(row: Convocation, deputyship: Deputyship) -> Callee:
    """A deputy's own copy."""
    return Callee.objects.get(convocation=row, deputyship=deputyship)


def held(actor: User, *deputyships: Deputyship, **changes: Any) -> Activity:
    """The activity that a convocation became; to be called on its day."""
    return operations.hold(convocation=sent(actor, *deputyships, **changes), actor=actor)


def filled(**changes: Any) -> dict[str, Any]:
    """A complete form of a convocation."""
    data: dict[str, Any] = {
        "title": "视察充电设施",
        "kind": make_kind().pk,
        "start_on": "2026年11月25日",
        "end_on": "",
        "begins_at": "9：30",
        "place": "柳桥街道联络站",
        "organiser": "区人大常委会办公室",
        "agenda": "",
        "bring": "代表证",
        "contact": "周敏",
        "contact_phone": "0500-6120018",
        "reply_by": "2026.11.23",
    }
    return data | changes
