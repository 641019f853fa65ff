"""One suggestion from the deputy's phone to the call afterwards, in a real browser, each person signed in apart.

At every stage the next person finds on the home page what waits, follows it to where it is done, and is told by the
bell; whoever has no part in it finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.organs.enums import OrganKind
from suggestions import operations
from suggestions.enums import HandlingState, Part, Rating, State
from suggestions.models import Commitment, Contact, Evaluation, Handling, Reply, Suggestion
from tests.browser.people import Enter, Person, own_browsers
from tests.factories import make_deputyship, make_organ, make_person, make_user
from tests.suggestions.cast import Cast, make_cast, make_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

TITLE = "关于在柳桥菜市场周边增设限时停车位的建议"
FIRST_REPLY = "已经列入年度计划，划线方案正在征求意见。"
SECOND_REPLY = "三十个限时停车位已经划好，公交车不再被堵。"
WHY_NOT = "车位划在了别处，菜市场门口还是停满了车。"


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(units=4)


def write_and_submit(deputy: Person) -> Suggestion:
    deputy.page.locator(".rd-tabs").get_by_text("写建议").click()
    deputy.page.get_by_label("案由").fill(TITLE)
    deputy.fill(situation="菜市场早上六点到九点，两边停满了车。", proposal="划出限时停车位。")
    deputy.sound()
    deputy.press("提交建议")
    expect(deputy.page.get_by_role("heading", level=1)).to_have_text("回执")
    deputy.sound()
    return Suggestion.objects.get()


def check_and_hand_over(office: Person, cast: Cast) -> None:
    page = office.page
    office.follow("审核 1 件代表建议")
    page.get_by_role("link", name=TITLE).first.click()
    office.press("审核")
    for check in ("形式完整", "没有重复：", "属于职责"):
        page.locator("label").filter(has_text=check).click()
    office.pick(page.locator(".rd-field").filter(has_text="类别").first, cast.category.name)
    office.press("审核通过，去交办")
    expect(page.get_by_role("heading", level=1)).to_have_text("交办")
    page.get_by_role("button", name="再加一个单位").click()
    for row, organ in enumerate(cast.units[:2]):
        office.pick(page.locator("[data-rows] > [data-row]").nth(row), organ.short_name)
    office.sound()
    office.press("交办")
    office.says("已交办 2 个单位")
    expect(page.get_by_text("1 个主办，1 个协办")).to_be_visible()


def give_to_a_third(co: Person, office: Person, third: Person, cast: Cast, page_of_it: str) -> None:
    co.follow(f"签收：{TITLE}")
    co.press("申请退办")
    co.fill(reason="停车位由城市管理部门负责")
    co.pick(co.page.locator(".rd-field").filter(has_text="建议改由"), cast.units[2].short_name)
    co.sound()
    co.press("申请退办")
    co.says("已申请退办，等待决定")
    co.has_nothing_to_do(TITLE)
    office.is_told()
    office.follow("决定退办 1 件代表建议")
    office.page.get_by_role("link", name=TITLE).first.click()
    office.press(f"决定退办：{cast.units[1].short_name}")
    expect(office.page.get_by_text("停车位由城市管理部门负责")).to_be_visible()
    expect(office.page.locator(".ts-control .item")).to_have_text(cast.units[2].short_name)
    office.fill(reason="职能已划转")
    office.sound()
    office.press("同意退办，改办")
    office.says("已改办")
    # whose part went to another unit is told so, and the notice leads to a page that is there
    assert co.answers(page_of_it) == 404
    co.is_told()
    co.page.locator("aside").get_by_role("link", name=re.compile("已改办")).click()
    expect(co.page.get_by_role("heading", level=1)).to_have_text("本单位承办")
    expect(co.page.get_by_role("link", name=TITLE)).to_have_count(0)
    co.told = co.bell()
    third.is_told()


def sign(unit: Person) -> None:
    unit.follow(f"签收：{TITLE}")
    expect(unit.page.get_by_role("button", name="销号")).to_have_count(0)
    expect(unit.page.get_by_role("link", name="销号")).to_have_count(0)
    unit.press("签收")
    unit.says("已签收")


def keep_in_touch(unit: Person, deputy: Person) -> None:
    """Before and during; the deputy confirms the first on the phone."""
    for words, stage in (("办前联系", "办前联系"), ("办中沟通", "办中沟通")):
        unit.follow(f"{words}：{TITLE}")
        unit.press("记录联系")
        expect(unit.page.get_by_role("radio", name=stage)).to_be_checked()
        unit.choose("方式", "电话")
        unit.fill(content=f"{words}：问清了停车位的位置")
        unit.sound()
        unit.press("记录联系")
        unit.says("已记录联系，请代表确认")
        deputy.is_told()
    confirm(deputy, "联系过")


def confirm(deputy: Person, words: str) -> None:
    deputy.follow(words)
    deputy.choose("是否属实", "属实")
    deputy.sound()
    deputy.press("提交")
    deputy.says("已确认属实")
    deputy.has_nothing_to_do(words)


def answer_deputy(unit: Person, letter: str, text: str, **more: str) -> None:
    unit.follow(f"答复代表：{TITLE}")
    unit.press("答复")
    unit.choose("答复类别", letter)
    unit.fill(text=text, signatory="丁志强", contact_phone="0551-62221234", **more)
    unit.sound()
    unit.press("答复代表")
    unit.says("已答复，等待代表评价")


def rate(deputy: Person, result: str, words: str = "") -> None:
    deputy.is_told()
    deputy.follow(f"评价答复：{TITLE}")
    deputy.choose("办理态度", "满意")
    deputy.choose("办理结果", result)
    if words:
        deputy.page.get_by_label("哪里还没办好").fill(words)
    deputy.sound()
    deputy.press("提交评价")


def test_from_the_phone_to_the_call_afterwards(cast: Cast, enter: Enter) -> None:
    colleague = make_person()
    colleague.user = make_user(Role.DEPUTY, name=colleague.name)
    colleague.save()
    make_deputyship(colleague)
    elsewhere = make_user(Role.COMMITTEE, organ=make_organ("区人大监察司法工委", OrganKind.COMMITTEE))

    deputy, office = enter(cast.deputy, "phone"), enter(cast.keeper)
    lead, co, third, other = (enter(user) for user in cast.staff)
    another_deputy, stranger = enter(colleague.user, "phone"), enter(elsewhere)
    committee, leader, station = enter(cast.committee), enter(cast.leader), enter(make_user(Role.STATION))

    row = write_and_submit(deputy)
    page_of_it = f"/suggestions/{row.pk}/"

    def seen_by() -> list[int]:
        people = (
            deputy,
            office,
            lead,
            co,
            third,
            other,
            another_deputy,
            stranger,
            committee,
            leader,
            station,
        )
        return [person.answers(page_of_it) for person in people]

    # no unit has it yet, and no committee before it has a field
    assert seen_by() == [200, 200, 404, 404, 404, 404, 404, 404, 404, 200, 403]
    office.is_told()
    check_and_hand_over(office, cast)
    assert seen_by() == [200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 403]
    deputy.is_told(2)  # registered, handed over
    lead.is_told()
    co.is_told()

    give_to_a_third(co, office, third, cast, page_of_it)
    assert seen_by() == [200, 200, 200, 404, 200, 404, 404, 404, 200, 200, 403]
    deputy.is_told()
    sign(third)
    sign(lead)
    keep_in_touch(lead, deputy)
    third.follow(f"报送协办意见：{TITLE}")
    third.press("报送协办意见")
    third.fill(text="同意划线，占道手续可以免办。", signatory="王建国")
    third.sound()
    third.press("报送协办意见")
    third.says("已报送协办意见")
    lead.is_told()
    by = f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}"
    answer_deputy(lead, "B", FIRST_REPLY, promise="划出限时停车位三十个", promised_on=by)
    assert lead.answers(f"{page_of_it}strike-off/") == 403
    assert Commitment.objects.get().what == "划出限时停车位三十个"

    rate(deputy, "不满意", WHY_NOT)
    deputy.says("单位重新办理")
    row.refresh_from_db()
    assert (row.state, row.round) == (State.HANDLING, 2)
    lead.is_told(2)  # the verdict, and the part of the second round
    sign(lead)
    keep_in_touch(lead, deputy)
    answer_deputy(lead, "A", SECOND_REPLY)
    rate(deputy, "满意")
    deputy.says("核查后销号")

    office.home()
    office.told = office.bell()
    office.follow("核查销号 1 件代表建议")
    office.page.get_by_role("link", name=TITLE).first.click()
    office.press("销号")
    office.page.get_by_label("怎样核查的").fill("现场数过，三十个车位都划好了")
    office.sound()
    office.press("销号")
    office.says("已销号，代表和承办单位都已通知")
    deputy.is_told()
    lead.follow("办后回访")
    lead.press("记录办后回访")
    lead.choose("方式", "上门走访")
    lead.fill(content="代表说车位够用，公交车不堵了")
    lead.sound()
    lead.press("记录回访")
    lead.says("已记录办后回访，请代表确认")
    deputy.is_told()
    confirm(deputy, "回访过")

    row.refresh_from_db()
    assert (row.state, Contact.objects.count()) == (State.CLOSED, 5)
    assert list(Reply.objects.exclude(handling__part=Part.CO).values_list("category__letter", flat=True)) == [
        "B",
        "A",
    ]
    results = Evaluation.objects.order_by("pk").values_list("result", flat=True)
    assert list(results) == [Rating.UNSATISFIED, Rating.SATISFIED]
    assert Handling.objects.get(organ=cast.units[1]).state == HandlingState.REASSIGNED
    assert seen_by() == [200, 200, 200, 404, 200, 404, 404, 404, 200, 200, 403]
    for reader in (office, leader, committee):
        reader.page.goto(f"{reader.root}{page_of_it}")
        shown = reader.page.locator("main")
        for words in (FIRST_REPLY, SECOND_REPLY, WHY_NOT, "现场数过", "职能已划转", "丁志强"):
            expect(shown.get_by_text(words).first).to_be_attached()
        reader.sound()
    deputy.page.goto(f"{deputy.root}{page_of_it}")
    for text in (FIRST_REPLY, SECOND_REPLY):
        expect(deputy.page.locator("main").get_by_text(text).first).to_be_attached()
    deputy.sound()


def test_of_two_at_the_gate_the_second_keeps_what_was_written(
    cast: Cast, enter: Enter, page_errors: list[str]
) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    second = enter(cast.office)
    second.page.goto(f"{second.root}/suggestions/{row.pk}/send-back/")
    second.fill(reason="请补充是哪一条路、哪个时段")
    operations.register(suggestion=row, actor=cast.keeper, category=cast.category, at=cast.later(days=1))
    second.press("退回修改")
    expect(second.page.get_by_role("heading", level=1)).to_have_text("现在不能这样办")
    expect(second.page.locator("main textarea")).to_have_value("请补充是哪一条路、哪个时段")
    second.sound()
    second.press("看现在的情况")
    expect(second.page.get_by_role("heading", level=1)).to_have_text(row.title)
    expect(second.page.get_by_text("等待办公室交办").first).to_be_visible()
    page_errors[:] = [said for said in page_errors if "409" not in said]
