"""Lock-out after repeated failures (django-axes), fit for an office behind one address.

Five failures lock this account *from this address*; a colleague with the same outside address is not
locked out with it, and nobody far away can lock a clerk out of her own desk. Guessing from many addresses
meets a second limit that counts one account's failures from everywhere.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils import timezone

from congress.accounts.models import User


def client_ip(request: HttpRequest) -> str:
    """The visitor's address: behind ``PROXY_COUNT`` proxies, the one that the outermost of them saw."""
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    seen = [part.strip() for part in forwarded.split(",") if part.strip()]
    proxies: int = settings.PROXY_COUNT
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def account_key(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """One key per account, whether its user name or its phone was typed, in whatever case."""
    typed = str((credentials or {}).get("username") or request.POST.get("username", ""))
    user = User.objects.known_as(typed)
    key: str = user.username if user else typed.strip()
    return key.lower()[:255]


def _window() -> timedelta:
    return timedelta(hours=settings.AXES_COOLOFF_TIME)


def _failures(username: str) -> Any:
    return AccessAttempt.objects.filter(
        username=username.lower(), attempt_time__gte=timezone.now() - _window()
    )


class LockOut(AxesDatabaseHandler):  # type: ignore[misc]  # the library has no types
    """The library's handler with a second, account-wide limit."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Failures that count against this attempt; at the account-wide limit, enough to lock."""
        here: int = super().get_failures(request, credentials)
        everywhere = (
            _failures(account_key(request, credentials)).aggregate(n=Sum("failures_since_start"))["n"] or 0
        )
        return max(here, settings.AXES_FAILURE_LIMIT) if everywhere >= settings.LOCKOUT_CEILING else here


def minutes_left(username: str) -> int:
    """Whole minutes until the newest failure of this account no longer counts, at least one."""
    newest = _failures(username).aggregate(newest=Max("attempt_time"))["newest"]
    left = newest + _window() - timezone.now() if newest else timedelta()
    return max(1, -(-int(left.total_seconds()) // 60))


def is_locked(user: User) -> bool:
    """Whether sign-in to this account is locked from some address at this moment."""
    rows = _failures(user.username).values("ip_address").annotate(n=Sum("failures_since_start"))
    counts = [row["n"] for row in rows]
    return any(n >= settings.AXES_FAILURE_LIMIT for n in counts) or sum(counts) >= settings.LOCKOUT_CEILING


def forget_failures(*users: User) -> None:
    """Let the accounts sign in again at once."""
    AccessAttempt.objects.filter(username__in=[user.username.lower() for user in users]).delete()
