"""Departments are appraised, from a deputy's phone to the department's answer, in a real browser (R119)."""

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
from congress.web import dates
from tests.browser.people import Enter, own_browsers
from tests.factories import make_organ, make_user
from tests.oversight.appraising import asking, make_deputy, rated

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    with own_browsers(browser, browser_context_args, live_server, page_errors) as one:
        yield one


def test_from_the_opinion_of_a_deputy_to_the_answer_of_the_department(enter: Enter) -> None:
    clerk, bureau = make_user(Role.OFFICE), make_organ("区文旅局")
    row = asking(clerk, [bureau, make_organ("区教育局")])
    first = row.bodies.get(number=1)
    page = reverse("special_appraisals:detail", args=[row.pk])

    deputy = enter(make_deputy()[0], "phone")
    deputy.follow("提意见：履职监督专项评议")
    deputy.page.get_by_label("区文旅局", exact=False).first.fill("展馆周一也要开。")
    deputy.page.locator(f"[name=grade_{first.pk}]").select_option("fair")
    deputy.sound()
    deputy.press("提交")
    deputy.says("意见已提交")
    expect(deputy.page.get_by_text("展馆周一也要开。")).to_be_visible()
    deputy.has_nothing_to_do("提意见")

    row = rated(clerk, row, (6, 3, 1, 0), (9, 1, 0, 0))

    office = enter(clerk)
    office.follow("公示测评结果：履职监督专项评议")
    office.sound()
    office.page.get_by_role("link", name="区文旅局").first.click()
    office.press("写结果运用")
    office.fill(
        consequence="通报，限期整改。", mend_by=dates.full_day(timezone.localdate() + timedelta(days=30))
    )
    office.press("保存")
    office.says("结果运用已保存")
    office.page.goto(office.root + page)
    office.press("公示结果")
    office.press("公示结果")
    expect(office.page.get_by_text("公示要填公示日期").first).to_be_visible()
    office.sound()
    office.fill(published_on=dates.full_day(timezone.localdate()))
    office.press("公示结果")
    office.says("结果已公示")

    unit = enter(make_user(Role.UNIT, organ=bureau))
    unit.follow("报告整改情况：履职监督专项评议")
    unit.page.get_by_text("满意 6 票，基本满意 3 票，不满意 1 票").first.wait_for()
    assert "展馆周一也要开" not in unit.page.content()
    unit.sound()
    unit.press("报告整改情况")
    unit.fill(answer="已调整开放时间，周一照常开放。")
    unit.press("报告整改情况")
    unit.says("整改情况已报告")
    unit.has_nothing_to_do("报告整改情况")

    office.page.goto(office.root + page)
    expect(office.page.get_by_text("已报告整改").first).to_be_visible()
    office.sound()
