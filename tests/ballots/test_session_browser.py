"""A town's congress chooses 10 of 12 projects: 40 phones at once and 15 paper ballots, by the pages of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Elector, Poll, RuleSet, SealedBallot
from congress.organs.enums import AreaKind, CongressLevel
from congress.organs.models import Area, Term
from deputies import operations as deputies
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.browser.people import PATIENCE_MS, Enter, Person, own_browsers
from tests.factories import make_area, make_person, make_term, make_user

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

PHONES, PAPER, ITEMS, SEATS = 40, 15, 12, 10
TITLE = "槐荫镇2027年民生实事项目票决"
#: Of the paper ballots one is void; each of the others ticks the first ten.
VALID = PAPER - 1


def ticks_of(number: int) -> list[str]:
    """Most leave out the last two; the last ten voters each leave out two others, no two of them the same."""
    left = {11, 12} if number < 30 else {number - 29, (number - 29) % 10 + 1}
    return [str(item) for item in range(1, ITEMS + 1) if item not in left]


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


@pytest.fixture
def contexts(browser_context_args: dict[str, Any]) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


def congress_of(town: Area) -> tuple[Term, list[User]]:
    """A town's congress of 55, of whom 40 have an account."""
    term = make_term(CongressLevel.TOWN, town)
    voters = []
    for number in range(PHONES + PAPER):
        person = make_person(name=f"代表{number + 1}号")
        if number < PHONES:
            voters.append(make_user(Role.DEPUTY, name=person.name))
            person.user = voters[-1]
            person.save()
        deputies.create_deputyship(actor=None, person=person, term=term)
    return term, voters


def confirm(clerk: Person, name: str) -> None:
    """A button that asks once more."""
    clerk.page.get_by_role("button", name=name, exact=True).first.click()
    clerk.page.locator("dialog[open]").get_by_role("button", name=name, exact=True).click()
    clerk.page.wait_for_load_state()


def prepare(clerk: Person, term: Term) -> Poll:
    """The poll with its rules and voters, from the list of polls."""
    page = clerk.page
    page.goto(clerk.root + reverse("ballots:prepare_poll"))
    clerk.fill(title=TITLE, seats=str(SEATS))
    rules = RuleSet.objects.get(form="ticks")
    page.select_option("[name=rule_set]", value=str(rules.pk), force=True)
    page.locator("[name=items]").fill("\n".join(f"第{n}个项目｜投资 {n}0 万元" for n in range(1, ITEMS + 1)))
    page.locator("[name=mode][value=mixed]").check(force=True)
    clerk.sound()
    clerk.press("下一步：投票人")
    page.select_option("[name=to_terms]", value=str(term.pk), force=True)
    clerk.press("保存")
    clerk.says("投票人已保存：全体 55 人")
    return Poll.objects.get()


def phone(browser: Browser, wanted: dict[str, Any], root: str, voter: User) -> tuple[BrowserContext, Page]:
    """A voter's phone, signed in."""
    client = Client()
    client.force_login(voter)
    width, height = SIZES["phone"]
    context = browser.new_context(**{**wanted, "viewport": {"width": width, "height": height}})
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": root}])
    return context, context.new_page()


def mark(page: Page, url: str, ticks: list[str]) -> None:
    """Tick, and go on to the last look."""
    page.goto(url)
    for key in ticks:
        page.locator(f"[name=ticks][value='{key}']").check()
    expect(page.locator("[data-count]")).to_have_text(f"已选 {SEATS}／{SEATS} 项")
    page.get_by_role("button", name="看一遍再投").click()
    expect(page.get_by_role("button", name="投出这张票")).to_be_visible()


def cast_at_once(pages: list[Page]) -> None:
    """Every phone sends its ballot before the first has its answer."""
    for page in pages:
        page.evaluate("document.querySelector('button[name=confirmed]').click()")
    for page in pages:
        expect(page.get_by_text("您已投票")).to_be_visible()


def shows_turnout_alone(clerk: Person, leader: Person, poll: Poll, voted: int) -> None:
    """Whoever looks sees how many have voted; nothing of what, from no page."""
    for person in (clerk, leader):
        person.page.goto(person.root + reverse("ballots:detail", args=[poll.pk]))
        expect(person.page.get_by_text(f"{voted}／{PHONES} 人").first).to_be_visible()
        for word in ("入选", "得票", "赞成"):
            assert person.page.locator("main table").get_by_text(word).count() == 0
        closed = [
            person.answers(reverse(f"ballots:{name}", args=[poll.pk])) for name in ("check", "print_result")
        ]
        assert set(closed) <= {404, 403, 409}, closed


