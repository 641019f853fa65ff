"""Where an activity went. Higher rooms say it by :func:`register_uses` in their ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from activities.models import Activity
from congress.accounts.models import User


@dataclass(frozen=True)
class Use:
    """One place that uses an activity: 《人大信息》2026年第5期, its page, and a remark (第 3 条, 已印发)."""

    label: str
    url: str
    note: str = ""


Provider = Callable[[Activity, User], Iterable[Use]]
_providers: list[Provider] = []
_offers: list[Provider] = []


def register_uses(provider: Provider) -> None:
    """Add a source; it answers for one activity and only what the user may see."""
    _providers.append(provider)


def register_offers(provider: Provider) -> None:
    """Add a source of what may still be made of an activity: a link in words that say what to do."""
    _offers.append(provider)


def offers_of(activity: Activity, user: User) -> list[Use]:
    """Everything the user may still make of the activity."""
    return [offer for provider in _offers for offer in provider(activity, user)]


def uses_of(activity: Activity, user: User) -> list[Use]:
    """Everything that uses the activity."""
    return [use for provider in _providers for use in provider(activity, user)]
