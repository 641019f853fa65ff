"""What the views of an issue share."""

from typing import cast

from django.http import HttpRequest

from bulletins.models import Issue
from congress.access.rules import scoped_or_404
from congress.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in user; the gate has seen to it that there is one."""
    return cast(User, request.user)


def issue_or_404(request: HttpRequest, pk: int) -> Issue:
    """The issue, if it exists for this user."""
    return scoped_or_404(Issue.objects.visible_to(user_of(request)).select_related("series", "editor"), pk=pk)


def posted_version(request: HttpRequest) -> int | None:
    """The version the page was opened at."""
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() else None