def count_paper(person: Person, returned: int) -> None:
    """Fill in what one person counted."""
    person.fill(issued=str(PAPER), returned=str(returned), valid=str(VALID), void="1")
    for n in range(1, ITEMS + 1):
        person.page.locator(f"[name=m_{n}_for]").fill(str(VALID if n <= SEATS else 0))
    person.page.locator("main form button.btn-primary").click()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_forty_phones_and_fifteen_paper_ballots_in_one_count(
    enter: Enter,
    browser: Browser,
    browser_context_args: dict[str, Any],
    contexts: list[BrowserContext],
    live_server: LiveServer,
) -> None:
    make_area(kind=AreaKind.DISTRICT)
    town = make_area("槐荫镇", AreaKind.TOWN, Area.objects.get(kind=AreaKind.DISTRICT))
    term, voters = congress_of(town)
    clerk, second = enter(make_user(Role.TOWN, area=town)), enter(make_user(Role.TOWN, area=town))
    leader, page = enter(make_user(Role.LEADER), size="phone"), clerk.page
    poll = prepare(clerk, term)
    assert (Elector.objects.filter(on_paper=True).count(), poll.paper_count) == (PAPER, PAPER)
    confirm(clerk, "开始投票")
    phrase = page.locator(".bal-code").inner_text()
    page.get_by_role("link", name="已经封存").click()

    url = live_server.url + reverse("ballots:vote", args=[poll.pk])
    pages: list[Page] = []
    for number, voter in enumerate(voters):
        context, own = phone(browser, browser_context_args, live_server.url, voter)
        contexts.append(context)
        pages.append(own)
        mark(own, url, ticks_of(number))
    assert not overflows(pages[0])
    assert accessibility_faults(pages[0]) == []
    half = PHONES // 2
    cast_at_once(pages[:half])
    shows_turnout_alone(clerk, leader, poll, half)
    pages[0].goto(url)
    expect(pages[0].get_by_text("您已投票")).to_be_visible()
    expect(pages[0].locator("[name=ticks]")).to_have_count(0)
    cast_at_once(pages[half:])
    shows_turnout_alone(clerk, leader, poll, PHONES)
    assert SealedBallot.objects.count() == PHONES

    page.goto(clerk.root + reverse("ballots:detail", args=[poll.pk]))
    confirm(clerk, "截止投票")
    clerk.press("开箱计票")
    clerk.fill(phrase=phrase.lower())
    clerk.press("开箱计票")
    clerk.says("票箱已打开")
    clerk.press("录入纸质票")
    count_paper(clerk, returned=PAPER - 1)
    expect(page.locator(".rd-form")).to_contain_text("收回")
    assert page.locator("[name=m_1_for]").input_value() == str(VALID)
    count_paper(clerk, returned=PAPER)
    clerk.says("您的数字已保存")
    expect(page.get_by_role("button", name="公布结果")).to_have_count(0)
    second.page.goto(second.root + reverse("ballots:enter_paper", args=[poll.pk]))
    count_paper(second, returned=PAPER)
    expect(second.page.locator("#messages")).to_contain_text("您的数字已保存")
    page.reload()
    expect(page.get_by_text("两个人的数字一致")).to_be_visible()
    confirm(clerk, "公布结果")
    clerk.says("结果已公布")

    marks = Counter(tuple(sorted(one.marks, key=int)) for one in poll.ballots.all())
    assert marks == Counter(tuple(ticks_of(number)) for number in range(PHONES))
    votes = Counter(key for ticks, times in marks.items() for key in ticks * times)
    lines = page.locator("main table.rd-units tbody tr")
    expect(lines).to_have_count(ITEMS)
    for n in range(1, ITEMS + 1):
        told = votes[str(n)] + (VALID if n <= SEATS else 0)
        expect(lines.nth(n - 1)).to_contain_text(f"{n}. 第{n}个项目")
        expect(lines.nth(n - 1)).to_contain_text(str(told))
        verdict = "入选" if n <= SEATS else "未入选"
        expect(lines.nth(n - 1).get_by_text(verdict, exact=True)).to_be_visible()
    sheet = text_of(page.request.get(clerk.root + reverse("ballots:print_result", args=[poll.pk])).body())
    clerk.press("核对结果")
    expect(page.get_by_text("与公布的结果一致")).to_be_visible()
    published, present = page.locator(".bal-digests code").all_inner_texts()
    assert published == present
    assert published.replace(" ", "") in "".join(sheet.split())
    assert "总监票人" in sheet
    leader.page.goto(leader.root + reverse("ballots:screen", args=[poll.pk]))
    expect(leader.page.locator("tbody tr")).to_have_count(ITEMS)
    assert timezone.localdate(Poll.objects.get().published_at) == timezone.localdate()
