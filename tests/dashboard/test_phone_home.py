"""The home page of who works on a phone only: what comes next, what waits, the own records, every other door."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from congress.web.registry import (
    Coming,
    HomeAction,
    PhoneLine,
    PhoneList,
    Todo,
    register_actions,
    register_coming,
    register_phone_list,
    register_tabs,
    register_todos,
)
from congress.web.registry import Tab as PhoneTab
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plugged")]
DEPUTIES = frozenset({Role.DEPUTY})


def plug(todos: int = 2) -> None:
    today = timezone.localdate()
    register_tabs(PhoneTab("通知", "notices:index", "bell", DEPUTIES))
    register_actions(
        HomeAction("我的通知", "notices:index", "bell", DEPUTIES),
        HomeAction("我的任务", "jobs:index", "list", DEPUTIES),
    )
    register_todos(
        lambda user: [
            Todo(f"评价答复{n}", "区交通运输局", f"/x/{n}/", "去评价", today + timedelta(days=n))
            for n in range(todos)
        ]
    )
    register_coming(
        lambda user: [Coming("代表视察", today + timedelta(days=3), time(9, 30), "柳桥街道", "/far/")]
    )
    register_coming(
        lambda user: [
            Coming("代表接待日", today + timedelta(days=2), time(9), "柳桥站", "/near/", "同班：何素琴")
        ]
    )
    line = PhoneLine("增设停车位", "第 2026-057 号", "/s/1/", date(2026, 1, 1), "重点督办")
    register_phone_list(lambda user: PhoneList("我的建议", 6, "件", "/mine/", [line]))
    register_phone_list(lambda user: None)


def test_a_deputy_lands_on_what_comes_next_and_what_waits(client: Client) -> None:
    plug(todos=7)
    client.force_login(make_user(Role.DEPUTY))
    page = client.get("/").content.decode()
    assert "后天 9:00 代表接待日" in page
    assert "代表视察" not in page, "the nearest one only"
    assert (
        page.index("评价答复0") < page.index("评价答复4") < page.index("另外 2 件") < page.index("评价答复6")
    )
    assert "全部 6 件" in page
    assert "重点督办" in page
    assert 'class="rd-side' not in page
    doors = page[page.index("<h2>更多</h2>") : page.index("</main>")]
    assert "我的任务" in doors
    assert "我的通知" not in doors, "what is a tab needs no second door"


def test_who_works_at_a_desk_as_well_lands_on_the_desk(client: Client) -> None:
    plug()
    user = make_user(Role.DEPUTY)
    Assignment.objects.create(user=user, role=Role.OFFICE, starts_on=date(2020, 1, 1))
    client.force_login(user)
    page = client.get("/").content.decode()
    assert "代表接待日" not in page
    assert "今天要办的事" in page


def test_as_many_queries_for_many_as_for_few(client: Client) -> None:
    plug(todos=1)
    client.force_login(make_user(Role.DEPUTY))
    client.get("/")
    found = []
    for more in (0, 30):
        plug(todos=more)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        found.append(len(queries))
    assert found[0] == found[1]
