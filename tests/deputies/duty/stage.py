"""A group with its leader and members, and a scheme of points, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from deputies import operations as deputies
from deputies.duty import sources
from deputies.duty.arriving import Duty, sync_duties
from deputies.duty.operations import confirm
from deputies.enums import GroupPostKind
from deputies.models import (
    DeputyGroup,
    Deputyship,
    DutyKind,
    DutyRecord,
    PointsScheme,
    RegisterForm,
    SchemeClass,
    SchemeItem,
)
from deputies.points.enums import SchemeState
from tests.beginning import rows
from tests.factories import make_area, make_deputyship, make_group, make_user

#: The source of duties in tests.
TOLD = "test"
YEAR = 2026


@dataclass
class Cast:
    """A group: its leader (a deputy, too) and two members with accounts, and the office."""

    group: DeputyGroup
    leader: User
    members: list[Deputyship]
    deputy: User
    leading: Deputyship
    office: User


def fill_kinds() -> None:
    """The kinds an office begins with; tests that commit for real have emptied them."""
    forms = {
        row["id"]: RegisterForm.objects.get_or_create(name=row["name"])[0]
        for row in rows("deputies", "registerform")
    }
    for row in rows("deputies", "dutykind"):
        declarable = row.get("declarable", True)
        DutyKind.objects.get_or_create(
            code=row["code"],
            defaults={"name": row["name"], "form": forms[row["form_id"]], "declarable": declarable},
        )


def told() -> None:
    """Let the source of tests be known."""
    if TOLD not in sources.source_labels():
        sources.register_source(sources.Source(TOLD, "测试", url=lambda pk: f"/activities/{pk}/"))


def with_account(deputyship: Deputyship, role: Role = Role.DEPUTY) -> User:
    """An account of a deputy."""
    person = deputyship.person
    person.user = make_user(role, name=person.name)
    person.save()
    return person.user


def make_cast() -> Cast:
    """Everything one group needs, each call anew."""
    group = make_group()
    leading = make_deputyship(group=group)
    members = [make_deputyship(group=group) for _ in range(2)]
    deputies.appoint(
        group=group,
        person=leading.person,
        kind=GroupPostKind.LEADER,
        starts_on=date(2022, 1, 1),
        actor=None,
    )
    return Cast(
        group=group,
        leader=with_account(leading, Role.GROUP_LEADER),
        members=members,
        deputy=with_account(members[0]),
        leading=leading,
        office=make_user(Role.DEPUTY_WORK),
    )


def arrive(
    *deputyships: Deputyship,
    kind: str = "inspection",
    pk: int = 1,
    day: date = date(YEAR, 5, 8),
    key: str = "",
) -> list[DutyRecord]:
    """A record tells that these deputies did something; the duties in the order of the deputies."""
    told()
    duties = [Duty(row.pk, kind, day, "视察河道治理", "清溪河", key) for row in deputyships]
    sync_duties(source=TOLD, source_pk=pk, duties=duties, actor=None)
    rows = {
        row.deputyship_id: row for row in DutyRecord.objects.filter(source=TOLD, source_pk=pk, source_key=key)
    }
    return [rows[row.pk] for row in deputyships]


def count(
    deputyship: Deputyship, office: User, *, kind: str = "inspection", pk: int, day: date
) -> DutyRecord:
    """A duty that arrived and was confirmed, so that it counts."""
    record = arrive(deputyship, kind=kind, pk=pk, day=day)[0]
    confirm(records=[record], actor=office)
    record.refresh_from_db()
    return record


def district() -> Area:
    """The district, made when it is not there."""
    return Area.objects.filter(kind=AreaKind.DISTRICT).first() or make_area(kind=AreaKind.DISTRICT)


def make_scheme(
    *items: tuple[str, str, float, float, float],
    year: int = YEAR,
    cap: float = 100,
    area: Area | None = None,
    edition: int = 1,
) -> PointsScheme:
    """A scheme in force; each item is (class, code of its kind, first, further, cap)."""
    PointsScheme.objects.filter(area=area or district(), year=year).update(state=SchemeState.REPLACED)
    scheme = PointsScheme.objects.create(
        area=area or district(),
        year=year,
        edition=edition,
        title="代表履职积分办法",
        cap=Decimal(str(cap)),
        state=SchemeState.IN_FORCE,
        in_force_at=timezone.now(),
    )
    for name, code, first, further, most in items:
        of, _is_new = SchemeClass.objects.get_or_create(scheme=scheme, name=name)
        item = SchemeItem.objects.create(
            scheme_class=of,
            name=code,
            first=Decimal(str(first)),
            further=Decimal(str(further)),
            cap=Decimal(str(most)),
        )
        item.kinds.add(DutyKind.objects.get(code=code))
    return scheme
