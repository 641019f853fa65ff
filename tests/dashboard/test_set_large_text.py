"""The large-text mode: an account's setting, a visitor's cookie."""

import pytest
from django.test import Client

from congress.accounts.enums import Role
from congress.accounts.models import User
from tests.factories import make_user

BACKEND = "congress.accounts.backends.NameOrPhoneBackend"
SIGN_IN = "/account/sign-in/"


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "shown"), [("1", True), ("0", False)])
def test_large_text_is_kept_with_the_account(client: Client, on: str, shown: bool) -> None:
    user = make_user(Role.OFFICE)
    client.force_login(user, BACKEND)
    User.objects.update(large_text=not shown)
    response = client.post("/large-text/", {"on": on, "next": "/"})
    assert response.headers["Location"] == "/"
    user.refresh_from_db()
    assert user.large_text is shown
    assert ('class="is-large"' in client.get("/").content.decode()) is shown


@pytest.mark.django_db
def test_large_text_of_a_visitor_is_a_cookie(client: Client) -> None:
    assert 'class="is-large"' not in client.get(SIGN_IN).content.decode()
    client.post("/large-text/", {"on": "1"})
    assert '<html lang="zh-CN" class="is-large">' in client.get(SIGN_IN).content.decode()


@pytest.mark.django_db
def test_large_text_leads_to_no_stranger(client: Client) -> None:
    response = client.post("/large-text/", {"on": "1", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


@pytest.mark.django_db
def test_large_text_for_the_script_is_an_empty_answer(client: Client) -> None:
    response = client.post("/large-text/", {"on": "1"}, headers={"x-requested-with": "fetch"})
    assert response.status_code == 204
