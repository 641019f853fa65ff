"""Enrolment on the phone: seats, the waiting list, who may (R084)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities.learning import operations
from activities.learning.enums import TraineeState
from activities.models import Trainee
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.notices.models import Notice
from congress.organs.enums import CongressLevel
from tests.activities.convocations.world import clerk, make_deputy, user_of
from tests.activities.learning.world import enrolling
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_who_comes_after_the_last_seat_waits_and_moves_up() -> None:
    office = clerk()
    people = [make_deputy(name) for name in ("陈立新", "何素琴", "梁启明")]
    row = enrolling(office, seats=1)
    first, second, third = (
        operations.enrol(training=row, deputyship=one, actor=user_of(one)) for one in people
    )
    again = operations.enrol(training=row, deputyship=people[1], actor=user_of(people[1]))
    assert (first.state, second.state, third.state) == ("enrolled", "waiting", "waiting")
    assert again.pk == second.pk
    operations.leave(trainee=first, actor=user_of(people[0]))
    states = dict(Trainee.objects.values_list("name", "state"))
    assert states == {"陈立新": "left", "何素琴": "enrolled", "梁启明": "waiting"}
    assert Notice.objects.filter(user=user_of(people[1]), title__startswith="有名额了").count() == 1
    back = operations.enrol(training=row, deputyship=people[0], actor=user_of(people[0]))
    assert back.state == TraineeState.WAITING, "behind the one who waits"
    row.refresh_from_db()
    operations.change_class(training=row, actor=office, version=row.version, seats=3)
    assert not row.trainees.in_line().exists()


def test_only_its_levels_and_only_until_the_last_day() -> None:
    office, one = clerk(), make_deputy("陈立新")
    town = enrolling(office, levels=[CongressLevel.TOWN])
    with pytest.raises(Conflict, match="面向乡镇级代表"):
        operations.enrol(training=town, deputyship=one, actor=user_of(one))
    row = enrolling(office, enrol_by=date(2026, 11, 20))
    with (
        time_machine.travel("2026-11-21 09:00:00+08:00", tick=False),
        pytest.raises(Conflict, match="已于11月20日截止"),
    ):
        operations.enrol(training=row, deputyship=one, actor=user_of(one))


def test_on_the_phone_in_one_tap_and_back() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = enrolling(office)
    client = Client()
    client.force_login(user_of(one))
    for name in ("learning:mine", "dashboard:home"):
        assert row.title in client.get(reverse(name)).content.decode()
    url = reverse("learning:enrol", args=[row.pk])
    assert "您已报名" in client.post(url, follow=True).content.decode()
    assert client.post(reverse("learning:leave", args=[row.pk])).status_code == 302
    assert Trainee.objects.get().state == TraineeState.LEFT


def test_a_stranger_sees_nothing_of_a_class() -> None:
    office = clerk()
    row = enrolling(office)
    client = Client()
    client.force_login(make_user(Role.UNIT))
    assert client.get(reverse("learning:enrol", args=[row.pk])).status_code == 404
