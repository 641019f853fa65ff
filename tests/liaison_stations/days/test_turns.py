"""Turns: shared fairly, swapped when both agree, given up with a reason."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.notices.models import Notice
from liaison_stations.days.rota import Shift, share
from liaison_stations.days.todos import todos
from liaison_stations.enums import DutyState
from liaison_stations.models import Duty, ReceptionDay
from liaison_stations.operations import duties as operations
from tests.factories import make_user
from tests.liaison_stations.stage import Stage, make_day, make_stage

TODAY = timezone.localdate()
TWELVE = list(range(1, 13))


def shifts(number: int, *, free: list[int] = TWELVE) -> list[Shift]:
    return [Shift(key, date(2027, 1, 1) + timedelta(days=7 * key), free) for key in range(1, number + 1)]


def test_twelve_deputies_share_twelve_sessions() -> None:
    """R173: each has one turn; asked again, the answer is the same."""
    given = share(shifts(12), order=TWELVE, turns={}, last={}, each=1)
    assert Counter(key for keys in given.values() for key in keys) == Counter(TWELVE)
    assert given == share(list(reversed(shifts(12))), order=TWELVE, turns={}, last={}, each=1)


def test_the_fewest_turns_come_first_then_the_longest_ago() -> None:
    last = {1: date(2026, 12, 1), 2: date(2026, 6, 1), 3: date(2026, 9, 1)}
    given = share(
        shifts(2, free=[1, 2, 3, 4]), order=[1, 2, 3, 4], turns={1: 1, 2: 1, 3: 1, 4: 3}, last=last, each=2
    )
    assert given == {1: [2, 3], 2: [1, 2]}
    busy = [Shift(1, date(2027, 1, 1), [1, 2], taken=[2])]
    assert share(busy, order=[1, 2], turns={}, last={}, each=2) == {1: [1]}


@pytest.fixture
def stage(db: None) -> Stage:
    made = make_stage()
    person = made.deputies[1].person
    person.user = made.extra["colleague"] = make_user(Role.DEPUTY, name=person.name)
    person.save()
    return made


def days(stage: Stage, number: int) -> list[ReceptionDay]:
    return [make_day(stage.station, TODAY + timedelta(days=7 * week)) for week in range(1, number + 1)]


def test_sharing_fills_the_days_ahead(client: Client, stage: Stage) -> None:
    first, *_rest = days(stage, 4)
    Duty.objects.create(day=first, deputyship=stage.deputies[0])
    client.force_login(stage.officer)
    url = reverse("reception_days:share_turns", args=[stage.station.pk])
    for _ in range(2):
        client.post(url, {"until": (TODAY + timedelta(days=60)).isoformat(), "each": "1"})
    assert sorted(Counter(Duty.objects.values_list("deputyship", flat=True)).values()) == [2, 2]
    assert not first.duties.filter(deputyship=stage.deputies[1]).exists()


def test_a_swap_needs_both(stage: Stage) -> None:
    one, two = days(stage, 2)
    mine = Duty.objects.create(day=one, deputyship=stage.deputies[0])
    theirs = Duty.objects.create(day=two, deputyship=stage.deputies[1])
    swap = operations.ask_swap(
        duty=mine, actor=stage.deputy, asked_of=stage.deputies[1], other=theirs, note="出差"
    )
    with pytest.raises(Conflict, match="等对方答复"):
        operations.ask_swap(duty=mine, actor=stage.deputy, asked_of=stage.deputies[1])
    with pytest.raises(PermissionDenied):
        operations.answer_swap(swap=swap, actor=stage.deputy, agree=True)
    mine.refresh_from_db()
    assert mine.deputyship == stage.deputies[0]
    assert next(todo.title for todo in todos(stage.extra["colleague"])).startswith("答复换班")

    operations.answer_swap(swap=swap, actor=stage.extra["colleague"], agree=True)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.deputyship, theirs.deputyship) == (stage.deputies[1], stage.deputies[0])
    assert Notice.objects.filter(user=stage.deputy, title__contains="同意换班").exists()
    assert Notice.objects.filter(user=stage.officer, title__startswith="换班").exists()
    with pytest.raises(Conflict, match="已经答复过"):
        operations.answer_swap(swap=swap, actor=stage.extra["colleague"], agree=False)


def test_what_a_swap_refuses(stage: Stage) -> None:
    one, _two = days(stage, 2)
    mine = Duty.objects.create(day=one, deputyship=stage.deputies[0])
    with pytest.raises(PermissionDenied):
        operations.ask_swap(duty=mine, actor=stage.extra["colleague"], asked_of=stage.deputies[1])
    with pytest.raises(ValidationError, match="不在这个站"):
        operations.ask_swap(duty=mine, actor=stage.deputy, asked_of=make_stage().deputies[0])
    swap = operations.ask_swap(duty=mine, actor=stage.deputy, asked_of=stage.deputies[1])
    Duty.objects.create(day=one, deputyship=stage.deputies[1])
    with pytest.raises(ValidationError, match="已排在"):
        operations.answer_swap(swap=swap, actor=stage.extra["colleague"], agree=True)
    over = Duty.objects.create(
        day=make_day(stage.station, TODAY - timedelta(days=1)), deputyship=stage.deputies[0]
    )
    with pytest.raises(Conflict, match="已过"):
        operations.ask_leave(duty=over, actor=stage.deputy, note="出差")


def test_the_deputys_phone(client: Client, stage: Stage, django_assert_max_num_queries: object) -> None:
    one, two = days(stage, 2)
    mine = Duty.objects.create(day=one, deputyship=stage.deputies[0])
    theirs = Duty.objects.create(day=two, deputyship=stage.deputies[1])
    client.force_login(stage.deputy)
    empty = client.post(reverse("reception_days:ask_swap", args=[mine.pk]), {"note": "出差"})
    assert "请选择换给谁" in empty.content.decode()
    client.post(reverse("reception_days:ask_swap", args=[mine.pk]), {"whom": f"turn-{theirs.pk}"})
    assert "等" in client.get(reverse("reception_days:mine")).content.decode()
    swap = mine.swaps.get()
    assert (swap.asked_of, swap.other) == (stage.deputies[1], theirs)
    client.post(reverse("reception_days:withdraw_swap", args=[swap.pk]))
    client.post(reverse("reception_days:ask_leave", args=[mine.pk]), {"note": "到省里开会"})
    mine.refresh_from_db()
    assert (mine.state, mine.note) == (DutyState.LEAVE, "到省里开会")
    assert Notice.objects.filter(user=stage.officer, title__contains="请假").exists()

    client.force_login(stage.extra["colleague"])
    assert client.get(reverse("reception_days:ask_leave", args=[mine.pk])).status_code == 404
    late = client.post(reverse("reception_days:answer_swap", args=[swap.pk]), {"agree": "1"})
    assert late.status_code == 409
