"""Sign-in, passwords, second factor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, credentials: dict[str, Any]) -> HttpResponse:
    """Too many failures: says how long to wait and whom to ask."""
    return render(request, "accounts/locked_out.html", status=429)
