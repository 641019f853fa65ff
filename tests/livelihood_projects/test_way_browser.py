"""A project from a citizen's idea to its end, by those who do each step (R247–R254).

The pages on which ballots are held have their own tests: here they are counted by the operations.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from deputies.models import DutyRecord, Person
from livelihood_projects.enums import RoundState
from livelihood_projects.models import Project, Round
from tests.browser import people
from tests.browser.people import Enter, own_browsers
from tests.factories import make_deputyship, make_organ, make_user
from tests.livelihood_projects.making import hold, make_round
from tests.livelihood_projects.test_supervision import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

IDEA, OTHER = "加装村道太阳能路灯", "改造老旧供水管网"
BODIES = ("区政府常务会议", "区委常委会会议", "区人大常委会会议", "代表团审议")


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


@pytest.fixture
def citizen(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


def hears(person: people.Person, words: str) -> None:
    """As ``says``, of a page that is looked at elsewhere."""
    expect(person.page.locator("#messages")).to_contain_text(words)


def take(person: people.Person, step: str, said: str, *, dated: bool = False, **told: str) -> None:
    """A step of the page that is open: its button, its form, what is said afterwards."""
    person.press(step)
    if dated:
        person.page.locator("main [name=on]").fill(timezone.localdate().isoformat())
        person.page.keyboard.press("Escape")
    person.fill(**told)
    person.press(step)
    hears(person, said)


def test_a_project_from_the_idea_to_its_end(enter: Enter, citizen: Page, live_server: LiveServer) -> None:
    clerk, organ, seat = make_user(Role.OFFICE), make_organ(), make_deputyship()
    row = make_round(clerk)
    office = enter(clerk)
    deputy = enter(make_user(Role.DEPUTY), size="phone")
    Person.objects.filter(pk=seat.person_id).update(user=deputy.user)

    citizen.goto(live_server.url + reverse("livelihood:public_round", args=[row.pk]))
    citizen.locator("[name=title]").fill(IDEA)
    citizen.locator("[name=content]").fill("村里主路晚上没有灯")
    citizen.get_by_role("button", name="提交").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("已收到您的建议")
    deputy.follow(f"正在征集：{row.title}")
    deputy.fill(title=OTHER, content="夏天经常停水")
    deputy.sound()
    deputy.press("提建议")
    deputy.says("建议已登记")
    deputy.has_nothing_to_do("正在征集")
    idea, other = Project.objects.get(title=IDEA), Project.objects.get(title=OTHER)
    pages = {one.pk: reverse("livelihood:detail", args=[one.pk]) for one in (idea, other)}
    home = reverse("livelihood:round", args=[row.pk])
    assert [deputy.answers(path) for path in (*pages.values(), home)] == [404, 200, 403]

    today = timezone.localdate()
    ended = {"opens_on": today - timedelta(days=40), "closes_on": today - timedelta(days=1)}
    Round.objects.filter(pk=row.pk).update(**ended)
    office.follow(f"筛选建议：{row.title}")
    take(office, "结束征集", "征集已结束")
    for title, investment in ((IDEA, "350"), (OTHER, "300")):
        office.page.goto(office.root + home)
        office.press(title)
        take(office, "列为候选", "已列为候选", investment=investment)
    office.page.goto(office.root + home)
    take(office, "结束筛选", "筛选已结束")
    for body in BODIES:
        take(office, f"登记{body}结果", "审议结果已登记", dated=True, document="会议纪要")
    take(office, "准备票决", "票决已准备", seats="1")
    row.refresh_from_db()
    assert row.election is not None
    hold(row.election, clerk, {"1": {"for": 9}, "2": {"for": 3}}, 12)

    page, path = office.page, pages[idea.pk]
    page.goto(office.root + path)
    office.press("定单位和监督代表")
    page.select_option("[name=unit]", value=str(organ.pk), force=True)
    page.select_option("[name=supervisors]", value=str(seat.person_id), force=True)
    office.press("定单位和监督代表")
    office.says("责任单位和监督代表已确定")
    deputy.is_told()
    unit = enter(make_user(Role.UNIT, organ=organ))
    stranger = enter(make_user(Role.UNIT))
    assert [stranger.answers(path), unit.answers(f"{path}arrange/")] == [404, 403]
    unit.page.goto(unit.root + path)
    unit.press("填报进度")
    photo = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": jpeg().read()}
    unit.page.set_input_files("[name=photos]", photo)  # type: ignore[arg-type] # a dictionary is taken as well
    unit.fill(percent="60", text="立杆六百根")
    unit.press("填报进度")
    unit.says("进度已填报")
    deputy.page.goto(deputy.root + path)
    expect(deputy.page.get_by_text("立杆六百根")).to_be_visible()
    expect(deputy.page.get_by_role("img", name="进度照片")).to_be_visible()
    deputy.sound()
    assert [deputy.answers(f"{path}{name}/") for name in ("progress", "inspect", "accept")] == [403] * 3
    page.goto(office.root + path)
    take(office, "登记督查", "督查已登记", place="槐荫镇主街", account="进度正常")
    assert DutyRecord.objects.filter(deputyship=seat).count() == 1

    public = live_server.url + reverse("livelihood:public_project", args=[idea.pk])
    citizen.goto(public)
    citizen.locator("[name=text]").fill("路口还缺一盏")
    citizen.get_by_role("button", name="提交").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("已收到您的留言")
    office.follow(f"审核群众留言：{IDEA}")
    office.press("公开")
    office.press("公开留言")
    hears(office, "留言已公开")
    citizen.goto(public)
    expect(citizen.get_by_text("路口还缺一盏")).to_be_visible()

    unit.page.goto(unit.root + path)
    take(unit, "登记竣工", "已登记竣工", dated=True)
    page.goto(office.root + path)
    take(office, "登记验收", "已登记验收", dated=True, note="合格")
    expect(page.get_by_text("年底测评以后才能办结")).to_be_visible()
    page.goto(office.root + home)
    take(office, "准备年底测评", "测评已准备", dated=True, note="总体满意")
    row.refresh_from_db()
    assert row.evaluation is not None
    hold(row.evaluation, clerk, {"1": {"good": 10, "fair": 1, "bad": 1, "abstain": 0}}, 12)
    page.goto(office.root + path)
    take(office, "办结", "项目已办结")
    office.sound()
    row.refresh_from_db()
    assert row.state == RoundState.CLOSED
    citizen.goto(public)
    expect(citizen.get_by_text("满意 10 票")).to_be_visible()
