"""The home page of each role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congress.access.decorators import allow_signed_in


@allow_signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What the user has to do, by deadline; the figures; what runs for them."""
    return render(request, "dashboard/home.html")
