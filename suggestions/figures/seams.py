"""What higher rooms say beside the figures of a period: how the committee rated the handling (R223)."""

from __future__ import annotations

from collections.abc import Callable

from congress.accounts.models import User
from congress.figures.period import Period
from congress.web.sections import Plugged, Section

Provider = Callable[[Period, User], Section | None]
_providers: list[Provider] = []


def register_beside(provider: Provider) -> None:
    """Add a provider; it says nothing at all to a user without access."""
    _providers.append(provider)


def beside(period: Period, user: User) -> Plugged:
    """What every provider has to say, in the shape the shared template takes."""
    said = (provider(period, user) for provider in _providers)
    return Plugged(sections=[section for section in said if section is not None])
