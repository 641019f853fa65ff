"""Sending notices and marking them read."""

import uuid
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.notices.models import Notice


def send(*, to: Iterable[User], title: str, text: str = "", url: str = "", key: str = "") -> None:
    """Tell people something; the notices belong to the caller's transaction, so a rollback takes them back.

    ``key`` names the occasion: whoever has a notice with it already gets no second one. ``url`` is an address
    of the portal; the notice leads there.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"a notice leads to an address of the portal, not to {url!r}")
    occasion = key or uuid.uuid4().hex
    readers = {user.pk for user in to}
    notices = [
        Notice(user_id=pk, title=title[:160], text=text[:600], url=url, key=occasion)
        for pk in sorted(readers)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def read(*, notice: Notice) -> None:
    """Note when the reader opened it; only the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=timezone.now())


def read_all(*, user: User) -> int:
    """Note that the reader has seen them all; how many were new."""
    return Notice.objects.visible_to(user).unread().update(read_at=timezone.now())


def retract(*, key: str) -> None:
    """What an occasion, and reminders of it, said is told no more; the titles stay, for what was seen was seen."""
    Notice.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:")).update(text="已撤回")


def read_about(*, user_id: int, key: str) -> None:
    """Note that somebody has seen what the notices of an occasion, and reminders of it, lead to."""
    about = Notice.objects.filter(user_id=user_id, read_at__isnull=True)
    about.filter(Q(key=key) | Q(key__startswith=f"{key}:")).update(read_at=timezone.now())
