"""What can be done once a month is logged. Higher rooms say it by :func:`register_step` in their ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from activities.uses import Use
from congress.accounts.models import User

Provider = Callable[[User, date], Iterable[Use]]
_providers: list[Provider] = []


def register_step(provider: Provider) -> None:
    """Add a source; it answers for the month of a day, and only what the user may do."""
    _providers.append(provider)


def steps_after(user: User, month: date) -> list[Use]:
    """Everything that can be done with the month now."""
    return [step for provider in _providers for step in provider(user, month)]
