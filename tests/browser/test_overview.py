"""The overview in a real browser: charts are drawn, the map changes, one page of A4, nothing is wider than a phone."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import AreaOutline
from tests.browser.helpers import accessibility_faults, overflows
from tests.factories import make_area, make_user
from tests.liaison_stations.stage import make_station

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leader(page: Page, live_server: LiveServer) -> User:
    """A leader who has signed in, of a district with a station and a map."""
    district = make_area("安澜区", AreaKind.DISTRICT)
    for number, name in enumerate(("东塘镇", "石湖镇")):
        town = make_area(name, AreaKind.TOWN, district)
        ring = [[number, 0], [number, 1], [number + 1, 1], [number + 1, 0], [number, 0]]
        AreaOutline.objects.create(area=town, rings=[ring])
        make_station(town)
    user = make_user(Role.LEADER, name="陈国华")
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return user


def test_it_is_drawn_printed_on_one_page_and_fits_a_phone(
    page: Page, live_server: LiveServer, leader: User
) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(live_server.url)
    expect(page).to_have_url(f"{live_server.url}/overview/")
    expect(page.locator("[data-chart=stations] canvas")).to_be_visible()
    expect(page.locator("[data-map] canvas")).to_be_visible()
    before = page.locator("[data-map] canvas").screenshot()
    page.get_by_label("地图上看什么").select_option(label="联络站接待")
    assert page.locator("[data-map] canvas").screenshot() != before
    assert accessibility_faults(page) == []
    assert len(PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))) == 1
    # The drawings hear of a narrower window a moment later; here never.
    page.add_init_script("addEventListener('resize', event => event.stopImmediatePropagation(), true)")
    page.reload()
    expect(page.locator("[data-map] canvas")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert not overflows(page)
    page.reload()
    assert not overflows(page)
    page.locator("#stations summary").click()
    expect(page.locator("#stations").get_by_role("row")).to_have_count(3)
    assert accessibility_faults(page) == []
