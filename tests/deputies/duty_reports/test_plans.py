"""The year's plan, who still owes a report, the sums of the levels, reports told by a reception day (R066–R071)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.organs.enums import AreaKind, CongressLevel
from congress.organs.models import Term
from deputies.duty_reports.queries import deputies_of, group_plans, level_sums
from deputies.models import DeputyGroup, Deputyship, DutyRecord, DutyReport, GroupMembership, Person
from deputies.operations import duty_reports as operations
from deputies.operations.report_plans import plan_group
from tests.factories import make_area, make_deputyship, make_group, make_term, make_user

pytestmark = pytest.mark.django_db
HELD = date(2022, 11, 30)


def many(number: int, term: Term, group: DeputyGroup | None = None) -> list[Deputyship]:
    """Deputies of a term, written in bulk."""
    people = Person.objects.bulk_create(
        Person(name=f"代表{n}", name_key=f"代表{n}", pinyin=f"daibiao{n}") for n in range(number)
    )
    rows = Deputyship.objects.bulk_create(
        Deputyship(person=one, level=term.level, term=term, starts_on=term.starts_on) for one in people
    )
    if group is not None:
        GroupMembership.objects.bulk_create(
            GroupMembership(deputyship=row, group=group, starts_on=term.starts_on) for row in rows
        )
    return rows


def reported(*rows: Deputyship, day: date = HELD) -> None:
    DutyReport.objects.bulk_create(
        DutyReport(deputyship=row, audience="voters", form="oral", day=day, state="held") for row in rows
    )


def test_eighty_odd_deputies_of_two_levels_reported_in_2022() -> None:
    town = Term.objects.create(
        level=CongressLevel.TOWN, area=make_area(kind=AreaKind.TOWN), number=5, starts_on=date(2021, 12, 28)
    )
    district = many(52, make_term())
    reported(*district, *many(35, town))
    reported(district[0], day=date(2022, 12, 2))
    reported(district[1], day=date(2023, 1, 5))
    sums = level_sums(make_user(Role.DEPUTY_WORK), 2022)
    assert [(one.label, one.deputies, one.reports) for one in sums] == [
        ("区县级", 52, 53),
        ("乡镇级", 35, 35),
    ]
    assert deputies_of(sums) == 87


def test_twenty_planned_and_eighteen_done_are_90_percent(client: Client) -> None:
    clerk, group = make_user(Role.DEPUTY_WORK), make_group()
    rows = many(22, group.term, group)
    with time_machine.travel("2022-03-01 09:00+08:00", tick=False):
        plan_group(group=group, year=2022, deputyships=rows[:20], actor=clerk)
    reported(*rows[:18], *rows[20:])
    with time_machine.travel("2022-12-20 09:00+08:00", tick=False):
        (line,) = group_plans(clerk, 2022, date(2022, 12, 20))
        assert (line.planned, line.done, line.rate) == (20, 18, "90%")
        client.force_login(clerk)
        page = client.get(reverse("duty_reports:plans"), {"year": 2022}).text
    assert "90%" in page
    assert "20 名" in page  # of the level, whoever reported without a plan included


def test_a_group_leader_plans_only_for_the_own_group(client: Client) -> None:
    group, other = make_group(), make_group()
    leading = make_deputyship(group=group)
    leading.person.user = make_user(Role.GROUP_LEADER)
    leading.person.save()
    client.force_login(leading.person.user)
    with time_machine.travel("2024-03-01 09:00+08:00", tick=False):
        sent = {"deputyships": [leading.pk]}
        client.post(reverse("duty_reports:plan_group", args=[2024, group.pk]), sent)
        refused = client.post(reverse("duty_reports:plan_group", args=[2024, other.pk]), sent)
    assert group.planned_reports.get().deputyship == leading
    assert refused.status_code == 404


@time_machine.travel("2025-06-01 09:00+08:00", tick=False)
def test_in_the_fourth_year_whoever_is_directly_elected_and_never_reported_owes(client: Client) -> None:
    owes, reported_once = make_deputyship(), make_deputyship()
    indirect = make_deputyship(level=CongressLevel.CITY)
    again = make_deputyship(owes.person, level=CongressLevel.TOWN)  # another level is another deputyship
    reported(reported_once)
    client.force_login(make_user(Role.DEPUTY_WORK))
    page = client.get(reverse("duty_reports:owing")).text
    assert page.count(owes.person.name) >= 2
    assert "第十八届第4年" in page
    assert reported_once.person.name not in page
    assert indirect.person.name not in page
    reported(owes, again)
    assert "都已述职" in client.get(reverse("duty_reports:owing")).text


def tell(*deputyships: Deputyship) -> None:
    """A reception day tells that these deputies reported."""
    operations.sync_reports(
        source="reception_day",
        source_pk=7,
        deputyships=deputyships,
        day=HELD,
        place="柳桥联络站",
        actor=None,
    )


def test_what_a_reception_day_tells_is_entered_once_and_follows_it() -> None:
    first, second = make_deputyship(), make_deputyship()
    tell(first, second)
    tell(first, second)
    assert DutyReport.objects.held().count() == 2
    tell(first)
    assert DutyReport.objects.held().get().deputyship == first
    kept = DutyRecord.objects.standing().filter(source="duty_report")
    assert [row.deputyship for row in kept] == [first]
