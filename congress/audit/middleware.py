"""Whoever sends something sees at once what came of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from congress.accounts.models import User
from congress.audit.kept import forget_kept

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ForgetKeptMiddleware:
    """After anything but reading, what is kept for this user is made anew: drafts and cards write no trail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.method not in _READING and isinstance(request.user, User):
            forget_kept(request.user)
        return answer
