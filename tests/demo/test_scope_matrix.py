"""The scope matrix: every list, export, search result and record of the interface × every role, in scope and out.

The rows come from what the rooms declare, so that a new list, search or resource stands in it without being named. The
columns are the accounts of the demo district, two of a role where it has two scopes. A cell is what an account gets,
and what of the whole it does not get. It holds when

- a list has no row that the model's own scope (``visible_to``) leaves out, and its export the same rows;
- a record of the interface answers 200 within the scope and 404 outside;
- the page of a row in scope opens, the page of a row outside it does not exist;
- what a search finds can be opened.
"""

from __future__ import annotations

import dis
import inspect
import io
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from congress.access.decorators import gate_of
from congress.accounts.demo import accounts
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.api.registry import resources
from congress.search.text import Typed
from congress.search.views import possible
from congress.web.lists.declare import _LISTS, ListPage
from congress.web.registry import registry
from tests.demo.test_every_url import content, walk

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("district")]

#: Who sees a part of what there is; the office sees nearly all of it.
SCOPED = (Role.TOWN, Role.STATION, Role.UNIT, Role.COMMITTEE, Role.GROUP_LEADER, Role.DEPUTY, Role.GOVERNMENT)
WORDS = ("东塘", "建设", "代表", "2026")
#: So many records of a cell are opened.
SAMPLE = 1
#: Longer spreadsheets say the same, and take their time.
LONGEST_EXPORT = 60
_NUMBER = re.compile(r"[0-9]+")
_LINK = re.compile(r'href="([^"]+)"')


def holders() -> list[User]:
    """The accounts of the demo district, two of a role where it has two scopes."""
    named: dict[str, list[str]] = {}
    for row in accounts():
        named.setdefault(row["role"], []).append(row["username"])
    chosen = [name for role, names in named.items() for name in names[: 2 if role in SCOPED else 1]]
    return list(User.objects.filter(username__in=chosen).order_by("pk"))


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def lists() -> Iterator[tuple[str, Callable[..., Any], ListPage]]:
    """Every list with its address and view: the declarations that a view without arguments names."""
    for name, pattern in walk(get_resolver()):
        if not pattern.pattern.converters:
            view = inspect.unwrap(pattern.callback)
            said = dis.get_instructions(view) if inspect.isfunction(view) else ()
            named = {each.argval for each in said if each.opname == "LOAD_GLOBAL"}
            pages = [page for word in named if isinstance(page := view.__globals__.get(word), ListPage)]
            if len(pages) == 1:
                yield name, pattern.callback, pages[0]


def keys(rows: QuerySet[Any]) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


def page_of(page: ListPage, row: Any) -> str | None:
    """Where the name of a row leads."""
    column = next((column for column in page.columns if column.fixed), page.columns[0])
    if column.load:
        column.load([row])
    found = _LINK.search(str(column.shower({each.key: True for each in page.columns})(row)))
    return unescape(found[1]) if found else None


def opens(client: Client, user: User, address: str) -> int:
    """The status of a page; one whose gate is shut to the role is 403 without being asked."""
    gate = gate_of(resolve(urlsplit(address).path).func)
    if gate is not None and not gate.opens_to(user):
        return 403
    response = client.get(address, follow=True)
    content(response)
    return int(response.status_code)


def out_of_scope(page: ListPage, user: User, whole: User) -> tuple[set[int], set[int], set[int]]:
    """The rows of a list, those of them that the model's scope leaves out, and those that exist outside it."""
    rows = page.rows(user)
    mine, everything = keys(rows), rows.model._default_manager.all()
    if not hasattr(everything, "visible_to"):
        return mine, set(), keys(page.rows(whole)) - mine
    seen = keys(everything.visible_to(user))
    return mine, mine - seen, keys(page.rows(whole)) - seen


def wrong_page(client: Client, user: User, page: ListPage, row: Any, expected: set[int]) -> list[str]:
    """What is wrong with where a row leads; it may be the page of something else, of a person for a deputyship."""
    address = page_of(page, row)
    if address is None or (200 not in expected and str(row.pk) not in _NUMBER.findall(address)):
        return []
    status = opens(client, user, address)
    return [] if status in expected else [f"{address} is {status}, not {expected}"]


