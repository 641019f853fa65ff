"""How a view says who may call it. A view that says nothing is refused (deny by default)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser

from congress.accounts.enums import EVERY_ROLE, Role
from congress.accounts.models import User

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Gate:
    """Who may call a view: everyone (``public``), whoever has signed in (``any_account``), or holders of
    one of ``roles``.
    """

    roles: frozenset[str]
    public: bool = False
    any_account: bool = False

    def opens_to(self, user: User | AnonymousUser) -> bool:
        """Whether this user may call the view."""
        if self.public or not isinstance(user, User):
            return self.public
        return self.any_account or user.has_role(*self.roles)


def allow(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles; what they see inside is for the rules to say."""

    def mark(view: View) -> View:
        view.gate = Gate(frozenset(roles))  # type: ignore[attr-defined]
        # Views of the REST framework exempt themselves, to answer visitors in their own way.
        view.login_required = True  # type: ignore[attr-defined]
        return view

    return mark


def allow_signed_in(view: View) -> View:
    """Open a view to everyone who has signed in and holds a role."""
    return allow(*EVERY_ROLE)(view)


def allow_any_account(view: View) -> View:
    """Open a view to everyone who has signed in, with a role or without: one's own password, the way out."""
    view.gate = Gate(frozenset(), any_account=True)  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open a view to everyone, signed in or not."""
    view = login_not_required(view)
    view.gate = Gate(frozenset(), public=True)  # type: ignore[attr-defined]
    return view


def gate_of(view: Callable[..., Any]) -> Gate | None:
    """What the view declared, or nothing."""
    return getattr(view, "gate", None)
