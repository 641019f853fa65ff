"""Gates: what a view does not declare is refused; the declared one opens to its roles only."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from congress import urls
from congress.access.decorators import allow, allow_any_account, allow_signed_in, public
from congress.access.exceptions import Conflict
from congress.access.middleware import AccessMiddleware
from congress.accounts.enums import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def _conflict(request: HttpRequest) -> HttpResponse:
    raise Conflict("这一期已经印发")


urlpatterns = [
    *urls.urlpatterns,
    path("undeclared/", _answer),
    path("office/", allow(Role.OFFICE)(lambda request: _answer(request))),
    path("everyone/", allow_signed_in(lambda request: _answer(request))),
    path("own/", allow_any_account(lambda request: _answer(request))),
    path("open/", public(lambda request: _answer(request))),
    path("conflict/", allow_signed_in(_conflict)),
]
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500


@pytest.fixture(autouse=True)
def _with_these_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


@pytest.mark.parametrize("role", list(Role))
def test_an_undeclared_view_is_closed_to_every_role(client: Client, role: Role) -> None:
    client.force_login(make_user(role))
    assert status(client, "/undeclared/") == 403


def test_gates_open_to_whom_they_name(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    assert [status(client, a) for a in ("/office/", "/everyone/", "/own/", "/open/")] == [200, 200, 200, 200]
    client.force_login(make_user(Role.DEPUTY))
    assert [status(client, a) for a in ("/office/", "/everyone/", "/own/", "/open/")] == [403, 200, 200, 200]
    client.force_login(make_user(None))
    assert [status(client, a) for a in ("/office/", "/everyone/", "/own/", "/open/")] == [403, 403, 200, 200]


def test_visitors_are_sent_to_sign_in(client: Client) -> None:
    assert [status(client, a) for a in ("/undeclared/", "/office/", "/own/", "/open/")] == [
        302,
        302,
        302,
        200,
    ]


def test_the_gate_itself_refuses_visitors(rf: RequestFactory) -> None:
    """Also where the sign-in middleware would be missing."""
    request = rf.get("/office/")
    request.user = AnonymousUser()
    gate = AccessMiddleware(_answer)
    with pytest.raises(PermissionDenied):
        gate.process_view(request, allow(Role.OFFICE)(lambda r: _answer(r)), (), {})


def test_a_refusal_says_who_may_and_a_conflict_why(client: Client) -> None:
    client.force_login(make_user(Role.UNIT))
    refused = client.get("/office/").content.decode()
    assert Role.OFFICE.label in refused
    conflict = client.get("/conflict/")
    assert conflict.status_code == 409
    assert "这一期已经印发" in conflict.content.decode()
