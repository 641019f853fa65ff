"""Small makers of records, for tests of every room. Each call makes a new record unless it says otherwise."""

from __future__ import annotations

from datetime import date
from itertools import count

from activities import operations as activities
from activities.models import Activity, ActivityKind
from activities.parts import Part
from congress.accounts.enums import SCOPE_OF_ROLE, Role
from congress.accounts.models import Assignment, User
from congress.organs.enums import AreaKind, OrganKind
from congress.organs.models import Area, Organ
from deputies import operations as deputies
from deputies.models import Person

PASSWORD = "an-lan-2026-portal"
_numbers = count(1)


def make_area(name: str = "", kind: AreaKind = AreaKind.SUBDISTRICT, parent: Area | None = None) -> Area:
    """An area; without a parent below the district, which is made when there is none."""
    if kind == AreaKind.DISTRICT:
        return Area.objects.create(kind=kind, name=name or "安澜区")
    above = parent or Area.objects.filter(kind=AreaKind.DISTRICT).first() or make_area(kind=AreaKind.DISTRICT)
    return Area.objects.create(kind=kind, name=name or f"第{next(_numbers)}街道", parent=above)


def make_organ(name: str = "", kind: OrganKind = OrganKind.DEPARTMENT, area: Area | None = None) -> Organ:
    """An organ; its short name is its name."""
    shown = name or f"区第{next(_numbers)}局"
    return Organ.objects.create(kind=kind, name=shown, short_name=shown, area=area)


def make_user(
    role: Role | None = Role.OFFICE,
    *,
    username: str = "",
    name: str = "",
    phone: str | None = None,
    area: Area | None = None,
    organ: Organ | None = None,
    starts_on: date = date(2020, 1, 1),
    ends_on: date | None = None,
) -> User:
    """An account with the password ``PASSWORD`` and one role; the scope a role needs is made when not given."""
    number = next(_numbers)
    user = User.objects.create_user(
        username or f"user{number}",
        PASSWORD,
        name=name or f"用户{number}",
        phone=phone,
        must_change_password=False,
    )
    if role is None:
        return user
    needed = SCOPE_OF_ROLE.get(role)
    if needed == "area" and area is None:
        area = make_area()
    if needed == "organ" and organ is None:
        organ = make_organ()
    Assignment.objects.create(
        user=user, role=role, area=area, organ=organ, starts_on=starts_on, ends_on=ends_on
    )
    return user


def make_person(
    name: str = "", *, title: str = "", order: int | None = None, organisation: str = ""
) -> Person:
    """Somebody in the register, with a post without dates when a title is given."""
    person = deputies.create_person(
        actor=None, name=name or f"某人{next(_numbers)}", organisation=organisation
    )
    if title:
        deputies.add_post(person=person, actor=None, title=title, order=order)
    return person


def make_kind(name: str = "调研", *, code: str = "research", group: str = "监督") -> ActivityKind:
    """A kind, found by its code when it is there already, as after a migration."""
    kind, _is_new = ActivityKind.objects.get_or_create(code=code, defaults={"name": name, "group": group})
    return kind


def make_activity(
    *people: Person,
    on: date = date(2026, 5, 8),
    until: date | None = None,
    half_day: str = "",
    headline: str = "",
    text: str = "5月8日，区人大常委会开展调研。",
    kind: ActivityKind | None = None,
    area: Area | None = None,
    actor: User | None = None,
) -> Activity:
    """A logged activity in which these people took part, the first of them leading."""
    if area is None and not Area.objects.filter(parent__isnull=True).exists():
        make_area(kind=AreaKind.DISTRICT)
    return activities.record_activity(
        actor=actor,
        start_on=on,
        end_on=until,
        half_day=half_day,
        kind=kind or make_kind(),
        headline=headline or f"第{next(_numbers)}次调研",
        text=text,
        area=area,
        participations=[
            Part(manner="参加" if n else "带领", person=person) for n, person in enumerate(people)
        ],
    )
