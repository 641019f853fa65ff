"""Deputyships: several at once, how they begin and end, by-elections (R001, R029)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from congress.access.exceptions import Conflict, StaleVersion
from congress.audit.models import AuditEvent
from congress.organs.enums import AreaKind, CongressLevel
from deputies import operations
from deputies.enums import Beginning, Ending, GroupPostKind
from deputies.models import Deputyship, Person
from tests.factories import (
    make_area,
    make_constituency,
    make_deputyship,
    make_group,
    make_person,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 28)


def end(deputyship: Deputyship, on: date = DAY, how: str = Ending.RESIGNED) -> Deputyship:
    return operations.end_deputyship(
        deputyship=deputyship, actor=None, version=deputyship.version, ends_on=on, how_ended=how
    )


def test_a_person_is_deputy_of_two_levels_at_once_and_stays_one_person() -> None:
    person = make_person()
    make_deputyship(person), make_deputyship(person, level=CongressLevel.CITY)
    assert Person.objects.filter(deputyships__isnull=False).distinct().count() == 1
    levels = Deputyship.objects.in_force(DAY).filter(person=person).values_list("level", flat=True)
    assert sorted(levels) == ["city", "district"]


def test_nobody_is_deputy_twice_in_a_term() -> None:
    deputyship = make_deputyship()
    with pytest.raises(ValidationError, match="已有这一届的代表资格"):
        make_deputyship(deputyship.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputyship.objects.create(
            person=deputyship.person, term=deputyship.term, level="district", starts_on=DAY
        )


def test_term_level_and_constituency_belong_together() -> None:
    town = make_area("东塘镇", AreaKind.TOWN)
    with pytest.raises(ValidationError, match="不是乡镇级的选区"):
        operations.create_deputyship(
            actor=None,
            person=make_person(),
            term=make_term(CongressLevel.TOWN, town),
            constituency=make_constituency(town),
        )
    elsewhere = make_constituency(make_area("南屏镇", AreaKind.TOWN), level=CongressLevel.TOWN)
    with pytest.raises(ValidationError, match="不在东塘镇"):
        operations.create_deputyship(
            actor=None,
            person=make_person(),
            term=make_term(CongressLevel.TOWN, town),
            constituency=elsewhere,
        )
    with pytest.raises(ValidationError, match="请把选区留空"):
        make_deputyship(level=CongressLevel.CITY, constituency=make_constituency())
    with pytest.raises(ValidationError, match="不能早于这一届的开始日期"):
        operations.create_deputyship(
            actor=None, person=make_person(), term=make_term(), starts_on=date(2021, 12, 27)
        )
    assert not Deputyship.objects.exists()


def test_a_town_deputy_bears_the_name_of_the_town() -> None:
    town = make_area("东塘镇", AreaKind.TOWN)
    row = operations.create_deputyship(
        actor=None, person=make_person(), term=make_term(CongressLevel.TOWN, town)
    )
    assert (row.title, row.term_label) == ("东塘镇人大代表", "第十八届")
    assert make_deputyship(level=CongressLevel.NATIONAL).title == "全国人大代表"


def test_the_file_of_a_former_deputy_is_read_only() -> None:
    row = end(make_deputyship())
    with pytest.raises(Conflict, match="档案只读"):
        operations.change_deputyship(
            deputyship=row,
            actor=None,
            version=row.version,
            constituency=None,
            delegation="别的团",
            starts_on=row.starts_on,
            how_began=row.how_began,
        )
    with pytest.raises(Conflict, match="档案只读"):
        end(row)
    assert Deputyship.objects.in_force(DAY).exists(), "the last day is a day in office"
    assert not Deputyship.objects.in_force(date(2024, 6, 29)).exists()


def test_an_end_has_a_reason_and_is_not_before_the_beginning() -> None:
    row = make_deputyship()
    with pytest.raises(ValidationError, match="不能早于开始日期"):
        end(row, date(2021, 12, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputyship.objects.filter(pk=row.pk).update(ends_on=DAY)
    with pytest.raises(ValidationError):
        end(row, how="")


def test_seats_in_groups_and_posts_end_with_the_deputyship() -> None:
    group = make_group(3)
    row = make_deputyship(group=group)
    operations.appoint(
        group=group, person=row.person, kind=GroupPostKind.LEADER, actor=None, starts_on=date(2022, 1, 1)
    )
    end(row, how=Ending.TRANSFERRED)
    assert [m.ends_on for m in row.memberships.all()] == [DAY]
    assert [p.ends_on for p in group.posts.all()] == [DAY]


def test_a_wrong_end_is_taken_back_with_the_seat_in_the_group() -> None:
    row = end(make_deputyship(group=make_group(3)))
    operations.reopen_deputyship(deputyship=row, actor=make_user(), version=row.version)
    row.refresh_from_db()
    assert (row.ends_on, row.how_ended) == (None, "")
    assert row.memberships.get().ends_on is None
    with pytest.raises(Conflict, match="没有结束"):
        operations.reopen_deputyship(deputyship=row, actor=None, version=row.version)


def test_a_by_election_fills_the_seat_from_its_day_on() -> None:
    seat = make_constituency(seats=2)
    stays, leaves = make_deputyship(constituency=seat), make_deputyship(constituency=seat)
    new, day = make_person("补选者"), date(2024, 9, 1)

    def elect(succeeds: Deputyship | None = None) -> Deputyship:
        return operations.by_elect(
            actor=None, person=new, term=stays.term, constituency=seat, starts_on=day, succeeds=succeeds
        )

    with pytest.raises(ValidationError, match="应选 2 名，2024年9月1日已有 2 名，没有空缺"):
        elect()
    gone = end(leaves)
    assert Deputyship.objects.in_force(day).count() == 1
    with pytest.raises(ValidationError, match="仍是代表"):
        elect(succeeds=stays)
    row = elect(succeeds=gone)
    assert (row.how_began, row.starts_on, row.succeeds) == (Beginning.BY_ELECTION, day, gone)
    assert Deputyship.objects.in_force(day).count() == 2
    with pytest.raises(Conflict, match="补选者已补选接替"):
        operations.reopen_deputyship(deputyship=gone, actor=None, version=gone.version)


def test_a_whole_term_expires_on_its_last_day() -> None:
    row, gone, term = make_deputyship(group=make_group(1)), end(make_deputyship()), make_term()
    with pytest.raises(Conflict, match="还没有结束日期"):
        operations.expire_term(term=term, actor=None)
    term.ends_on = date(2026, 12, 20)
    term.save()
    assert operations.expire_term(term=term, actor=make_user()) == 1
    row.refresh_from_db()
    gone.refresh_from_db()
    assert (row.ends_on, row.how_ended) == (term.ends_on, Ending.EXPIRED)
    assert row.memberships.get().ends_on == term.ends_on
    assert gone.how_ended == Ending.RESIGNED


def test_every_step_is_audited_in_the_file_of_the_person_and_checks_the_version() -> None:
    row = make_deputyship()

    def change(delegation: str) -> Deputyship:
        return operations.change_deputyship(
            deputyship=row,
            actor=None,
            version=1,
            constituency=None,
            delegation=delegation,
            starts_on=row.starts_on,
            how_began=row.how_began,
        )

    change("东塘代表团")
    with pytest.raises(StaleVersion):
        change("")
    with pytest.raises(StaleVersion):
        end(row)
    row.refresh_from_db()
    end(row)
    events = AuditEvent.objects.filter(object_type="deputies.Person", object_id=str(row.person_id))
    steps = [event.verb.partition(":")[2] for event in events.order_by("seq")]
    assert steps == ["create_person", "create_deputyship", "change_deputyship", "end_deputyship"]
    after = events.get(verb="deputies:end_deputyship").after or {}
    assert after["title"] == "区人大代表（第十八届）"
