"""Small makers of records, for tests of every room. Each call makes a new record unless it says otherwise."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Unpack

from activities import operations as activities
from activities.models import Activity, ActivityKind
from activities.parts import Part
from congress.accounts.enums import SCOPE_OF_ROLE, Role
from congress.accounts.models import Assignment, User
from congress.organs.enums import AreaKind, CongressLevel, OrganKind
from congress.organs.models import Area, Constituency, Organ, Term
from deputies import operations as deputies
from deputies.models import DeputyGroup, Deputyship, Person

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


def make_term(
    level: CongressLevel = CongressLevel.DISTRICT, area: Area | None = None, *, number: int = 18
) -> Term:
    """The term of a congress that began on 28 December 2021, found when it is there already."""
    root = area or Area.objects.filter(kind=AreaKind.DISTRICT).first() or make_area(kind=AreaKind.DISTRICT)
    term, _is_new = Term.objects.get_or_create(
        level=level, area=root, number=number, defaults={"starts_on": date(2021, 12, 28)}
    )
    return term


def make_constituency(
    area: Area | None = None, *, level: CongressLevel = CongressLevel.DISTRICT, seats: int = 3
) -> Constituency:
    """A constituency of an area; without one of an area of its own."""
    name = f"第{next(_numbers)}选区"
    return Constituency.objects.create(level=level, area=area or make_area(), name=name, seats=seats)


def make_deputyship(
    person: Person | None = None,
    *,
    level: CongressLevel = CongressLevel.DISTRICT,
    constituency: Constituency | None = None,
    group: DeputyGroup | None = None,
) -> Deputyship:
    """A deputy of the present term from its first day on, seated in the group when one is given."""
    deputyship = deputies.create_deputyship(
        actor=None, person=person or make_person(), term=make_term(level), constituency=constituency
    )
    if group is not None:
        starts_on = deputyship.starts_on
        deputies.join_group(deputyship=deputyship, group=group, actor=None, starts_on=starts_on)
    return deputyship


def make_group(
    number: int = 0, /, *, term: Term | None = None, **values: Unpack[deputies.GroupFacts]
) -> DeputyGroup:
    """A territorial group of the present term of the district."""
    values.setdefault("number", number or next(_numbers))
    return deputies.create_group(actor=None, term=term or make_term(), **values)


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
