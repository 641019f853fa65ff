"""What the views of an issue share."""

from bulletins.models import Issue
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest


def issue_or_404(request: SignedInRequest, pk: int) -> Issue:
    """The issue, if it exists for this user."""
    return scoped_or_404(Issue.objects.visible_to(request.user).select_related("series", "editor"), pk=pk)


def posted_version(request: SignedInRequest) -> int | None:
    """The version the page was opened at."""
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() else None
