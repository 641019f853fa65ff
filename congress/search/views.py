"""The page of search results."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from congress.access.decorators import allow_signed_in
from congress.accounts.models import User
from congress.search.index import LONGEST_QUERY
from congress.search.text import normalise
from congress.web.registry import SearchHit
from congress.web.shell import shell_of

#: Hits of one kind on the page; the list of that kind has the rest.
SHOWN = 8


@dataclass(frozen=True)
class Found:
    """The hits of one kind of record; ``more_url`` leads to all of them when there are more."""

    label: str
    hits: list[SearchHit]
    more: bool
    more_url: str


@require_safe
@allow_signed_in
def results(request: HttpRequest) -> HttpResponse:
    """What the user's words found within their scope, by kind of record."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the gate lets nobody else in
    typed = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found = []
    for provider in shell_of(request).searches if normalise(typed) else ():
        hits = list(provider.find(user, typed, SHOWN + 1))
        if hits:
            url = f"{reverse(provider.list_url)}?{urlencode({'q': typed})}" if provider.list_url else ""
            found.append(Found(provider.label, hits[:SHOWN], len(hits) > SHOWN, url))
    context: dict[str, Any] = {
        "typed": typed,
        "found": found,
        "kinds": "、".join(provider.label for provider in shell_of(request).searches),
    }
    return render(request, "search/results.html", context)
