"""One inspection from the clerk's form to the printed 通报 of the year, in a real browser (R061, R072, R124).

Eleven deputies of two groups were there: it is entered once, stands in eleven registers, the leaders of the groups
confirm it, it scores, one deputy objects and is answered, the year is frozen, and the notice counts right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies import operations as deputies
from deputies.duty.enums import DutyState
from deputies.enums import GroupPostKind
from deputies.models import (
    AppraisalYear,
    DeputyGroup,
    Deputyship,
    DutyKind,
    DutyRecord,
    GradeTier,
    Objection,
    PointsAccount,
    PointsPublication,
)
from tests.browser.people import Enter, Person, own_browsers
from tests.deputies.duty.stage import fill_kinds, make_scheme, with_account
from tests.factories import make_deputyship, make_group, make_kind, make_user

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]

HEADLINE = "视察清溪河治理"
WHY = "我还作了发言，应当另记一次座谈讨论。"


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


def group_of(name: str, number: int) -> tuple[DeputyGroup, User, list[Deputyship]]:
    """A group of so many deputies, led by one of them, who has an account."""
    group = make_group(name=name)
    members = [make_deputyship(group=group) for _ in range(number)]
    leading = make_deputyship(group=group)
    deputies.appoint(
        group=group, person=leading.person, kind=GroupPostKind.LEADER, starts_on=date(2022, 1, 1), actor=None
    )
    return group, with_account(leading, Role.GROUP_LEADER), members


def log_inspection(clerk: Person, groups: list[DeputyGroup], on: date) -> None:
    """The clerk enters it once, with whole groups, less their leaders."""
    page = clerk.page
    page.goto(f"{clerk.root}/activities/new/")
    page.get_by_label("日期").first.fill(f"{on.year}年{on.month}月{on.day}日")
    page.select_option("[name=kind]", label="视察", force=True)
    page.locator("[name=headline]").fill(HEADLINE)
    page.locator("[name=text]").fill(f"{on.month}月{on.day}日，部分区人大代表视察清溪河治理。")
    box = page.get_by_role("combobox", name="参加的代表")
    for group in groups:
        box.focus()
        page.keyboard.type(group.label)
        page.locator(".ts-dropdown .option", has_text=group.label).filter(visible=True).first.click()
    expect(page.get_by_text("已选 11 位代表")).to_be_visible()
    page.get_by_role("button", name="保存活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)


def confirm(leader: Person, waiting: int) -> None:
    leader.page.goto(f"{leader.root}/duty/waiting/")
    expect(leader.page.get_by_text(f"等您确认的 {waiting} 条")).to_be_visible()
    leader.sound()
    leader.press("确认选中的")
    leader.says(f"已确认 {waiting} 条")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return re.sub(r"\s", "", text)


def test_from_the_clerk_s_form_to_the_notice_of_the_year(transactional_db: None, enter: Enter) -> None:
    on = timezone.localdate()
    fill_kinds()
    kind = make_kind("视察", code="inspection")
    kind.duty, kind.attendance = DutyKind.objects.get(code="inspection"), "once"
    kind.save()
    office_user, clerk_user = make_user(Role.DEPUTY_WORK), make_user(Role.OFFICE)
    first, second = group_of("柳桥代表小组", 5), group_of("东塘代表小组", 4)
    scheme = make_scheme(("调研视察", "inspection", 8, 2, 10), ("座谈", "discussion", 4, 2, 8), year=on.year)
    scheme.least_months = 0
    scheme.save()
    GradeTier.objects.create(scheme=scheme, name="优秀", at_least=8, evidence="参加视察")

    clerk = enter(clerk_user)
    log_inspection(clerk, [first[0], second[0]], on)
    assert DutyRecord.objects.filter(title=HEADLINE, state=DutyState.PENDING).count() == 11

    for _group, user, members in (first, second):
        confirm(enter(user, "phone"), len(members))
    office = enter(office_user)
    confirm(office, 2)  # the leaders' own: nobody confirms their own
    scored = PointsAccount.objects.filter(year=on.year, points=8)
    assert scored.count() == 11

    office.page.goto(f"{office.root}/points/publications/new/")
    closing = on + timedelta(days=5)
    office.fill(objections_until=f"{closing.year}年{closing.month}月{closing.day}日")
    office.press("亮分")
    assert PointsPublication.objects.get().objections_until == closing

    deputy = enter(with_account(first[2][0]), "phone")
    deputy.page.goto(f"{deputy.root}/points/mine/")
    deputy.sound()
    account = PointsAccount.objects.get(deputyship=first[2][0])
    deputy.page.goto(f"{deputy.root}/points/accounts/{account.pk}/object/")
    deputy.fill(text=WHY)
    deputy.sound()
    deputy.press("提出异议")
    expect(deputy.page.get_by_text(WHY)).to_be_visible()
    objection = Objection.objects.get()

    office.page.goto(f"{office.root}/points/objections/{objection.pk}/")
    expect(office.page.get_by_text(WHY)).to_be_visible()
    office.press("答复")
    office.page.get_by_label("不成立").check()
    office.fill(answer="发言属于同一次视察，不另计分。")
    office.press("答复")
    deputy.page.goto(f"{deputy.root}/points/mine/")
    expect(deputy.page.get_by_text("发言属于同一次视察")).to_be_visible()

    # The closing date goes by.
    PointsPublication.objects.update(
        published_on=on - timedelta(days=9), objections_until=on - timedelta(days=1)
    )
    office.page.goto(f"{office.root}/points/years/{on.year}/freeze/")
    office.page.locator("[name=sure]").check()
    office.press("冻结")
    assert AppraisalYear.objects.get(year=on.year).is_frozen

    office.page.goto(f"{office.root}/points/years/{on.year}/notice/")
    office.fill(title=f"关于{on.year}年度代表履职考核情况的通报", text="现将考核情况通报如下。")
    office.sound()
    office.press("印发")
    answer = office.page.request.get(f"{office.root}/points/years/{on.year}/notice.pdf", timeout=60_000)
    printed = text_of(answer.body())
    assert "考核代表11人：优秀11人" in printed
    assert f"优秀{scheme.below}{scheme.unsettled}合计110011" in printed  # 11, 0, 0, together 11
