"""A suggestion below the mark in a real browser: recommended, fixed, tested by a panel, mended, tested again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from suggestions.models import PanelCandidate, PanelMemberKind, PanelRound
from suggestions.panels import operations
from tests.browser.people import Enter, Person, own_browsers
from tests.suggestions.cast import make_suggestion
from tests.suggestions.panels.stage import Stage, make_panel, make_round, make_stage

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return make_stage()


def confirm(person: Person, name: str) -> None:
    """Press a button that asks again, and say yes."""
    person.page.get_by_role("button", name=name, exact=True).first.click()
    person.page.locator("dialog[open] button.btn-primary").click()
    person.page.wait_for_load_state()


def hold_ballot(office: Person, second: Person, votes: tuple[int, int, int]) -> None:
    """Begin, end, open; two people enter the same of the paper ballots; publish."""
    confirm(office, "开始投票")
    confirm(office, "截止投票")
    office.press("开箱计票")
    office.page.locator("form button.btn-primary").last.click()
    office.says("可以计票")
    page = office.page.url
    for person in (office, second):
        person.page.goto(page)
        person.press("录入纸质票")
        names = {"issued": "16", "returned": "16", "valid": "16", "void": "0", "m_1_abstain": "0"}
        marks = dict(zip(("m_1_good", "m_1_fair", "m_1_bad"), map(str, votes), strict=True))
        person.fill(**names, **marks)
        person.page.locator("form button.btn-primary").last.click()
        person.page.wait_for_load_state()
    office.page.goto(page)
    confirm(office, "公布结果")
    office.press("看所属的事项")


def test_from_recommendation_to_a_second_ballot(stage: Stage, enter: Enter) -> None:
    cast, today = stage.cast, timezone.localdate()
    row, suggestion = make_round(stage), make_suggestion(cast)

    committee = enter(cast.committee)
    committee.follow("推荐测评对象")
    committee.press("推荐建议")
    committee.pick(committee.page.locator(".rd-field").filter(has_text="建议").first, suggestion.title[:8])
    committee.fill(reason="群众关注度高")
    committee.page.get_by_role("heading", level=1).click()
    committee.sound()
    committee.page.locator("form button.btn-primary").last.click()
    committee.says("已推荐，等主任会议确定")

    leader = enter(cast.leader)
    home = f"{leader.root}/supervision/panels/{row.pk}/"
    leader.page.goto(home)
    leader.press("主任会议确定对象")
    leader.fill(meeting="第46次主任会议", meeting_on=str(today))
    leader.page.get_by_role("heading", level=1).click()
    leader.press("记下会议决定")
    leader.says("已列入测评 1 件")

    office, second = enter(cast.keeper), enter(cast.office)
    panel = make_panel(stage, PanelRound.objects.get(), 13)
    office.page.goto(home)
    expect(office.page.get_by_text("15 人").first).to_be_visible()
    office.page.locator(".rd-units a.btn-soft").filter(has_text="修改").click()
    members = PanelMemberKind.objects.earliest("order")
    box = office.page.locator(f"[name=kind{members.pk}]")
    box.fill(f"{box.input_value()}\n范新来")
    office.page.locator("form button.btn-primary").last.click()
    office.says("第一测评组已修改")
    office.press("开始测评")
    office.says("测评已开始")
    for kind in ("training", "report"):
        operations.record_event(round=row, actor=cast.keeper, kind=kind, on=today, note="按方案进行")
    office.press("记动员培训、报告、调研")
    office.choose("环节", "实地调研")
    office.fill(note="到现场看了办理结果。")
    office.page.locator("#id_on").fill(str(today))
    office.page.get_by_role("heading", level=1).click()
    office.page.select_option("[name=panel]", str(panel.pk), force=True)
    office.page.locator("form button.btn-primary").last.click()
    office.says("已记实地调研")
    office.page.locator(".rd-units a.btn-soft").filter(has_text="准备测评票").click()
    office.page.locator("form button.btn-primary").last.click()
    office.says("测评票已准备")
    hold_ballot(office, second, (5, 4, 7))
    expect(office.page.get_by_text("56.25%").first).to_be_visible()
    office.press("反馈结果")
    office.says("结果已反馈")

    item = PanelCandidate.objects.get().pk
    leader.page.goto(f"{leader.root}/supervision/panels/items/{item}/")
    leader.press("记约谈")
    due = str(today + timedelta(days=30))
    leader.fill(talked_on=str(today), due_on=due, talk="约谈分管负责人，限一个月整改。")
    leader.page.locator("form button.btn-primary").last.click()
    leader.says("已记约谈")

    unit = enter(cast.staff[0])
    unit.follow("限期整改")
    expect(unit.page.get_by_text("56.25%")).to_be_visible()
    unit.press("报告整改情况")
    unit.fill(report="车位已经划好，公交车不再被堵。")
    unit.page.locator("form button.btn-primary").last.click()
    unit.says("已报告，等待复测")

    office.follow("准备复测")
    office.press("准备复测")
    office.page.locator("form button.btn-primary").last.click()
    office.says("复测票已准备")
    poll = PanelCandidate.objects.get().results.get(turn=2).poll_id
    office.page.goto(f"{office.root}/ballots/{poll}/")
    hold_ballot(office, second, (14, 1, 1))
    expect(office.page.get_by_text("复测达标").first).to_be_visible()
    expect(office.page.get_by_text("93.75%")).to_be_visible()
    office.sound()

    deputy = enter(cast.deputy, "phone")
    deputy.page.goto(f"{deputy.root}/supervision/panels/items/{item}/")
    expect(deputy.page.get_by_text("93.75%")).to_be_visible()
    deputy.sound()
    deputy.page.goto(f"{deputy.root}/supervision/panels/mine/")
    deputy.sound()
    assert enter(cast.staff[1]).answers(f"/supervision/panels/items/{item}/") == 404
