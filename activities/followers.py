"""What higher rooms keep beside an activity follows it. They say it by :func:`register_follower` in ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable

from activities.models import Activity
from congress.accounts.models import User

Follower = Callable[[Activity, User | None], None]
_followers: list[Follower] = []


def register_follower(follower: Follower) -> None:
    """Add one; it is told of every activity logged, corrected, withdrawn or restored, inside the same transaction."""
    _followers.append(follower)


def tell_followers(activity: Activity, actor: User | None) -> None:
    """Let everything that follows the activity catch up."""
    for follower in _followers:
        follower(activity, actor)
