"""Reminders: on working days only, one notice for each person, and further up the longer it takes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.notices.models import Notice
from congress.workdays.calendar import add_working_days, is_working_day
from suggestions import operations
from suggestions.enums import Audience, State
from suggestions.models import Clock, Reminder, ReminderRule
from suggestions.reminding.operations import remind
from tests.factories import make_user
from tests.suggestions.cast import START, Cast, make_cast, make_suggestion, part_of

pytestmark = pytest.mark.django_db


def titles(user: User) -> list[str]:
    """What a person was reminded of, newest first."""
    return list(
        Notice.objects.filter(user=user, key__startswith="suggestions:remind").values_list("title", flat=True)
    )


def accepted(cast: Cast) -> Clock:
    """A part that was signed for; only the reply's time limit runs."""
    part = part_of(make_suggestion(cast))
    operations.accept(handling=part, actor=cast.staff[0], at=cast.clock)
    return Clock.objects.running().get(suggestion=part.suggestion)


def test_the_ladder_from_the_desk_to_the_leader() -> None:
    cast = make_cast()
    head = make_user(Role.UNIT, organ=cast.units[0])
    Assignment.objects.filter(user=head).update(is_head=True)
    due = accepted(cast).due_on
    reached: dict[int, set[str]] = {}
    day = add_working_days(due, -4)
    while day <= add_working_days(due, 6):
        before = Notice.objects.count()
        remind(today=day)
        new = Notice.objects.order_by("id")[before:]
        names = {cast.staff[0]: "desk", head: "head", cast.government: "government", cast.leader: "leader"}
        if is_working_day(day):
            past = [n for n in range(-4, 7) if add_working_days(due, n) == day]
            if past:
                reached[past[0]] = {names[notice.user] for notice in new if notice.user in names}
        else:
            assert not new.exists()
        day += timedelta(days=1)
    both = {"desk", "head"}  # the head acts for the unit as well
    assert reached == {
        -4: set(), -3: set(), -2: both, -1: set(), 0: both, 1: both, 2: set(),
        3: {"government"}, 4: set(), 5: both | {"leader"}, 6: set(),
    }  # fmt: skip


def test_nobody_is_told_at_the_weekend_and_monday_makes_up() -> None:
    cast = make_cast()
    clock = accepted(cast)
    Clock.objects.filter(pk=clock.pk).update(due_on=date(2026, 6, 13), first_due_on=date(2026, 6, 13))
    assert remind(today=date(2026, 6, 13)) == 0, "a Saturday"
    assert not Notice.objects.filter(key__startswith="suggestions:remind").exists()
    remind(today=date(2026, 6, 15))
    assert titles(cast.staff[0]) == ["建议办理提醒：1 件逾期"]


def test_one_notice_for_much_and_none_twice() -> None:
    cast = make_cast()
    for _ in range(8):
        accepted(cast)
    due = Clock.objects.running().latest("due_on").due_on
    day = add_working_days(due, 1)
    remind(today=day)
    notice = Notice.objects.get(user=cast.staff[0], key__startswith="suggestions:remind")
    assert notice.title.startswith("建议办理提醒：8 件逾期")
    assert notice.text.count("；") == 6
    assert notice.text.endswith("另有 2 件。")
    told = Notice.objects.count()
    assert remind(today=day) == 0
    assert Notice.objects.count() == told


def test_what_waits_for_the_office_and_for_the_deputy() -> None:
    cast = make_cast()
    make_suggestion(cast, State.SUBMITTED)
    sent_back = make_suggestion(cast, State.RETURNED)
    remind(today=add_working_days(Clock.objects.running().get(suggestion=sent_back).due_on, 1))
    assert titles(cast.office) == titles(cast.keeper) == ["建议办理提醒：1 件逾期"]
    assert titles(cast.deputy) == ["建议办理提醒：1 件逾期"]
    assert titles(cast.government) == []


def test_a_town_is_told_of_its_own_gate_only() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.SUBMITTED)
    operations.send_down(suggestion=row, actor=cast.keeper, town=cast.town, reason="镇里能办", at=cast.clock)
    other = make_user(Role.TOWN)
    remind(today=add_working_days(timezone.localdate(cast.clock), 7))
    assert len(titles(cast.town_user)) == 1
    assert titles(other) == titles(cast.office) == []


def test_a_rule_switched_off_is_silent() -> None:
    cast = make_cast()
    ReminderRule.objects.exclude(audience=Audience.LEADER).update(active=False)
    clock = accepted(cast)
    remind(today=add_working_days(clock.due_on, 3))
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("items", [1, 4])
def test_the_queries_grow_with_people_only(
    items: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make_cast()
    for _ in range(items):
        cast.clock = START
        accepted(cast)
    day = add_working_days(Clock.objects.running().latest("due_on").due_on, 1)
    with django_assert_num_queries(9):  # one of them the notice of the one person who is told
        assert remind(today=day) == 1


def test_the_rules_an_office_begins_with() -> None:
    assert set(ReminderRule.objects.values_list("audience", "days")) == {
        ("responsible", -2), ("responsible", 0), ("responsible", 1), ("head", 1),
        ("government", 3), ("leader", 5), ("responsible", 5), ("head", 5),
    }  # fmt: skip
