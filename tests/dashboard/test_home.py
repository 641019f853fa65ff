"""The home page: to-dos by deadline, actions, figures, running jobs, notices."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congress.accounts.enums import EVERY_ROLE, Role
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.dashboard.queries import SHOWN, group_todos
from congress.figures.numbers import Count, Rate
from congress.figures.registry import Figure, register_figure
from congress.jobs.models import Job
from congress.web.registry import (
    HomeAction,
    NoticeLine,
    NoticeSource,
    Todo,
    register_actions,
    register_notices,
    register_todos,
)

pytestmark = pytest.mark.usefixtures("plugged")
CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 9, 42, tzinfo=CHINA)


@pytest.fixture
def monday() -> Iterator[None]:
    """The clock stands at Monday, also for the sign-in."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def todo(due: date | datetime | None, title: str = "") -> Todo:
    return Todo(title or f"办 {due}", "第 1 号", "/x/", "去办", due)


def plug(*todos: Todo) -> None:
    register_todos(lambda user: todos)


def titles(html: str) -> list[str]:
    """Headings and to-dos in their order, in the left column."""
    column = html[html.index('<div class="rd-cols">') : html.index("<aside")]
    return re.findall(r'<h2[^>]*>(?:<i[^>]*></i>)?([^<]+?) ?<small|class="rd-title"[^>]*>([^<]*)<', column)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2026, 11, 22), "已逾期"),
        (datetime(2026, 11, 23, 9, 0, tzinfo=CHINA), "已逾期"),
        (datetime(2026, 11, 23, 17, 30, tzinfo=CHINA), "今天到期"),
        (date(2026, 11, 23), "今天到期"),
        (date(2026, 11, 24), "本周到期"),
        (date(2026, 11, 29), "本周到期"),
        (date(2026, 11, 30), "以后"),
        (None, "没有期限"),
    ],
)
def test_groups(due: date | datetime | None, group: str) -> None:
    assert [g.label for g in group_todos([todo(due)], MONDAY)] == [group]


def test_soonest_first_and_a_day_is_due_at_its_end() -> None:
    evening = datetime(2026, 11, 23, 23, 30, tzinfo=CHINA)
    today, later, never = todo(date(2026, 11, 23)), todo(date(2027, 1, 1)), todo(None)
    groups = group_todos([never, later, today, todo(evening)], MONDAY)
    assert [t.due for group in groups for t in group.todos] == [evening, today.due, later.due, None]


@pytest.mark.usefixtures("monday")
def test_what_waits_is_listed_by_deadline(office: Client) -> None:
    plug(todo(date(2026, 11, 26), "核对"), todo(date(2026, 11, 18), "催办"), todo(None, "看一看"))
    html = office.get("/").content.decode()
    found = ["".join(pair) for pair in titles(html)]
    assert found == ["已逾期", "催办", "本周到期", "核对", "没有期限", "看一看"]
    assert "2026年11月23日　星期一　共 3 项，1 项已逾期" in html


def test_many_todos_open_on_request(office: Client) -> None:
    plug(*(todo(None, f"第{n}件") for n in range(SHOWN + 3)))
    html = office.get("/").content.decode()
    assert f"{SHOWN + 3} 项</small>" in html
    assert "<summary>另外 3 项</summary>" in html
    assert html.count('class="rd-title"') == SHOWN + 3


def test_nothing_to_do_says_what_comes_next(office: Client) -> None:
    register_actions(HomeAction("登记活动", "jobs:index", "plus", EVERY_ROLE))
    html = office.get("/").content.decode()
    assert "现在没有等您办的事" in html
    assert html.count("btn-primary") == 1


def test_the_first_allowed_action_is_primary(office: Client) -> None:
    register_actions(
        HomeAction("后来", "jobs:index", "plus", EVERY_ROLE, order=2),
        HomeAction("登记活动", "jobs:index", "plus", EVERY_ROLE, order=1),
        HomeAction("领导的", "jobs:index", "plus", frozenset({Role.LEADER}), order=0),
    )
    plug(todo(None))
    html = office.get("/").content.decode()
    assert re.search(r'btn-primary" href="/jobs/"><i[^>]*></i>登记活动</a>', html)
    assert "后来" in html
    assert "领导的" not in html


@pytest.mark.usefixtures("monday")
def test_figures_say_their_period_and_origin(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congress.figures.registry._figures", {})
    figure = Figure(
        key="x.activities",
        label="登记活动",
        unit="次",
        definition="不含已撤回的",
        compute=lambda user, period: Count(1327, "次"),
        url=lambda user, period: f"/list/?until={period.end}",
        roles=frozenset({Role.OFFICE}),
        order=2,
    )
    register_figure(figure)
    rate = replace(figure, key="x.rate", label="代表满意", unit="件", order=1)
    register_figure(replace(rate, compute=lambda user, period: Rate(96, 104, "件")))
    html = office.get("/").content.decode()
    assert "今年以来 <small>1月1日—11月23日</small>" in html
    assert '<a class="rd-quiet rd-fig" href="/list/?until=2026-11-23">92.3<small>%</small></a>' in html
    assert "1,327<small>次</small>" in html
    assert html.index("代表满意") < html.index("登记活动")


def test_running_jobs_of_the_user_only(office: Client, office_clerk: User) -> None:
    Job.objects.create(kind="x", title="导出台账", asked_by=office_clerk, percent=64)
    Job.objects.create(kind="x", title="别人的任务", asked_by=None)
    html = office.get("/").content.decode()
    assert "导出台账" in html
    assert "64%" in html
    assert "别人的任务" not in html


@pytest.mark.usefixtures("monday")
def test_notices(office: Client) -> None:
    line = NoticeLine("《人大信息》已排好", "/n/1/", MONDAY - timedelta(hours=1), read=False)
    register_notices(NoticeSource("notices:index", lambda user: 1, lambda user, limit: [line][:limit]))
    html = office.get("/").content.decode()
    assert '<a href="/n/1/">' in html
    assert "11月23日 8:42　未读" in html


def test_the_number_of_queries_does_not_depend_on_what_there_is(
    office: Client, office_clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.figures.registry._figures", {})  # each asks what it has to
    plug(todo(date(2026, 1, 1)))
    office.get("/")
    with CaptureQueriesContext(connection) as before:
        office.get("/")
    plug(*(todo(date(2026, 1, 1) + timedelta(n)) for n in range(50)))
    for n in range(9):
        Job.objects.create(kind="x", title=f"任务{n}", asked_by=office_clerk)
    with transaction.atomic():
        audit.record(actor=None, verb="test", obj=office_clerk)
    with CaptureQueriesContext(connection) as after:
        page = office.get("/")
    assert page.context["total"] == 51
    # session, user, two about the second factor, assignments, the last write for to-dos and for figures, jobs
    assert (len(before), len(after)) == (8, 8)


def test_visitors_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"] == "/account/sign-in/?next=/"
