"""The page of search results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congress.access.decorators import allow_signed_in


@allow_signed_in
def results(request: HttpRequest) -> HttpResponse:
    """What the user's words found, by kind."""
    return render(request, "search/results.html")
