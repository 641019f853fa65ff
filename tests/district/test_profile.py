"""What the district says of itself: one page, one query, known to every process, on every page and paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.district import operations
from congress.district.models import DistrictProfile
from congress.district.queries import Profile, issuer, profile
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from congress.organs.queries import DISTRICT_CHANGED
from deputies.papers import committee_office, contact_line
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
PAGE = "/settings/district/"


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


@pytest.fixture
def root() -> Area:
    return make_area("安澜区", AreaKind.DISTRICT)


@pytest.fixture
def site(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def test_what_nobody_wrote_follows_from_the_name(root: Area) -> None:
    told = profile()
    assert (told.portal, told.office) == ("安澜区人大代表工作平台", "安澜区人民代表大会常务委员会办公室")
    assert (told.body, told.support, told.contact) == ("区人大常委会", settings.SUPPORT_OFFICE, "")
    assert Profile(name="云溪县").body == "县人大常委会"
    assert Profile().portal == "人大代表工作平台"
    assert Profile(name="云溪县", congress_name="云溪自治县人大").committee == "云溪自治县人大常务委员会"


def test_the_page_makes_the_district_and_says_how_it_is_called(
    site: Client, django_capture_on_commit_callbacks: Any
) -> None:
    facts = {"name": " 云溪县 ", "portal_name": "云溪人大在线", "support_phone": "0571-100", "version": "0"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = site.post(PAGE, facts | {"postcode": "31000"})
        assert "邮政编码是 6 位数字" in answer.content.decode()
        assert "云溪人大在线" in answer.content.decode()
        assert not Area.objects.exists()
        assert site.post(PAGE, facts).status_code == 302
    assert Area.objects.get().name == "云溪县"
    home = site.get("/settings/").content.decode()
    assert "<title>设置 · 云溪人大在线</title>" in home
    site.logout()
    gate = site.get(reverse("accounts:sign_in")).content.decode()
    assert "云溪县人民代表大会常务委员会" in gate
    assert "云溪人大在线" in gate
    assert "电话 0571-100" in gate
    assert issuer(None) == "云溪人大在线"
    event = AuditEvent.objects.get(verb="district:change_profile")
    assert event.after is not None
    assert event.after["portal_name"] == "云溪人大在线"


def test_the_name_is_that_of_the_area(
    root: Area, clerk: User, django_capture_on_commit_callbacks: Any
) -> None:
    assert profile().name == "安澜区"
    with django_capture_on_commit_callbacks(execute=True):
        operations.change_profile(
            actor=clerk, version=1, name="安澜新区", address="沧浪路18号", phone="0533-1"
        )
    root.refresh_from_db()
    assert (root.name, profile().name) == ("安澜新区", "安澜新区")
    assert committee_office() == "安澜新区人民代表大会常务委员会办公室"
    assert contact_line() == '<p class="contact">地址：沧浪路18号　电话：0533-1</p>'


def test_who_saves_second_sees_both_and_loses_nothing(root: Area, site: Client, clerk: User) -> None:
    operations.change_profile(actor=clerk, version=1, name="安澜区", phone="1")
    answer = site.post(PAGE, {"name": "安澜区", "phone": "2", "version": "1"})
    assert answer.status_code == 409
    assert "您打开之后" in answer.content.decode()
    assert DistrictProfile.objects.get().phone == "1"
    with pytest.raises(StaleVersion):
        operations.change_profile(actor=clerk, version=1, name="安澜区", phone="2")


def test_two_cannot_name_an_empty_portal_differently(clerk: User) -> None:
    operations.change_profile(actor=clerk, version=0, name="安澜区")
    with pytest.raises(Conflict, match="已经由别人填为“安澜区”"):
        operations.change_profile(actor=clerk, version=0, name="云溪县")


def test_it_is_read_once_and_anew_after_a_write_of_another_process(root: Area) -> None:
    with CaptureQueriesContext(connection) as first:
        profile()
    with CaptureQueriesContext(connection) as second:
        profile()
        profile()
    assert (len(first), len(second)) == (1, 0)
    # What another process does at its commit.
    Area.objects.filter(pk=root.pk).update(name="云溪县")
    caches["shared"].set(DISTRICT_CHANGED, "another", None)
    assert profile().name == "云溪县"


def test_what_was_read_before_a_write_is_not_kept(root: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow reader puts what it read into the cache after the writer has told everybody."""

    def slow() -> dict[str, Any]:
        Area.objects.filter(pk=root.pk).update(name="云溪县")
        caches["shared"].set(DISTRICT_CHANGED, "meanwhile", None)
        return {"name": "安澜区"}

    monkeypatch.setattr("congress.district.queries._read", slow)
    assert profile().name == "安澜区"
    monkeypatch.undo()
    assert profile().name == "云溪县"


def test_another_release_may_know_more(root: Area) -> None:
    profile()
    shared = caches["shared"]
    kept = shared.get("district.profile")
    shared.set("district.profile", {**kept, "facts": {**kept["facts"], "motto": "新"}})
    assert profile().name == "安澜区"


def test_who_may(client: Client, root: Area) -> None:
    for role, status in ((Role.ADMIN, 200), (Role.OFFICE, 200), (Role.DEPUTY_WORK, 403), (Role.LEADER, 403)):
        client.force_login(make_user(role))
        assert client.get(PAGE).status_code == status
