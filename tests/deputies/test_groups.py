"""Groups, their members and their posts (R002–R005, R009, R010)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from congress.access.exceptions import Conflict, StaleVersion
from congress.audit.models import AuditEvent
from congress.organs.enums import AreaKind, CongressLevel
from deputies import operations
from deputies.enums import GroupKind, GroupPostKind, NumberStyle
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost
from deputies.models.deputyships import memberships_on
from tests.factories import (
    make_area,
    make_deputyship,
    make_group,
    make_person,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 28)


def leader_of(group: DeputyGroup, row: Deputyship, on: date = DAY) -> GroupPost:
    return operations.appoint(
        group=group, person=row.person, kind=GroupPostKind.LEADER, actor=None, starts_on=on
    )


@pytest.mark.parametrize(
    ("style", "name", "label"),
    [
        (NumberStyle.CHINESE, "", "第十三小组"),
        (NumberStyle.ARABIC, "", "第13小组"),
        (NumberStyle.CHINESE, "柳桥第一代表小组", "柳桥第一代表小组"),
    ],
)
def test_a_number_is_written_as_the_level_writes_it(style: NumberStyle, name: str, label: str) -> None:
    assert str(make_group(13, number_style=style, name=name)) == label


def test_two_groups_of_a_term_differ() -> None:
    make_group(3)
    with pytest.raises(ValidationError, match="已有同名小组"):
        make_group(3)
    with pytest.raises(ValidationError, match="至少填一项"):
        operations.create_group(actor=None, term=make_term())
    city = make_term(CongressLevel.CITY)
    assert str(make_group(3, term=city)) == "第三小组"


def test_a_district_group_takes_town_deputies_when_it_says_so() -> None:
    town = make_area("东塘镇", AreaKind.TOWN)
    row = operations.create_deputyship(
        actor=None, person=make_person("钱二"), term=make_term(CongressLevel.TOWN, town)
    )
    with pytest.raises(ValidationError, match="第一小组只编区县级代表，钱二是东塘镇人大代表"):
        operations.join_group(deputyship=row, group=make_group(1), actor=None, starts_on=DAY)
    both = make_group(2, levels=["district", "town"])
    operations.join_group(deputyship=row, group=both, actor=None, starts_on=DAY)
    with pytest.raises(ValidationError, match="钱二是乡镇级代表，不能去掉这一层级"):
        operations.change_group(group=both, actor=None, version=1, levels=["district"])
    with pytest.raises(ValidationError, match="须包括区县级"):
        operations.change_group(group=both, actor=None, version=1, levels=["town"])


def test_one_main_group_and_any_number_of_professional_ones() -> None:
    row = make_deputyship(group=make_group(5))
    health = make_group(name="教育卫生专业小组", kind=GroupKind.PROFESSIONAL)
    culture = make_group(name="文化旅游专业小组", kind=GroupKind.PROFESSIONAL)
    for group in (health, culture):
        operations.join_group(deputyship=row, group=group, actor=None, starts_on=DAY)
    with pytest.raises(ValidationError, match="已编入第五小组"):
        operations.join_group(deputyship=row, group=make_group(6), actor=None, starts_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMembership.objects.create(deputyship=row, group=make_group(7), starts_on=DAY)
    with pytest.raises(ValidationError, match="已在教育卫生专业小组"):
        operations.join_group(deputyship=row, group=health, actor=None, starts_on=DAY)
    assert memberships_on(DAY).get(deputyship=row, is_main=True).group.number == 5


def test_who_has_no_group_is_listed() -> None:
    inside, outside = make_deputyship(group=make_group(1)), make_deputyship()
    special = make_group(name="专业小组", kind=GroupKind.PROFESSIONAL)
    operations.join_group(deputyship=outside, group=special, actor=None, starts_on=DAY)
    assert list(Deputyship.objects.without_group(DAY)) == [outside]
    assert set(Deputyship.objects.without_group(date(2020, 1, 1))) == {inside, outside}


def test_a_move_ends_one_seat_and_begins_the_next_and_keeps_both() -> None:
    old, new = make_group(1), make_group(2)
    row = make_deputyship(group=old)
    leader_of(old, row)
    seat = row.memberships.get()
    operations.move_member(
        membership=seat, group=new, actor=make_user(), version=1, starts_on=date(2025, 3, 1), wish="离单位近"
    )
    assert [(m.group, m.ends_on) for m in row.memberships.order_by("pk")] == [
        (old, date(2025, 2, 28)),
        (new, None),
    ]
    assert old.posts.get().ends_on == date(2025, 2, 28), "who leaves a group leads it no longer"
    assert row.memberships.get(group=new).wish == "离单位近"


def test_a_move_that_is_refused_leaves_everything_as_it_was() -> None:
    row = make_deputyship(group=make_group(1))
    city = make_group(1, term=make_term(CongressLevel.CITY))
    seat = row.memberships.get()
    with pytest.raises(ValidationError, match="只编市级代表"):
        operations.move_member(membership=seat, group=city, actor=None, version=1, starts_on=DAY)
    assert row.memberships.get().ends_on is None


def test_leaving_happens_once_and_checks_the_version() -> None:
    seat = make_deputyship(group=make_group(1)).memberships.get()
    operations.change_wish(membership=seat, actor=None, version=1, wish="随所在街道")
    with pytest.raises(StaleVersion):
        operations.leave_group(membership=seat, actor=None, version=1, ends_on=DAY)
    operations.leave_group(membership=seat, actor=None, version=2, ends_on=DAY)
    with pytest.raises(Conflict, match="已调出第一小组"):
        operations.leave_group(membership=seat, actor=None, version=3, ends_on=DAY)


def test_a_leader_is_a_deputy_of_the_group_and_there_is_one() -> None:
    group = make_group(1)
    first, second = make_deputyship(group=group), make_deputyship(group=group)
    with pytest.raises(ValidationError, match="组长须是本小组的代表"):
        leader_of(group, make_deputyship())
    post = leader_of(group, first)
    with pytest.raises(ValidationError, match=f"已有组长{first.person}"):
        leader_of(group, second)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupPost.objects.create(group=group, person=second.person, kind=GroupPostKind.LEADER)
    operations.end_group_post(post=post, actor=None, version=1, ends_on=date(2025, 1, 31))
    leader_of(group, second, date(2025, 2, 1))
    history = group.posts.order_by("starts_on").values_list("person__name", "ends_on")
    assert list(history) == [(first.person.name, date(2025, 1, 31)), (second.person.name, None)]
    with pytest.raises(Conflict, match="已经有离任日期"):
        operations.end_group_post(post=post, actor=None, version=2, ends_on=DAY)


def test_a_liaison_may_be_a_clerk() -> None:
    group, clerk = make_group(1), make_person("干事")
    operations.appoint(group=group, person=clerk, kind=GroupPostKind.LIAISON, actor=None, starts_on=DAY)
    with pytest.raises(ValidationError, match="干事已是第一小组联络员"):
        operations.appoint(group=group, person=clerk, kind=GroupPostKind.LIAISON, actor=None, starts_on=DAY)


def test_a_group_with_members_keeps_its_kind() -> None:
    group = make_group(1)
    make_deputyship(group=group)
    with pytest.raises(ValidationError, match="有成员时不能改类别"):
        operations.change_group(group=group, actor=None, version=1, kind=GroupKind.PROFESSIONAL)


def test_a_dissolved_group_lets_everybody_go_and_is_only_read() -> None:
    group = make_group(1)
    row = make_deputyship(group=group)
    leader_of(group, row)
    gone = operations.dissolve_group(group=group, actor=make_user(), version=1, ends_on=date(2025, 1, 31))
    assert {m.ends_on for m in group.memberships.all()} == {date(2025, 1, 31)}
    assert {p.ends_on for p in group.posts.all()} == {date(2025, 1, 31)}
    with pytest.raises(Conflict, match="已撤销"):
        operations.change_group(group=gone, actor=None, version=2, activity_room="别处")
    with pytest.raises(Conflict, match="已撤销"):
        operations.join_group(deputyship=row, group=gone, actor=None, starts_on=DAY)


def test_a_dissolution_is_taken_back_with_the_seats_and_posts_that_ended_with_it() -> None:
    group, other = make_group(1), make_group(2)
    stays, left, moved, resigned = (make_deputyship(group=group) for _ in range(4))
    leader_of(group, stays)
    liaison = make_person("镇里的干事")
    operations.appoint(group=group, person=liaison, kind=GroupPostKind.LIAISON, actor=None, starts_on=DAY)
    operations.appoint(
        group=group, person=moved.person, kind=GroupPostKind.DEPUTY_LEADER, actor=None, starts_on=DAY
    )
    seat = left.memberships.get()
    operations.leave_group(membership=seat, actor=None, version=seat.version, ends_on=date(2024, 12, 1))
    last_day = date(2025, 1, 31)
    gone = operations.dissolve_group(group=group, actor=None, version=1, ends_on=last_day)
    operations.join_group(deputyship=moved, group=other, actor=None, starts_on=date(2025, 3, 1))
    operations.end_deputyship(
        deputyship=resigned, actor=None, version=1, ends_on=date(2025, 4, 1), how_ended="resigned"
    )
    actor = make_user()
    back = operations.restore_group(group=gone, actor=actor, version=2)
    assert (back.ends_on, back.version) == (None, 3)
    assert [m.deputyship for m in back.memberships.filter(ends_on=None)] == [stays]
    assert {(p.kind, p.person) for p in back.posts.filter(ends_on=None)} == {
        (GroupPostKind.LEADER, stays.person),
        (GroupPostKind.LIAISON, liaison),
    }
    assert moved.memberships.get(ends_on=None).group == other
    event = AuditEvent.objects.get(verb="deputies:restore_group")
    assert (event.actor, event.before) == (actor, {"ends_on": "2025-01-31"})
    assert event.after is not None
    assert event.after["members"] == [stays.person.name]
    operations.change_group(group=back, actor=None, version=3, activity_room="二楼会议室")
    with pytest.raises(Conflict, match="没有撤销"):
        operations.restore_group(group=back, actor=actor, version=4)


def test_only_who_saw_the_dissolution_takes_it_back() -> None:
    gone = operations.dissolve_group(group=make_group(1), actor=None, version=1, ends_on=DAY)
    with pytest.raises(StaleVersion):
        operations.restore_group(group=gone, actor=None, version=1)


def test_of_two_leaders_of_the_last_day_the_last_one_leads_again() -> None:
    group = make_group(1)
    first, second = make_deputyship(group=group), make_deputyship(group=group)
    post = leader_of(group, first)
    last_day = date(2025, 1, 31)
    operations.end_group_post(post=post, actor=None, version=1, ends_on=last_day)
    leader_of(group, second, on=date(2025, 2, 1))
    gone = operations.dissolve_group(group=group, actor=None, version=1, ends_on=last_day)
    operations.restore_group(group=gone, actor=None, version=2)
    assert group.posts.get(ends_on=None).person == second.person


def test_steps_of_a_group_are_audited() -> None:
    group = make_group(1)
    leader_of(group, make_deputyship(group=group))
    operations.change_group(group=group, actor=make_user(), version=1, activity_room="二楼会议室")
    events = AuditEvent.objects.filter(object_type="deputies.DeputyGroup").order_by("seq")
    steps = [event.verb.partition(":")[2] for event in events]
    assert steps == ["create_group", "join_group", "appoint", "change_group"]
