"""Every address × every role: 403 for whoever is not named in the table, a page for whoever is."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from pytest_django import DjangoDbBlocker

from congress.access.decorators import gate_of
from congress.accounts.demo import accounts
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.documents.pdf.renderer import PdfResult, render_pdf
from tests.access.url_table import RECORD_OF, WHO, WORDS
from tests.demo.canary import CANARY, CANARY_PHONE, sings
from tests.factories import make_user

SIGN_IN = "/account/sign-in/"
#: Who really asks for what is closed to them: nobody's account, somebody outside the office, somebody of it.
KNOCKING = ("none", Role.UNIT, Role.COMMITTEE)


def walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            within = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, within)
        else:
            yield f"{namespace}{pattern.name}", pattern


ADDRESSES = dict(walk(get_resolver()))


def roles_of(name: str) -> set[str]:
    """The roles the table names; ``none`` stands for an account without a role."""
    who = WHO[name]
    if who in ("public", "any account"):
        return {*Role.values, "none"}
    return set(Role.values) if who == "every role" else set(who.split())


def address(name: str) -> str:
    """The address with the first record of its model, or a word, for each of its parts."""
    pattern = ADDRESSES[name].pattern
    parts = set(pattern.converters) | set(re.findall(r"\(\?P<(\w+)>", str(pattern)))
    label = RECORD_OF.get(name) or RECORD_OF.get(name.partition(":")[0])
    record = apps.get_model(label).objects.order_by("pk").first() if label else None
    number = record.pk if record else 1
    return reverse(name, kwargs={part: WORDS.get(part, number) for part in parts})


def content(response: Any) -> bytes:
    """What an answer holds; a file is read to its end, so that it is closed."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    assert set(ADDRESSES) - set(WHO) == set(), "addresses without a line in tests/access/rooms/"
    assert set(WHO) - set(ADDRESSES) == set(), "lines without an address"
    assert set(RECORD_OF) - set(ADDRESSES) <= {name.partition(":")[0] for name in ADDRESSES}


def test_every_view_declares_its_gate() -> None:
    assert [name for name, pattern in ADDRESSES.items() if gate_of(pattern.callback) is None] == []


def test_the_table_names_only_roles() -> None:
    words = {"public", "any account", "every role"}
    assert {role for name, who in WHO.items() if who not in words for role in roles_of(name)} <= set(
        Role.values
    )


@pytest.mark.slow
@pytest.mark.django_db
def test_no_address_stands_in_the_way_of_another(addresses: dict[str, str]) -> None:
    found = {name: resolve(path.partition("?")[0]).view_name for name, path in addresses.items()}
    assert {name: other for name, other in found.items() if name != other} == {}


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals are counted here; the pages that explain them are looked at in tests of their own."""
    monkeypatch.setattr("congress.urls.handler403", lambda _request, exception: HttpResponseForbidden())
    monkeypatch.setattr("congress.urls.handler404", lambda _request, exception: HttpResponseNotFound())
    # One line each in the log is enough: writing out where it was raised takes longer than refusing.
    monkeypatch.setattr("django.utils.log.request_logger.filters", [without_traceback])


@pytest.fixture(scope="module")
def each_paper_once() -> Iterator[None]:
    """A paper that several roles may have is set once: same text, same bytes."""
    kept: dict[tuple[str, str, str], PdfResult] = {}

    def render(html: str, *, stylesheet: str, title: str, **options: Any) -> PdfResult:
        key = (html, stylesheet, title)
        if key not in kept:
            kept[key] = render_pdf(html, stylesheet=stylesheet, title=title, **options)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        for module in [*sys.modules.values()]:
            if getattr(module, "render_pdf", None) is render_pdf and module.__name__ != __name__:
                patch.setattr(module, "render_pdf", render)
        yield


def without_traceback(record: logging.LogRecord) -> bool:
    """Log a refusal without where it was raised."""
    if record.levelno < logging.ERROR:
        record.exc_info = None
    return True


@pytest.fixture(scope="package")
def addresses(district: None, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """Every address of the demo district."""
    with django_db_blocker.unblock():
        return {name: address(name) for name in ADDRESSES}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("district", "bare_refusals", "each_paper_once")
@pytest.mark.parametrize("role", [*Role.values, "none"])
def test_as(client: Client, role: str, addresses: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    """The gate decides before the view is reached (``AccessMiddleware``). That a closed one answers 403, and with what,
    is asked of every address as the roles of ``KNOCKING``; of the others the gate itself.
    """
    holder = next((row["username"] for row in accounts() if row["role"] == role), None)
    user = User.objects.get(username=holder) if holder else make_user(None)
    client.force_login(user)
    events = AuditEvent.objects.count()
    refused, let_in, sang = [], [], []
    lists: list[str] = []
    for name, path in addresses.items():
        gate = gate_of(ADDRESSES[name].callback)
        assert gate is not None
        if role not in KNOCKING and role not in roles_of(name) and not gate.opens_to(user):
            continue
        response = client.get(path)
        status, found = response.status_code, content(response)
        if sings(found):
            sang.append(name)
        if b'value="filtered"' in found:
            lists.append(name)
        if role in roles_of(name) and status == 403:
            refused.append(name)
        if role not in roles_of(name) and status != 403:
            let_in.append(f"{name} ({status})")
    assert refused == [], f"{role} is refused what the table allows"
    assert let_in == [], f"{role} is let in where the table says 403"
    assert AuditEvent.objects.count() == events, "looking at pages changes no record"
    for name in lists:
        if sings(content(client.post(addresses[name], {"export": "filtered"}))):
            sang.append(f"{name} (export)")
    assert sang == [], "citizens are named only to who asks for it, which is written down"
    assert CANARY not in caplog.text
    assert CANARY_PHONE not in caplog.text


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_as_a_visitor(client: Client, addresses: dict[str, str]) -> None:
    wrong = []
    for name, path in addresses.items():
        response = client.get(path)
        sent_to_sign_in = response.status_code == 302 and response["Location"].startswith(SIGN_IN)
        is_asked_for_token = response.status_code == 401 and "WWW-Authenticate" in response
        assert not sings(content(response)), name
        if (sent_to_sign_in or is_asked_for_token) == (WHO[name] == "public"):
            wrong.append(f"{name} ({response.status_code})")
    assert wrong == []
