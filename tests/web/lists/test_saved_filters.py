"""Saved filters: save, rename, delete; everyone has their own."""

import pytest
from django.test import Client

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.models import Area
from congress.web.models import SavedFilter
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.lists.places")]
SAVE = "/lists/test-places/saved/"


@pytest.fixture
def saved(clerk: User) -> SavedFilter:
    return SavedFilter.objects.create(
        user=clerk, list_key="test-places", name="甲字头", querystring="q=%E7%94%B2&kind=subdistrict"
    )


def test_save_what_is_filtered(desk: Client, clerk: User, towns: list[Area]) -> None:
    html = desk.get("/test-places/?q=甲&kind=subdistrict&page=2").content.decode()
    assert "存为常用" in html
    answer = desk.post(
        SAVE,
        {
            "name": "甲字头",
            "querystring": "q=甲&kind=subdistrict&page=2&evil=1",
            "next": "/test-places/?q=甲",
        },
    )
    assert answer.status_code == 302
    assert SavedFilter.objects.get(user=clerk).querystring == "q=%E7%94%B2&kind=subdistrict"
    assert "甲字头<span>60</span>" in desk.get("/test-places/").content.decode()


def test_saved_filter_lights_up_whatever_the_order_of_its_parts(desk: Client, saved: SavedFilter) -> None:
    html = desk.get("/test-places/?kind=subdistrict&q=甲").content.decode()
    assert 'aria-current="true">甲字头' in html
    assert "管理常用" in html


def test_nothing_to_save_without_a_filter(desk: Client, clerk: User) -> None:
    assert "存为常用" not in desk.get("/test-places/").content.decode()
    desk.post(SAVE, {"name": "空", "querystring": "", "next": "/test-places/"})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [("甲字头", "已有这个名称的常用筛选，请换一个"), ("", "请填写名称"), ("长" * 21, "请删去 1 个字")],
)
def test_bad_name_is_explained_and_kept(desk: Client, saved: SavedFilter, name: str, message: str) -> None:
    html = desk.post(
        SAVE, {"name": name, "querystring": "kind=town", "next": "/test-places/"}
    ).content.decode()
    assert message in html
    assert f'value="{name}"' in html or not name
    assert SavedFilter.objects.count() == 1


def test_rename(desk: Client, saved: SavedFilter) -> None:
    assert (
        desk.post(f"/lists/saved/{saved.pk}/rename/", {"name": "甲", "next": "/test-places/"}).status_code
        == 302
    )
    saved.refresh_from_db()
    assert saved.name == "甲"


def test_rename_to_a_taken_name(desk: Client, clerk: User, saved: SavedFilter) -> None:
    SavedFilter.objects.create(user=clerk, list_key="test-places", name="镇", querystring="kind=town")
    html = desk.post(f"/lists/saved/{saved.pk}/rename/", {"name": "镇", "next": "/"}).content.decode()
    assert "已有这个名称的常用筛选" in html
    saved.refresh_from_db()
    assert saved.name == "甲字头"


def test_delete_offers_to_save_again(desk: Client, saved: SavedFilter) -> None:
    html = desk.post(
        f"/lists/saved/{saved.pk}/delete/", {"next": "/test-places/"}, follow=True
    ).content.decode()
    assert not SavedFilter.objects.exists()
    assert "把现在的条件存为常用" in html


@pytest.mark.parametrize("verb", ["rename", "delete"])
def test_another_users_filter_does_not_exist(client: Client, saved: SavedFilter, verb: str) -> None:
    client.force_login(make_user(Role.ADMIN), backend="congress.accounts.backends.NameOrPhoneBackend")
    assert client.post(f"/lists/saved/{saved.pk}/{verb}/", {"name": "夺", "next": "/"}).status_code == 404
    assert SavedFilter.objects.get().name == "甲字头"


def test_unknown_list_does_not_exist(desk: Client) -> None:
    assert desk.get("/lists/test-nothing/saved/").status_code == 404


def test_never_sends_to_another_site(desk: Client) -> None:
    answer = desk.post(SAVE, {"name": "镇", "querystring": "kind=town", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
