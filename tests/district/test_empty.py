"""A portal made with ``migrate`` and ``create_admin`` only: every page answers, and says what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from congress.access.decorators import gate_of
from congress.accounts.enums import SCOPE_OF_ROLE, Role
from congress.accounts.models import Assignment, User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def _addresses(patterns: Sequence[object], namespace: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, one.namespace or namespace)
        elif isinstance(one, URLPattern) and one.name:
            try:
                yield reverse(f"{namespace}:{one.name}" if namespace else one.name)
            except NoReverseMatch:
                continue


@pytest.fixture
def admin(capsys: pytest.CaptureFixture[str]) -> User:
    call_command("create_admin", username="zhoumin", name="周敏")
    user = User.objects.get(username="zhoumin")
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    return user


@pytest.mark.parametrize("role", [role for role in Role if role not in SCOPE_OF_ROLE])
def test_every_page_of_a_role_answers(client: Client, admin: User, role: Role) -> None:
    """Roles of an area or an organ cannot be given before there is one."""
    if role != Role.ADMIN:
        Assignment.objects.update(role=role)
    client.force_login(admin)
    walked = 0
    for address in sorted(set(_addresses(get_resolver().url_patterns))):
        gate = gate_of(resolve(address).func)
        if gate is None or gate.public or role not in gate.roles or address.endswith("/out/"):
            continue
        answer = client.get(address)
        assert answer.status_code in (200, 302, 400, 404, 405, 409), address
        body = b"" if answer.streaming else answer.content
        assert "安澜" not in body.decode(errors="ignore"), address
        walked += 1
    assert walked > 3


def test_visitors_find_the_gate_and_the_public_site(client: Client) -> None:
    for address in ("/account/sign-in/", "/public/", "/s/", "/news/", "/library/public/"):
        answer = client.get(address)
        assert answer.status_code in (200, 302, 404), address
        assert "安澜" not in answer.content.decode()