def test_lists_and_their_exports() -> None:
    office = User.objects.get(username="office")
    declared = list(lists())
    known = {page.key for _name, _view, page in declared}
    assert len(known) > len(_LISTS) * 0.7, f"not found any more: {set(_LISTS) - known}"
    faults, cells, parts = [], 0, 0
    for user in holders():
        client = signed_in(user)
        for name, view, page in declared:
            gate = gate_of(view)
            if gate is None or not gate.opens_to(user):
                continue
            mine, leaked, outside = out_of_scope(page, user, office)
            wrong = [f"{len(leaked)} rows are out of scope"] if leaked else []
            cells, parts = cells + 1, parts + bool(mine and outside)
            if user.has_role(*SCOPED):
                for row in page.rows(user).filter(pk__in=sorted(mine)[:SAMPLE]):
                    wrong += wrong_page(client, user, page, row, {200})
                for row in page.rows(office).filter(pk__in=sorted(outside)[:SAMPLE]):
                    wrong += wrong_page(client, user, page, row, {403, 404})
                if 0 < len(mine) <= LONGEST_EXPORT:
                    wrong += wrong_export(client, name, len(mine))
            faults += [f"{page.key} × {user.username}: {said}" for said in wrong]
    assert faults == [], "\n".join(faults)
    assert cells > 200
    assert parts > 40, "the demo district has rows outside somebody's scope"


def wrong_export(client: Client, name: str, expected: int) -> list[str]:
    """What is wrong with the spreadsheet of a list: it has a head, and a line for each row in scope."""
    response = client.post(reverse(name), {"export": "filtered"})
    found = content(response)
    if not found.startswith(b"PK"):
        return []  # so long that a job writes it, with the rows of the same user; or a page with a form of its own
    sheet = openpyxl.load_workbook(io.BytesIO(found), read_only=True).worksheets[0]
    lines = [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]
    return [] if len(lines) - 1 == expected else [f"exports {len(lines) - 1} rows of {expected}"]


def test_records_of_the_interface() -> None:
    faults, parts = [], 0
    for user in holders():
        client = signed_in(user)
        for resource in resources():
            address = reverse(f"api:{resource.key}")
            if not user.has_role(*resource.roles):
                if client.get(address).status_code != 403:
                    faults.append(f"{resource.key} × {user.username}: is let in")
                continue
            mine = keys(resource.rows(user))
            outside = keys(resource.model._default_manager.all()) - mine
            parts += bool(mine and outside)
            answer = client.get(address, {"limit": 500}).json()
            given = {row["id"] for row in answer["results"]}
            if not given <= mine or (answer["next"] is None and given != mine):
                faults.append(f"{resource.key} × {user.username}: gives {len(given)} of {len(mine)}")
            for rows, expected in ((mine, 200), (outside, 404)):
                for pk in sorted(rows)[:: max(1, len(rows) // SAMPLE)][:SAMPLE]:
                    status = client.get(f"{address}{pk}/").status_code
                    if status != expected:
                        faults.append(f"{resource.key} × {user.username}: {pk} is {status}, not {expected}")
    assert faults == [], "\n".join(faults)
    assert parts > 30, "the demo district has records outside somebody's scope"


def test_what_is_found_can_be_opened() -> None:
    faults, found = [], 0
    for user in holders():
        client = signed_in(user)
        for provider in registry.search:
            if not user.has_role(*provider.roles):
                continue
            hits = set()
            for word in WORDS:
                urls = [hit.url for hit in list(provider.find(user, Typed(word), 20))[:SAMPLE]]
                assert not urls or possible([provider], word), f"{provider.label} is not asked for {word}"
                hits.update(urls)
            found += len(hits)
            for url in sorted(hits)[:SAMPLE]:
                if (status := opens(client, user, url)) != 200:
                    faults.append(f"{provider.label} × {user.username}: {url} is {status}")
    assert faults == [], "\n".join(faults)
    assert found > 100
