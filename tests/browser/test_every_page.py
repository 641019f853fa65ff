"""Every page of the demo district, opened by somebody who may: nothing serious for axe, nothing wider than the window.

Pages come from the resolver and the access table, so a new page is looked at without being named here.
"""

from collections.abc import Iterator
from typing import cast

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from bulletins.enums import IssueState
from bulletins.models import Issue
from congress.accounts.demo import accounts
from congress.accounts.enums import Role
from congress.accounts.models import User
from tests import demo_district
from tests.browser.helpers import SIZES, Walk, overflows
from tests.demo.test_every_url import ADDRESSES, address, roles_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: Pages that one tab of the browser shows: it grows with each, to more than a gigabyte, and gets slower.
TAB = 40

#: Who looks, in this order of preference: the first who may.
LOOKERS = (Role.OFFICE, Role.ADMIN, Role.LEADER, Role.TOWN, Role.DEPUTY_WORK, Role.DEPUTY)


def addresses() -> Iterator[tuple[str, str, str]]:
    """(who looks, name, address) of every address, and of the pages whose first record shows another page."""
    for name in ADDRESSES:
        looker = next((role for role in LOOKERS if role in roles_of(name)), None)
        if looker:
            yield looker, name, address(name)
    for state, name in (
        (IssueState.DRAFT, "arrange"),
        (IssueState.REVIEW, "arrange"),
        (IssueState.ISSUED, "read"),
    ):
        issue = Issue.objects.filter(state=state).first()
        assert issue is not None
        page = f"/bulletins/{issue.pk}/{'desk/' if name == 'arrange' else ''}"
        yield (
            (Role.LEADER if state == IssueState.REVIEW else Role.OFFICE),
            f"bulletins:{name} ({state})",
            page,
        )
        if state == IssueState.DRAFT:
            entry = issue.entries.first()
            assert entry is not None
            yield Role.OFFICE, "bulletins:edit_entry", f"{page.removesuffix('desk/')}entries/{entry.pk}/"
            yield Role.OFFICE, "bulletins:add_article", f"{page.removesuffix('desk/')}articles/new/"


def page_at(client: Client, path: str) -> HttpResponse | None:
    """The page an address shows; none for a file, a fragment, a redirect or a refusal of GET."""
    answer = client.get(path)
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        return None
    is_page = answer.status_code == 200 and b"<html" in answer.content[:200]
    return cast("HttpResponse", answer) if is_page else None


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, HttpResponse]:
    """What the live server says instead of asking the portal, once for each path: a page is made only once.

    Scripts and styles may be kept by the browser: they are the same for all pages.
    """
    ready: dict[str, HttpResponse] = {}
    ask, serve = BaseHandler.get_response, StaticFilesHandlerMixin.serve

    def taken(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        return ready.pop(request.get_full_path(), None) or ask(handler, request)

    def served(handler: StaticFilesHandlerMixin, request: HttpRequest) -> HttpResponseBase:
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    monkeypatch.setattr(BaseHandler, "get_response", taken)
    monkeypatch.setattr(StaticFilesHandlerMixin, "serve", served)
    return ready


def window(size: str) -> ViewportSize:
    """What the browser is told of a size."""
    width, height = SIZES[size]
    return {"width": width, "height": height}


def too_wide(page: Page, name: str, size: str) -> list[str]:
    """Whether a page is wider than its window, at the desk in large text too."""
    wrong = [f"{name}: wider than the window ({size})"] if overflows(page) else []
    if size == "desk":
        page.evaluate("document.documentElement.classList.add('is-large')")
        wrong += [f"{name}: wider than the screen in large text"] if overflows(page) else []
        page.evaluate("document.documentElement.classList.remove('is-large')")
    return wrong


def test_every_page(live_server: LiveServer, page: Page, answers: dict[str, HttpResponse]) -> None:
    demo_district.put()
    names = {row["role"]: row["username"] for row in accounts()}
    clients: dict[str, Client] = {}
    wrong: list[str] = []
    looked_at, walk, sizes = 0, Walk(), ["desk", "phone"]
    page.set_viewport_size(window(sizes[-1]))
    for role, name, path in addresses():
        if role not in clients:
            clients[role] = Client()
            clients[role].force_login(
                User.objects.get(username=names[role]),
                backend="congress.accounts.backends.NameOrPhoneBackend",
            )
        answer = page_at(clients[role], path)
        if answer is None:
            continue
        looked_at += 1
        if looked_at % TAB == 0:
            worn = page
            page = worn.context.new_page()
            page.set_viewport_size(window(sizes[-1]))
            worn.close()
        page.context.clear_cookies()
        session = clients[role].cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        answers[path] = answer
        page.goto(f"{live_server.url}{path}", wait_until="load")
        assert path not in answers, "the browser shows what was made for it"
        # The window stays as it is for the next page: making it another one takes as long as showing a page.
        sizes.reverse()
        for place, size in enumerate(sizes):
            if place:
                page.set_viewport_size(window(size))
            wrong += too_wide(page, name, size)
            if size == "desk":
                wrong += [f"{name}: {fault}" for fault in walk.faults(page)]
    assert wrong == []
    assert looked_at >= 50
    assert walk.at_parts >= 50
