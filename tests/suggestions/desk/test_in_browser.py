"""The office in a real browser: entry gate, two units chosen in rows, more time granted, strike-off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from suggestions import operations
from suggestions.enums import Part, Rating, State
from suggestions.models import Handling, Suggestion
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD
from tests.suggestions.cast import Cast, answer, make_cast, make_suggestion, part_of, rate

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def desk(cast: Cast, live_server: LiveServer, page: Page) -> Page:
    """The office's desk, signed in."""
    page.goto(f"{live_server.url}/account/sign-in/")
    page.get_by_label("用户名").fill(cast.office.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def check(page: Page) -> None:
    assert accessibility_faults(page) == []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert not overflows(page), (page.url, width)
    page.set_viewport_size({"width": 1366, "height": 768})


def choose(page: Page, row: int, name: str) -> None:
    """Type a unit into the searching list of a row."""
    box = page.locator("[data-rows] > [data-row]").nth(row).locator(".ts-control input").first
    box.click()
    box.fill(name)
    box.press("Enter")


def test_from_the_gate_to_the_strike_off(desk: Page, live_server: LiveServer, cast: Cast) -> None:
    earlier = make_suggestion(cast, State.HANDLING, title="关于社区电动自行车充电棚的建议")
    row = make_suggestion(cast, State.SUBMITTED, title="关于电动自行车充电棚收费的建议")
    desk.goto(f"{live_server.url}/suggestions/{row.pk}/")
    check(desk)
    desk.get_by_role("link", name="审核", exact=True).click()
    expect(desk.get_by_text(earlier.title)).to_be_visible()
    check(desk)
    desk.get_by_text("形式完整").click()
    desk.get_by_text("属于职责").click()
    desk.get_by_role("button", name="审核通过，去交办").click()
    expect(desk.get_by_text("还没有核对：没有重复").first).to_be_visible()
    desk.get_by_text("没有重复：").last.click()
    desk.get_by_role("button", name="审核通过，去交办").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("交办")

    # the recommended unit is taken over, another is typed, a third row comes and goes
    check(desk)
    desk.get_by_role("button", name="选用").first.click()
    desk.get_by_role("button", name="再加一个单位").click()
    choose(desk, 1, cast.units[1].short_name)
    desk.get_by_role("button", name="再加一个单位").click()
    expect(desk.locator("[data-rows] > [data-row]")).to_have_count(3)
    desk.get_by_role("button", name="去掉").nth(2).click()
    desk.get_by_role("button", name="交办", exact=True).click()
    expect(desk.get_by_text("已交办 2 个单位")).to_be_visible()
    parts = {part.organ_id: part.part for part in Handling.objects.filter(suggestion=row)}
    assert parts == {cast.units[0].pk: Part.LEAD, cast.units[1].pk: Part.CO}
    expect(desk.get_by_text("1 个主办，1 个协办")).to_be_visible()
    desk.locator(".rd-basis > summary").first.click()
    expect(desk.get_by_text("次日起算").first).to_be_visible()
    check(desk)

    # to stop other people's work is confirmed in a dialog, and can be left
    desk.get_by_role("button", name="终止办理").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("终止办理第")
    dialog.get_by_role("button", name="不终止，返回").click()
    expect(dialog).to_be_hidden()

    part = part_of(row)
    part.assigned_at -= timedelta(days=20)
    Handling.objects.filter(suggestion=row).update(assigned_at=part.assigned_at)
    cast.clock = part.assigned_at + timedelta(days=1)
    Suggestion.objects.filter(pk=row.pk).update(assigned_at=part.assigned_at)
    answer(cast, row)
    rate(cast, row, Rating.SATISFIED)
    desk.reload()
    desk.get_by_role("link", name="销号", exact=True).click()
    check(desk)
    desk.get_by_label("怎样核查的").fill("现场看过，车位已划好")
    desk.get_by_role("button", name="销号", exact=True).click()
    expect(desk.get_by_text("已销号，代表和承办单位都已通知")).to_be_visible()
    assert Suggestion.objects.get(pk=row.pk).state == State.CLOSED
    check(desk)


def test_a_decision_on_more_time_and_the_whole_session(
    desk: Page, live_server: LiveServer, cast: Cast
) -> None:
    row = make_suggestion(cast, State.HANDLING)
    part = part_of(row)
    operations.accept(handling=part, actor=cast.staff[0], at=cast.later(days=1))
    due = part.clocks.get(kind="reply").due_on
    operations.ask_extension(
        handling=part,
        actor=cast.staff[0],
        until=due + timedelta(days=30),
        reason="未完",
        at=cast.later(days=1),
    )
    desk.goto(f"{live_server.url}/suggestions/{row.pk}/")
    desk.get_by_role("link", name="决定延期").click()
    check(desk)
    desk.get_by_role("radio", name="同意延期").check()
    desk.get_by_role("button", name="作出决定").click()
    expect(desk.get_by_text("已延期，原定").first).to_be_visible()

    waiting = [make_suggestion(cast, State.REGISTERED) for _ in range(2)]
    desk.goto(f"{live_server.url}/suggestions/assign/")
    check(desk)
    for other in waiting:
        desk.locator(f"[name=s{other.pk}-lead]").fill(cast.units[2].short_name)
        desk.locator(f"[name=s{other.pk}-chosen]").check()
    desk.get_by_role("button", name="交办勾选的").click()
    expect(desk.get_by_text("已交办 2 件，1 个单位各收到一份通知")).to_be_visible()
