"""The deputies' lecture hall: one session a quarter, numbered, in turn (R091, R092)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.learning import operations
from activities.learning.enums import HallForm
from activities.learning.operations.lectures import collect
from activities.learning.queries.classes import next_number, quarters, turns
from activities.learning.todos import todos
from activities.models import Activity, TrainingClass
from activities.operations import restore, withdraw
from congress.accounts.models import User
from congress.figures.parts import PartOfYear
from deputies.models import DutyRecord
from tests.activities.convocations.world import clerk, make_deputy
from tests.activities.learning.world import kind_of, planned
from tests.factories import make_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def session(actor: User, number: int, **changes: Any) -> TrainingClass:
    """A session of the hall."""
    return planned(actor, type=kind_of("代表讲堂"), number=number, **changes)


def ahead(actor: User, number: int, title: str, year: int, span: PartOfYear) -> TrainingClass:
    """A session whose day is not known."""
    return session(actor, number, title=title, start_on=None, end_on=None, year=year, span=span)


def test_titles_are_planned_ahead_and_a_number_is_used_once() -> None:
    office = clerk()
    first = session(office, 1, title="开讲", start_on=date(2026, 7, 7), end_on=None)
    operations.start_class(training=first, actor=office)
    places = [
        (2026, PartOfYear.FOURTH),
        (2027, PartOfYear.FIRST),
        (2027, PartOfYear.SECOND),
        (2027, PartOfYear.THIRD),
    ]
    titles = [
        "《学家庭促进法做守法好家长》",
        "《如何提高代表意见建议质量》",
        "《民法典详解》",
        "《兵哥伴我创业路》",
    ]
    for number, (title, (year, span)) in enumerate(zip(titles, places, strict=True), 2):
        ahead(office, number, title, year, span)
    shown = [*quarters(office, 2026, date(2026, 11, 19)), *quarters(office, 2027, date(2026, 11, 19))]
    numbers = [[row.number for row in one.sessions] for one in shown]
    assert numbers == [[], [], [1], [2], [3], [4], [5], []]
    assert not any(one.is_gap for one in shown), "before the first session there was no hall"
    with pytest.raises(ValidationError, match="第3期已用于"):
        ahead(office, 3, "又一个第三期", 2027, PartOfYear.FOURTH)
    with pytest.raises(ValidationError, match="按时间先后排"):
        ahead(office, 6, "倒回去", 2026, PartOfYear.SECOND)
    assert next_number() == 6
    operations.cancel_class(training=TrainingClass.objects.get(number=5), actor=office, reason="换题目")
    assert ahead(office, 5, "换了的题目", 2027, PartOfYear.THIRD).number == 5


def test_a_quarter_without_a_session_is_flagged_before_its_end() -> None:
    office = clerk()
    first = session(office, 1, start_on=date(2026, 7, 7), end_on=None)
    operations.start_class(training=first, actor=office)

    def asked() -> list[str]:
        return [todo.title for todo in todos(office) if "讲堂" in todo.title]

    assert asked() == []
    with time_machine.travel("2026-12-10 09:00:00+08:00", tick=False):
        assert asked() == ["举办第四季度的代表讲堂"]
        second = session(office, 2, start_on=date(2026, 12, 10), end_on=None)
        operations.start_class(training=second, actor=office)
        assert asked() == []
    with time_machine.travel("2027-04-02 09:00:00+08:00", tick=False):
        client = Client()
        client.force_login(office)
        page = client.get(f"{reverse('learning:halls')}?year=2027").content.decode()
        assert page.count(">没有举办<") == 1
        assert not any(one.is_gap for one in quarters(office, 2026, date(2027, 4, 2)))


def test_towns_take_turns() -> None:
    office = clerk()
    never, once, lately = make_area("甲镇"), make_area("乙镇"), make_area("丙镇")
    session(office, 1, start_on=date(2026, 2, 3), end_on=None, town=once)
    session(office, 2, start_on=date(2026, 5, 8), end_on=None, town=lately)
    assert [area.name for area in turns()] == [never.name, once.name, lately.name]


def test_a_deputy_who_taught_has_done_a_duty_and_it_goes_with_the_lecture() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = session(office, 1, start_on=date(2026, 11, 18), end_on=None, hall_form=HallForm.DEPUTY)
    lecture = operations.add_lecture(training=row, actor=office, subject="怎样写建议", deputyship=one)
    assert not DutyRecord.objects.filter(kind__code="lecture").exists(), "not before it was held"
    operations.start_class(training=row, actor=office)
    assert collect() == 1
    duty = DutyRecord.objects.get(kind__code="lecture")
    assert (duty.deputyship, duty.day, duty.state) == (one, date(2026, 11, 18), "pending")
    activity = Activity.objects.get()
    for step, state in ((partial(withdraw, reason="没有讲成"), "withdrawn"), (restore, "pending")):
        step(activity=activity, actor=office)
        duty.refresh_from_db()
        assert duty.state == state
    operations.drop_lecture(lecture=lecture, actor=office)
    duty.refresh_from_db()
    assert duty.state == "withdrawn"


def test_a_hall_needs_a_number_and_a_class_has_none() -> None:
    office = clerk()
    with pytest.raises(ValidationError, match="要写期次"):
        planned(office, type=kind_of("代表讲堂"))
    assert planned(office, number=4).number is None
