"""One opinion from the agenda through a ballot below two thirds to the one that passes, by those who do each step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.ballots.operations import counting
from congress.organs.enums import OrganKind
from oversight.models import ReviewOpinion
from oversight.operations import speeches
from oversight.opinions.enums import OpinionState
from tests.browser.people import Enter, Person, own_browsers
from tests.factories import make_organ, make_user
from tests.oversight.making import deliberated_item

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

TITLE = "关于供水管网改造情况的审议意见"


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


def hears(person: Person, words: str) -> None:
    """As ``says``, of a page that is looked at elsewhere."""
    expect(person.page.locator("#messages")).to_contain_text(words)


def confirm(clerk: Person, name: str) -> None:
    """A button that asks once more."""
    clerk.page.get_by_role("button", name=name, exact=True).first.click()
    clerk.page.locator("dialog[open]").get_by_role("button", name=name, exact=True).click()
    clerk.page.wait_for_load_state()


def count_paper(clerk: Person, other: User, good: int, fair: int, bad: int) -> None:
    """The clerk enters the paper ballots, and a colleague the same: the pages of ballots have their own tests."""
    clerk.press("录入纸质票")
    votes = good + fair + bad
    total = str(votes)
    clerk.fill(issued=total, returned=total, valid=total, void="0")
    clerk.fill(m_1_good=str(good), m_1_fair=str(fair), m_1_bad=str(bad), m_1_abstain="0")
    clerk.page.locator("main form button.btn-primary").click()
    hears(clerk, "您的数字已保存")
    counting.enter_paper(
        poll=Poll.objects.latest("pk"),
        actor=other,
        issued=votes,
        returned=votes,
        valid=votes,
        void=0,
        counts={"1": {"good": good, "fair": fair, "bad": bad, "abstain": 0}},
    )
    clerk.page.reload()


def rate(office: Person, other: User, good: int, fair: int, bad: int) -> None:
    """A ballot on paper, from what waits on the home page to the published result."""
    office.follow(f"提请常委会会议测评：{TITLE}")
    office.press("准备测评投票")
    office.page.locator("label").filter(has_text="纸质票").first.click()
    day = timezone.localdate() + timedelta(days=90)
    office.fill(again_by=f"{day.year}年{day.month}月{day.day}日")
    office.page.keyboard.press("Escape")
    office.press("下一步：投票人")
    office.fill(unnamed_paper=str(good + fair + bad))
    office.press("保存")
    confirm(office, "开始投票")
    confirm(office, "截止投票")
    office.press("开箱计票")
    office.press("开箱计票")
    count_paper(office, other, good, fair, bad)
    confirm(office, "公布结果")
    hears(office, "结果已公布")
    office.press("看所属的事项")


def report(unit: Person, committee: Person, text: str) -> None:
    """The unit reports from a phone, the committee that follows reads it."""
    unit.follow(f"报告审议意见办理情况：{TITLE}")
    unit.press("报告办理情况")
    unit.fill(report=text)
    unit.press("报告")
    hears(unit, "已报告，等工委审查")
    committee.follow(f"审查办理情况报告：{TITLE}")
    expect(committee.page.get_by_text(text)).to_be_visible()
    committee.press("审查通过，提请测评")
    committee.press("审查通过，提请测评")
    hears(committee, "已提请测评")


def test_an_opinion_goes_through_a_second_review(enter: Enter) -> None:
    clerk = make_user(Role.OFFICE)
    item = deliberated_item(clerk, on=timezone.localdate())
    speeches.add_speaker(item=item, actor=clerk, role="central", name="陆慧平")
    organ, works = make_organ(), make_organ(kind=OrganKind.COMMITTEE)
    office, other = enter(clerk), make_user(Role.OFFICE)
    unit = enter(make_user(Role.UNIT, organ=organ), size="phone")
    committee = enter(make_user(Role.COMMITTEE, organ=works))

    page = office.page
    page.goto(office.root + reverse("meetings:detail", args=[item.meeting_id]))
    page.get_by_role("link", name=f"1. {item.title}").click()
    office.press("增加问题和建议")
    office.fill(problem="老旧小区漏损率高", advice="排出分年度改造清单")
    office.press("保存")
    hears(office, "问题和建议已保存")
    office.press("起草审议意见")
    expect(page.locator("[name=text]")).to_have_value("1. 老旧小区漏损率高　建议：排出分年度改造清单")
    office.fill(title=TITLE)
    page.select_option("[name=unit]", value=str(organ.pk), force=True)
    page.select_option("[name=committee]", value=str(works.pk), force=True)
    office.sound()
    office.press("保存")
    hears(office, "审议意见已起草")
    opinion = ReviewOpinion.objects.get()
    path = reverse("opinions:detail", args=[opinion.pk])
    assert unit.answers(path) == 404
    office.press("交办")
    office.press("交办")
    office.says(f"已交办{organ}")
    page.goto(office.root + reverse("meetings:detail", args=[item.meeting_id]))
    assert page.locator(f"main a[href='{path}']").count() == 1

    unit.is_told()
    report(unit, committee, "已排出三年改造清单。")
    assert [one.answers(f"{path}rating/") for one in (unit, committee)] == [403, 403]
    rate(office, other, 10, 9, 11)
    expect(page.get_by_text("63.3%（19／30）")).to_be_visible()
    expect(page.get_by_text("年度常委会再审议题")).to_be_visible()

    report(unit, committee, "第二次报告：六个小区改造完工。")
    rate(office, other, 10, 10, 10)
    for shown in ("63.3%（19／30）", "66.7%（20／30）", "第 2 次办理情况报告"):
        expect(page.get_by_text(shown).first).to_be_visible()
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.PASSED
    office.sound()
    for one in (office, unit, committee):
        one.has_nothing_to_do(TITLE)
    unit.page.goto(unit.root + path)
    unit.sound()
    expect(unit.page.get_by_text("66.7%（20／30）")).to_be_visible()
