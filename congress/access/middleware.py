"""The one place where a request meets the gates, and where conflicts become pages."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congress.access.decorators import gate_of
from congress.access.exceptions import Conflict, Denial


class AccessMiddleware:
    """Refuses every view that declares no gate or whose gate the user's roles do not open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Raise ``PermissionDenied`` unless the view's gate is open to this user."""
        gate = gate_of(view)
        if gate is None:
            raise PermissionDenied(Denial())
        if not gate.opens_to(request.user):
            raise PermissionDenied(Denial(gate.roles))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show a conflict as a 409 page in words."""
        if isinstance(error, Conflict):
            context = {"reason": str(error), "record_url": error.url}
            return render(request, "409.html", context, status=409)
        return None
