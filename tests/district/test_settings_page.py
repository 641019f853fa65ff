"""One page leads to everything the district decides, and forgets none of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from congress.accounts.enums import Role
from congress.district.rules import SETTERS
from congress.web.registry import SettingsPage, registry
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
_ENDINGS = ("settings", "policy", "policies")
#: Queries of the page with every line: session, user, roles, profile, counts of the menu, what holds now.
QUERIES = 9


def _names(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns, one.namespace or namespace)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{namespace}:{one.name}" if namespace else one.name


def _opens_without_argument(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def test_no_page_of_settings_is_forgotten() -> None:
    """What is called settings or policy, and every page of lists that lines can be added to."""
    names = set(_names(get_resolver().url_patterns))
    lists = {name.replace(":add_line", ":settings") for name in names if name.endswith(":add_line")} & names
    pages = {name for name in names if name.endswith(_ENDINGS)} | lists
    pages = {name for name in pages if _opens_without_argument(name)} - {"district:settings"}
    assert len(pages) > 15
    assert pages <= {page.url_name for page in registry.settings}


@pytest.fixture(scope="module")
def by_role() -> dict[str, list[SettingsPage]]:
    return {role: [page for page in registry.settings if role in page.roles] for role in SETTERS}


@pytest.mark.parametrize("role", SETTERS)
def test_every_line_answers_those_who_see_it(
    client: Client, role: Role, by_role: dict[str, list[SettingsPage]]
) -> None:
    make_area("安澜区", "district")  # type: ignore[arg-type]  # a choice
    client.force_login(make_user(role))
    shown = client.get("/settings/").content.decode()
    for page in registry.settings:
        line = f'<a href="{reverse(page.url_name)}"><div><span class="rd-title">{page.label}</span>'
        assert (line in shown) == (page in by_role[role]), page.label
    for page in by_role[role]:
        assert client.get(reverse(page.url_name)).status_code == 200, page.label


def test_each_line_says_in_a_sentence_what_it_decides() -> None:
    for page in registry.settings:
        assert page.text.endswith("。"), page.label
        assert page.roles & set(SETTERS), page.label
    labels = [(page.group, page.label) for page in registry.settings]
    assert len(labels) == len(set(labels))


def test_others_have_no_such_page(client: Client) -> None:
    for role in set(Role) - set(SETTERS):
        client.force_login(make_user(role))
        assert client.get("/settings/").status_code == 403


def test_the_page_asks_little(client: Client) -> None:
    make_area("安澜区", "district")  # type: ignore[arg-type]  # a choice
    client.force_login(make_user(Role.OFFICE))
    client.get("/settings/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/settings/")
    assert len(asked) == QUERIES
