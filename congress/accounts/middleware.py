"""What an account must do before anything else: change a first password, pass the second factor."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse


class AccountStateMiddleware:
    """Sends a user who must still do something to the page where it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Filled in by the sign-in pages."""
        return None
