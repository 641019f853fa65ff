"""To whom a message can go. Each room plugs in the groups of people it knows; nobody is reached twice.

An audience is asked for an area: none means the whole district, a town's congress reaches its own area only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from congress.accounts.models import Assignment, User
from congress.organs.models import Area

#: The values chosen of each audience, by its key; what a message keeps.
Chosen = Mapping[str, Sequence[str]]
Choices = list[tuple[str, str]]


def _nobody(_area: Area | None, _values: Sequence[str]) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Audience:
    """A kind of group. ``choices`` are value and label; ``people`` are the accounts behind values, as a query.

    ``missing`` names the people of a value who have no account, whom the portal cannot reach. With ``typed``, people
    are named in words instead of chosen: it turns the words into values, and raises ``ValidationError`` in Chinese.
    """

    key: str
    label: str
    people: Callable[[Area | None, Sequence[str]], QuerySet[User]]
    choices: Callable[[Area | None], Choices]
    missing: Callable[[Area | None, Sequence[str]], Iterable[str]] = _nobody
    typed: Callable[[Area | None, str], list[str]] | None = None
    order: int = 50
    help_text: str = ""


@dataclass(frozen=True)
class Reached:
    """The accounts behind a choice, each once. ``repeated`` is how many stand in more than one of the groups."""

    users: list[User]
    missing: list[str]
    repeated: int


_audiences: dict[str, Audience] = {}


def register_audience(audience: Audience) -> None:
    """Offer a kind of group. Called once, by a room's ``portal.py``; ``ValueError`` when the key is taken."""
    if _audiences.setdefault(audience.key, audience) is not audience:
        raise ValueError(f"there is an audience {audience.key} already")


def audiences() -> list[Audience]:
    """Every kind of group, in order."""
    return sorted(_audiences.values(), key=lambda one: (one.order, one.key))


def reach(area: Area | None, chosen: Chosen) -> Reached:
    """Who is behind the chosen values: open accounts, each once (a query per value, one per kind for the missing)."""
    times: dict[int, int] = {}
    users: dict[int, User] = {}
    missing: dict[str, None] = {}
    for audience in audiences():
        values = chosen.get(audience.key, ())
        for value in values:
            for user in audience.people(area, [value]).filter(is_active=True).distinct():
                users[user.pk] = user
                times[user.pk] = times.get(user.pk, 0) + 1
        missing.update(dict.fromkeys(audience.missing(area, values) if values else ()))
    ordered = sorted(users.values(), key=lambda user: user.pk)
    return Reached(ordered, list(missing), sum(1 for n in times.values() if n > 1))


def in_words(area: Area | None, chosen: Chosen) -> str:
    """代表小组：第一小组、第三小组；角色：联络站工作人员."""
    parts = []
    for audience in audiences():
        values = chosen.get(audience.key, ())
        if values:
            labels = dict(audience.choices(area)) if audience.typed is None else _names(values)
            parts.append(f"{audience.label}：{'、'.join(labels.get(value, value) for value in values)}")
    return "；".join(parts)


def _names(values: Sequence[str]) -> dict[str, str]:
    return {str(pk): name for pk, name in User.objects.filter(pk__in=values).values_list("pk", "name")}


def assigned(area: Area | None, condition: Q) -> QuerySet[User]:
    """Accounts with an assignment in force today for which the condition holds; of a town, within its area."""
    rows = Assignment.objects.in_force().filter(condition)
    if area is not None:
        rows = rows.filter(area__path__startswith=area.path)
    return User.objects.filter(pk__in=rows.order_by().values("user"))
