"""People at browsers of their own, for tests of a whole way through the portal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.models import User
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import PASSWORD

#: For a machine under load; nothing waits this long where all is well.
PATIENCE_MS = 60_000
#: The title of the home page, of a leader and of everybody else.
AT_HOME = re.compile("今天要办的事|总览")


class Person:
    """Somebody at an own browser, signed in through the page."""

    def __init__(self, page: Page, server: LiveServer, user: User) -> None:
        self.page, self.root, self.user = page, server.url, user
        page.goto(f"{self.root}/account/sign-in/")
        page.get_by_label("用户名").fill(user.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form button.btn-primary").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(AT_HOME)
        self.told = self.bell()

    def home(self) -> None:
        self.page.goto(f"{self.root}/")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(AT_HOME)

    def bell(self) -> int:
        """Unread notices as the masthead counts them."""
        words = self.page.locator(".rd-tools > a, .rd-bar > a").filter(has_text="通知").inner_text()
        found = re.search(r"\d+", words)
        return int(found.group()) if found else 0

    def is_told(self, notices: int = 1) -> None:
        """On the home page the bell counts so many more than at the last look."""
        self.home()
        assert (self.bell(), self.user.name) == (self.told + notices, self.user.name)
        self.told += notices

    def todo(self, words: str) -> Locator:
        """What waits: of a list at a desk, of the section 等您办 on a phone."""
        waiting = self.page.locator(".rd-todo li, [data-waiting] li")
        return waiting.filter(has_text=words)

    def follow(self, words: str) -> None:
        """Go from the home page to where something waits to be done."""
        self.home()
        self.todo(words).first.get_by_role("link").last.click()
        self.page.wait_for_load_state()

    def has_nothing_to_do(self, words: str) -> None:
        self.home()
        expect(self.todo(words)).to_have_count(0)

    def press(self, name: str) -> None:
        """A link that looks like a button, or a button."""
        either = self.page.get_by_role("link", name=name, exact=True)
        either.or_(self.page.get_by_role("button", name=name, exact=True)).first.click()
        self.page.wait_for_load_state()

    def choose(self, question: str, words: str) -> None:
        """Press a large choice on its words."""
        group = self.page.get_by_role("group", name=question)
        group.locator("label").filter(has_text=re.compile(f"^{words}")).click()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"[name={name}]").fill(value)

    def pick(self, within: Locator, words: str) -> None:
        """Type into a searching list and take the first that fits."""
        box = within.locator(".ts-control input").first
        box.click()
        box.fill(words)
        self.page.locator(".ts-dropdown .option", has_text=words).filter(visible=True).first.click()

    def says(self, words: str) -> None:
        """The new state is told, the page fits its window and can be used by everybody."""
        expect(self.page.locator("#messages")).to_contain_text(words)
        self.sound()

    def sound(self) -> None:
        assert not overflows(self.page), self.page.url
        assert accessibility_faults(self.page) == [], self.page.url

    def answers(self, path: str) -> int:
        """The status of a page, asked for beside the one that is open."""
        return self.page.request.get(f"{self.root}{path}", timeout=PATIENCE_MS).status


Enter = Callable[..., Person]


@contextmanager
def own_browsers(
    browser: Browser, wanted: dict[str, Any], server: LiveServer, page_errors: list[str]
) -> Iterator[Enter]:
    """Sign somebody in at a browser of their own; any complaint of any of them fails the test."""
    contexts: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            page_errors.append(f"{message.text} ({message.location.get('url')})")

    def one(user: User, size: str = "desk") -> Person:
        width, height = SIZES[size]
        contexts.append(browser.new_context(**{**wanted, "viewport": {"width": width, "height": height}}))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        page = contexts[-1].new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: page_errors.append(str(error)))
        return Person(page, server, user)

    expect.set_options(timeout=PATIENCE_MS)
    yield one
    expect.set_options(timeout=5_000)
    for context in contexts:
        context.close()
    assert page_errors == []
