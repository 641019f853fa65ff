"""Chapters that other packages put into a deputy's printed file (履职档案); they plug them in by their ``portal``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from congress.accounts.models import User
from deputies.models import Deputyship


@dataclass(frozen=True)
class Chapter:
    """A table of the file: its title, the heads of its columns, its rows; empty, it prints 无记录."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


Provider = Callable[[Deputyship, User], Chapter | None]
_providers: list[tuple[int, Provider]] = []


def register_chapter(order: int, provider: Provider) -> None:
    """Add one; it tells only what the user may read, and is left out of the file where it gives nothing."""
    _providers.append((order, provider))


def chapters_of(deputyship: Deputyship, user: User) -> list[Chapter]:
    """Every chapter that has something to say, in order."""
    found = (provider(deputyship, user) for _order, provider in sorted(_providers, key=lambda one: one[0]))
    return [chapter for chapter in found if chapter is not None]
