"""Hearings with seats and a waiting list (R107)."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.models import Attendance, Hearing, HearingPlace
from activities.taking_part.enums import HearingState, SeatState
from activities.taking_part.operations import hearings as operations
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.organs.enums import OrganKind
from tests.activities.taking_part.stage import account_of, many_deputies
from tests.at_once import at_once
from tests.factories import make_organ, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def november() -> object:
    with time_machine.travel("2026-11-20T10:00:00+08:00"):
        yield


def announced(office: User, *, seats: int = 10, on: date = date(2026, 11, 25)) -> Hearing:
    """A trial deputies may attend."""
    return operations.publish_hearing(
        actor=office,
        title="旁听电信诈骗案庭审",
        kind="trial",
        organ=make_organ("区人民法院", OrganKind.COURT),
        on=on,
        begins_at=time(9),
        place="第一法庭",
        seats=seats,
        sign_up_by=on,
        note="",
    )


def test_the_eleventh_waits_and_moves_up_when_somebody_leaves() -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(12)
    row = announced(office)
    user = account_of(deputies[10], make_user(Role.DEPUTY))
    places = [operations.sign_up(hearing=row, actor=office, deputyship=one) for one in deputies]
    assert [place.state for place in places].count(SeatState.SEATED) == 10
    assert places[10].state == places[11].state == SeatState.WAITING
    operations.leave(place=places[3], actor=office)
    moved = HearingPlace.objects.get(pk=places[10].pk)
    assert moved.state == SeatState.SEATED
    assert HearingPlace.objects.get(pk=places[11].pk).state == SeatState.WAITING
    assert Notice.objects.get(user=user).title == "候补到席位：旁听电信诈骗案庭审"
    # Who left and comes back goes to the end of the list.
    again = operations.sign_up(hearing=row, actor=office, deputyship=deputies[3])
    assert again.state == SeatState.WAITING
    assert list(row.places.live().in_turn())[-1] == again


def test_asked_twice_it_is_one_place_and_after_the_last_day_none() -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(2)
    row = announced(office)
    first = operations.sign_up(hearing=row, actor=office, deputyship=deputies[0])
    assert operations.sign_up(hearing=row, actor=office, deputyship=deputies[0]) == first
    late = datetime.fromisoformat("2026-11-26T08:00:00+08:00")
    with pytest.raises(Conflict, match="截止"):
        operations.sign_up(hearing=row, actor=office, deputyship=deputies[1], at=late)


def test_held_it_is_an_activity_with_those_who_came_and_they_write_remarks(client: Client) -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(3)
    row = announced(office, on=date(2026, 11, 20))
    places = [operations.sign_up(hearing=row, actor=office, deputyship=one) for one in deputies]
    client.force_login(office)
    client.post(reverse("taking_part:hold_hearing", args=[row.pk]), {"came": [places[0].pk, places[1].pk]})
    row.refresh_from_db()
    assert row.state == HearingState.HELD
    assert Attendance.objects.came().filter(activity=row.activity).count() == 2
    assert row.activity.organiser == "区人民法院"
    client.force_login(account_of(deputies[0], make_user(Role.DEPUTY)))
    client.post(reverse("taking_part:remark", args=[row.pk]), {"remarks": "庭审规范，释法清楚"})
    assert HearingPlace.objects.get(pk=places[0].pk).remarks == "庭审规范，释法清楚"
    with pytest.raises(Conflict, match="登记到场"):
        operations.remark(place=places[2], actor=office, remarks="没有到场")


def test_a_deputy_signs_up_and_off_on_the_phone(client: Client) -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(2)
    row = announced(office, seats=1)
    operations.sign_up(hearing=row, actor=office, deputyship=deputies[0])
    client.force_login(account_of(deputies[1], make_user(Role.DEPUTY)))
    page = reverse("taking_part:my_hearing", args=[row.pk])
    assert "已报满，可以排候补" in client.get(page).content.decode()
    shown = client.post(reverse("taking_part:sign_up", args=[row.pk]), follow=True).content.decode()
    assert "席位已满，已排候补" in shown
    assert "候补第 1 位" in shown
    assert "已退出" in client.post(reverse("taking_part:leave", args=[row.pk]), follow=True).content.decode()


def test_more_seats_move_up_and_fewer_than_taken_are_refused() -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(3)
    row = announced(office, seats=2)
    places = [operations.sign_up(hearing=row, actor=office, deputyship=one) for one in deputies]
    facts = {name: getattr(row, name) for name in operations.FIELDS}
    with pytest.raises(ValidationError, match="不能少于 2"):
        operations.change_hearing(hearing=row, actor=office, version=1, **{**facts, "seats": 1})
    operations.change_hearing(hearing=row, actor=office, version=1, **{**facts, "seats": 3})
    assert HearingPlace.objects.get(pk=places[2].pk).state == SeatState.SEATED


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_one_seat() -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(2)
    row = announced(office, seats=1)
    at_once(
        *(lambda one=one: operations.sign_up(hearing=row, actor=office, deputyship=one) for one in deputies)
    )
    assert sorted(row.places.values_list("state", flat=True)) == [SeatState.SEATED, SeatState.WAITING]
