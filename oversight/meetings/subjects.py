"""What an item of an agenda can be about. Each room plugs in its kind of record by its ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from congress.accounts.models import User


@dataclass(frozen=True)
class Subject:
    """A kind of record a meeting deals with. ``offer`` names the records to choose from, the newest first.

    ``title`` gives the name of one record, or nothing where the user may not see it; ``url_name`` is its page.
    """

    key: str
    label: str
    offer: Callable[[User], Iterable[tuple[int, str]]]
    title: Callable[[User, int], str]
    url_name: str


@dataclass(frozen=True)
class Named:
    """The record an item is about, as a page shows it."""

    label: str
    title: str
    url: str


_subjects: dict[str, Subject] = {}


def register_subject(subject: Subject) -> None:
    """Offer a kind of record. Called once, by a room's ``portal.py``; ``ValueError`` when the key is taken."""
    if _subjects.setdefault(subject.key, subject) is not subject:
        raise ValueError(f"there is a subject {subject.key} already")


def key_of(kind: str, pk: int) -> str:
    """How an item keeps its subject: suggestion:57."""
    return f"{kind}:{pk}"


def choices(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything an item can be about, under the names of its kinds (a query for each kind)."""
    found = []
    for subject in _subjects.values():
        rows = [(key_of(subject.key, pk), title) for pk, title in subject.offer(user)]
        if rows:
            found.append((subject.label, rows))
    return found


def named(user: User, subject: str) -> Named | None:
    """What an item is about, within the user's scope (1 query); nothing for none."""
    key, _, number = subject.partition(":")
    kind = _subjects.get(key)
    if kind is None or not number.isdecimal():
        return None
    title = kind.title(user, int(number))
    return Named(kind.label, title, reverse(kind.url_name, args=[int(number)])) if title else None
