"""Error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: says what the user is, and who could do it."""
    denial = exception.args[0] if exception.args else None
    return render(request, "403.html", {"denial": denial}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: never says whether the record exists."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: must not depend on anything that may be broken."""
    return render(request, "500.html", status=500)
