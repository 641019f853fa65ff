"""Counts of taking part with the numbers of the requirements (R103-R106, R108, R116, R122)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from activities.enums import DutyPart
from activities.models import CountedThing
from activities.taking_part import planning
from activities.taking_part.operations import sittings as operations
from activities.taking_part.queries import coverage, figures
from congress.accounts.enums import Role
from congress.figures.period import Period
from congress.organs.enums import OrganKind
from deputies.models import Deputyship, IdentityClass
from tests.activities.taking_part.stage import DAY, event, many_deputies, many_events, present
from tests.factories import make_area, make_group, make_organ, make_person, make_user

pytestmark = pytest.mark.django_db

YEAR = Period(date(2026, 1, 1), DAY, "今年以来")


def test_316_person_times_since_2023_and_sitting_in_apart() -> None:
    deputies = many_deputies(40)
    user = make_user(Role.OFFICE)
    event("standing_committee_session", deputies[:31], on=date(2023, 3, 1))
    for number, code in enumerate(
        ("inspection", "law_enforcement_inspection", "discussion", "opinion_meeting")
    ):
        event(code, deputies, on=date(2023 + number % 3, 4, 1))
        event("democratic_review", deputies[:39], on=date(2024, 6, 1 + number))
    event("inspection", deputies, on=date(2022, 12, 31))
    shown = figures(user, Period.since(date(2023, 1, 1), DAY))
    by_part = {line.key: line for line in shown.parts}
    assert by_part[DutyPart.SITTING_IN].times == 31
    assert shown.total.times - by_part[DutyPart.SITTING_IN].times == 316
    assert by_part[DutyPart.REVIEW].events == 4
    # Somebody at three events counts three times among the times and once among the people.
    assert (by_part[DutyPart.REVIEW].times, by_part[DutyPart.REVIEW].people) == (156, 39)


def test_12_8_and_14_by_who_organised_make_34() -> None:
    deputies = many_deputies(14)
    make_organ("区人民法院", OrganKind.COURT)
    make_organ("区人大常委会", OrganKind.STANDING_COMMITTEE)
    event("standing_committee_session", deputies[:12], organiser="区人大常委会")
    event("discussion", deputies[:5], organiser="区人民法院")
    event("opinion_meeting", deputies[:3])
    event("inspection", deputies[:10], organiser="区人大常委会")
    event("work_supervision", deputies[:4])
    shown = figures(make_user(Role.OFFICE), YEAR)
    assert [line.times for line in shown.sides] == [12, 14, 8, 0]
    assert shown.total.times == 34


def test_what_a_town_logged_is_not_the_district_s_own() -> None:
    deputies = many_deputies(2)
    row = event("inspection", deputies, organiser="柳桥街道人大代表联络站")
    type(row).objects.filter(pk=row.pk).update(area=make_area())
    assert [line.times for line in figures(make_user(Role.OFFICE), YEAR).sides] == [0, 0, 0, 2]


def test_members_of_the_committee_do_not_sit_in() -> None:
    deputies = many_deputies(2)
    member_of_committee = make_person(title="区人大常委会委员")
    member = Deputyship.objects.create(
        person=member_of_committee, level="district", term=deputies[0].term, starts_on=date(2021, 12, 28)
    )
    event("standing_committee_session", [*deputies, member])
    event("standing_committee_session", [member], on=date(2026, 6, 1))
    line = figures(make_user(Role.OFFICE), YEAR).sides[0]
    assert (line.events, line.times) == (1, 2)


def test_53_inspections_and_46_supervisions_in_twelve_months_are_events() -> None:
    deputies = many_deputies(2)
    event("inspection", deputies)
    many_events("inspection", 52, on=date(2026, 1, 1))
    many_events("work_supervision", 46, on=date(2025, 12, 1))
    event("inspection", deputies, on=date(2025, 11, 20))
    period = Period.twelve_months(DAY)
    shown = {line.key: line for line in figures(make_user(Role.OFFICE), period).parts}
    assert (period.start, period.end) == (date(2025, 11, 21), DAY)
    assert (shown[DutyPart.INSPECTION].events, shown[DutyPart.SUPERVISION].events) == (53, 46)
    assert shown[DutyPart.INSPECTION].times == 2


def test_70_deputies_at_20_invitations_put_140_opinions() -> None:
    deputies = many_deputies(70)
    rows = many_events("invited", 20, on=date(2026, 3, 1))
    CountedThing.objects.bulk_create(
        CountedThing(activity=row, order=1, what="意见建议", number=7, unit="条") for row in rows
    )
    present(rows[0], deputies[:40])
    present(rows[1], deputies[30:])
    shown = {line.key: line for line in figures(make_user(Role.OFFICE), YEAR).parts}
    line = shown[DutyPart.INVITED]
    assert (line.people, line.events, line.opinions) == (70, 20, 140)


def test_120_of_305_sat_in_and_grassroots_stand_beside() -> None:
    deputies = [*many_deputies(205), *many_deputies(100, identity="farmer")]
    event("standing_committee_session", deputies[100:220], on=date(2024, 5, 8))
    everybody, basic, joined, _ = coverage(DAY)
    assert (str(everybody.rate), everybody.rate.of) == ("39.3%", "120／305 人")
    assert (basic.rate.numerator, basic.rate.denominator) == (15, 100)
    assert (joined.rate.numerator, joined.rate.denominator) == (0, 305)
    operations.set_grassroots(actor=make_user(Role.OFFICE), identities=["worker"])
    assert coverage(DAY)[1].rate.denominator == 0
    assert IdentityClass.objects.filter(is_grassroots=True).count() == 1


@time_machine.travel("2026-11-20T10:00:00+08:00")
def test_the_proposal_has_nobody_who_sat_in_while_others_did_not() -> None:
    deputies = [*many_deputies(6), *many_deputies(3, identity="worker")]
    office = make_user(Role.OFFICE)
    event("standing_committee_session", deputies[:4], on=date(2024, 5, 8))
    asked = operations.plan_sitting(actor=office, on=date(2026, 12, 1), title="第三十五次会议", seats=2)
    operations.invite(sitting=asked, actor=office, deputies=deputies[4:5])
    row = operations.plan_sitting(
        actor=office, on=date(2026, 12, 20), title="第三十六次会议", seats=4, grassroots_seats=2
    )
    chosen = operations.propose(sitting=row, actor=office)
    assert set(chosen) == {deputies[5], *deputies[6:]}


@time_machine.travel("2026-11-20T10:00:00+08:00")
def test_the_proposal_takes_one_of_each_group_in_turn() -> None:
    deputies = many_deputies(6)
    for number, chosen in enumerate((deputies[:4], deputies[4:]), 1):
        group = make_group(number)
        group.memberships.model.objects.bulk_create(
            group.memberships.model(group=group, deputyship=one, starts_on=one.starts_on) for one in chosen
        )
    row = operations.plan_sitting(
        actor=make_user(Role.OFFICE), on=date(2026, 12, 1), title="第三十五次会议", seats=4
    )
    chosen = planning.propose(row)
    assert len({one.pk for one in chosen} & {one.pk for one in deputies[4:]}) == 2
