"""Clients that write through the forms, and the ledger of what the portal acknowledged to them."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar

from tests.faults.standing import Standing
from tests.house import wait_for
from tests.visitor import Fields, NoAnswer

T = TypeVar("T")
#: Seconds a client waits before it tries again what was not taken.
PAUSE = 0.3
#: Seconds after which a client gives up; far longer than any drill's fault lasts.
PATIENCE = 240
#: What a client meets when the web server is gone.
BROKEN = "connection broken"


@dataclass
class Write:
    """One form that somebody filled in. ``taken`` is when the portal said so, by the monotonic clock."""

    table: str
    token: str
    taken: float = 0.0
    times_sent: int = 0


@dataclass
class Ledger:
    """What was sent, and how it was answered."""

    writes: list[Write] = field(default_factory=list)
    #: A 503 in the portal's words, no answer.
    refusals: Counter[str] = field(default_factory=Counter)
    #: What should never have come, or something that went on too long.
    faults: list[str] = field(default_factory=list)

    @property
    def taken(self) -> list[Write]:
        """What was acknowledged."""
        return [write for write in self.writes if write.taken]

    def wait_for_more(self, number: int) -> None:
        """Return when so many more were acknowledged, or a client met what should not be."""
        goal = len(self.taken) + number
        wait_for(lambda: self.faults or len(self.taken) >= goal, PATIENCE)

    def wait_for_one_after(self, moment: float) -> float:
        """Seconds from the moment to the first acknowledgement after it."""
        found: list[float] = []

        def one() -> bool:
            found[:] = [write.taken - moment for write in self.taken if write.taken > moment]
            return bool(found or self.faults)

        wait_for(one, PATIENCE)
        return min(found, default=0.0)


class Client:
    """One person at a form, who sends again what was not acknowledged, with the token it was opened with."""

    def __init__(self, standing: Standing, number: int, ledger: Ledger, enough: Callable[[], bool]) -> None:
        self.standing, self.ledger, self.enough, self.number = standing, ledger, enough, number
        is_clerk = number % 2 == 0
        self.visitor = standing.clerk(number // 2) if is_clerk else standing.deputy(number // 2)
        self.page, self.table = (
            ("/activities/new/", "activities_activity")
            if is_clerk
            else ("/suggestions/write/", "suggestions_suggestion")
        )

    def work(self) -> None:
        """Fill in form after form until it is enough; a refusal that should not be is noted and ends it."""
        count = 0
        try:
            while not self.enough():
                count += 1
                self._write(count)
        except (AssertionError, LookupError) as error:
            self.ledger.faults.append(str(error))

    def _write(self, count: int) -> None:
        form = self._patiently(lambda: self.visitor.form(self.page, "token"))
        write = Write(self.table, form["token"][0])
        self.ledger.writes.append(write)
        words = f"{self.number}号第{count}次 {write.token}"

        def send() -> None:
            write.times_sent += 1
            answer = self.visitor.post(self.page, form | self._typed(words))
            if answer.status == HTTPStatus.FOUND and "sign-in" not in answer.location:
                write.taken = time.monotonic()
                return
            raise LookupError(f"{self.page} answered {answer.status} {answer.location} {answer.said}")

        self._patiently(send)

    def _typed(self, words: str) -> Fields:
        if self.table == "activities_activity":
            typed = {
                "days": "2026年5月8日",
                "kind": self.standing.kind,
                "headline": f"调研{words}",
                "anyway": "1",
            }
            return {name: [value] for name, value in (typed | {"text": f"5月8日，开展调研。{words}"}).items()}
        typed = {
            "title": f"关于{words}的建议",
            "situation": "路上停满了车。",
            "proposal": "划出车位。",
            "submit": "1",
        }
        return {name: [value] for name, value in typed.items()}

    def _patiently(self, do: Callable[[], T]) -> T:
        """Try until it works; only an answer that does not come, or a calm 503, is borne."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return do()
            except NoAnswer as error:
                self.ledger.refusals[BROKEN if error.in_time else "nothing came in time"] += 1
            except LookupError as error:
                if "这一步没有办成" not in str(error) or " 503 " not in str(error):
                    raise
                self.ledger.refusals["503 that says so"] += 1
            assert time.monotonic() < until, f"{self.page} was away for {PATIENCE} s"
            time.sleep(PAUSE)


@contextmanager
def clients(standing: Standing, number: int, writes: int) -> Iterator[Ledger]:
    """So many clients that write at once while the block runs, and on until so many writes were acknowledged."""
    ledger, left = Ledger(), threading.Event()

    def enough() -> bool:
        return bool(ledger.faults) or (left.is_set() and len(ledger.taken) >= writes)

    people = [Client(standing, each, ledger, enough) for each in range(number)]
    threads = [threading.Thread(target=person.work) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield ledger
    finally:
        left.set()
        for thread in threads:
            thread.join()
