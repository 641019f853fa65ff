"""Reads of notices."""

from congress.accounts.models import User
from congress.notices.models import Notice, NoticeQuerySet

#: The masthead says “99+” beyond; counting further would cost more than it tells.
COUNTED = 100


def unread_count(user: User) -> int:
    """How many notices this user has not read, at most :data:`COUNTED`; one short index scan."""
    return Notice.objects.visible_to(user).unread().order_by()[:COUNTED].count()


def recent(user: User, limit: int) -> NoticeQuerySet:
    """The newest notices of this user."""
    return Notice.objects.visible_to(user)[:limit]
