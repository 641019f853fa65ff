"""What the components of a page are fed with."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Step:
    """One of the 3–5 steps of a real sequence. ``state`` is done, now or empty (still to come)."""

    label: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True)
class Happening:
    """One line of a timeline, newest first. ``state`` is now for who is waited for, done for what happened."""

    title: str
    detail: str = ""
    at: datetime | date | None = None
    state: str = "done"
    note: str = ""


@dataclass(frozen=True)
class Basis:
    """Where a deadline comes from: the article, its words, and the calculation line by line."""

    title: str
    text: str
    lines: tuple[tuple[str, str], ...] = ()


#: Shapes of states: new, wait, go, back, late, done, stop.
STATE_ICONS = {
    "new": "circle-dashed",
    "wait": "circle",
    "go": "circle-half-2",
    "back": "arrow-back-up",
    "late": "alert-square",
    "done": "circle-check",
    "stop": "circle-x",
}
