"""Reading before an inspection: 8 of 10 have opened it before the date (R099)."""

from __future__ import annotations

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.learning import operations
from activities.learning.queries.readings import read_states
from activities.learning.todos import todos
from congress.access.exceptions import Conflict
from congress.notices.models import Notice
from tests.activities.convocations.world import ON_THE_DAY, clerk, copy_of, make_deputy, sent, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_8_of_10_have_opened_the_material_before_the_date() -> None:
    office = clerk()
    people = [make_deputy(f"代表{n}", account=n == 0) for n in range(10)]
    row = sent(office, *people)
    reading = operations.add_reading(
        convocation=row,
        actor=office,
        title="消防法",
        text="第二章",
        url=reverse("convocations:reply", args=[row.pk]),
    )
    for one in people[:8]:
        operations.open_reading(reading=reading, callee=copy_of(row, one))
    operations.open_reading(reading=reading, callee=copy_of(row, people[0]))
    with (
        time_machine.travel(ON_THE_DAY, tick=False),
        time_machine.travel("2026-11-25 09:31:00+08:00", tick=False),
    ):
        operations.open_reading(reading=reading, callee=copy_of(row, people[8]))
    (state,) = read_states(row)
    assert state.words == "8／10 人"
    assert [str(one.deputyship.person) for one in state.unread] == ["代表8", "代表9"]
    client = Client()
    client.force_login(office)
    assert "8／10 人" in client.get(reverse("convocations:detail", args=[row.pk])).content.decode()


def test_a_deputy_is_told_reads_on_the_phone_and_is_asked_no_more() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    client = Client()
    client.force_login(office)
    data = {"title": "消防法", "text": "第二章\n第三章"}
    client.post(reverse("learning:add_reading", args=[row.pk]), data)
    reading = row.readings.get()
    assert Notice.objects.filter(user=user_of(one), title="会前学习：消防法").count() == 1
    assert [todo.title for todo in todos(user_of(one))] == ["会前学习：消防法"]
    client.force_login(user_of(one))
    assert "还没有读" in client.get(reverse("convocations:reply", args=[row.pk])).content.decode()
    assert "第三章" in client.get(reverse("learning:reading", args=[reading.pk])).content.decode()
    assert list(todos(user_of(one))) == []
    stranger = make_deputy("何素琴")
    client.force_login(user_of(stranger))
    assert client.get(reverse("learning:reading", args=[reading.pk])).status_code == 404


def test_it_says_something_and_comes_before_the_activity() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    with pytest.raises(ValidationError, match="写上内容"):
        operations.add_reading(convocation=row, actor=office, title="空的")
    reading = operations.add_reading(convocation=row, actor=office, title="消防法", text="第二章")
    operations.drop_reading(reading=reading, actor=office)
    assert read_states(row) == []
    row.state, row.cancelled_reason = "cancelled", "改期"
    row.save()
    with pytest.raises(Conflict, match="已取消"):
        operations.add_reading(convocation=row, actor=office, title="消防法", text="第二章")
