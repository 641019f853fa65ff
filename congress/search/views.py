"""The page of search results, and what the box offers while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from congress.access.decorators import allow_signed_in
from congress.accounts.models import User
from congress.search.index import LONGEST_QUERY, Look, holding
from congress.search.text import Typed, normalise, spans
from congress.web.registry import SearchHit, SearchProvider
from congress.web.shell import shell_of

#: Hits of one kind on the page; the list of that kind has the rest.
SHOWN = 8
#: Hits the box offers while somebody types, and of each kind at most.
OFFERED, OFFERED_OF_A_KIND = 8, 3


@dataclass(frozen=True)
class Found:
    """The hits of one kind of record; ``more_url`` leads to all of them when there are more."""

    label: str
    hits: list[SearchHit]
    more: bool = False
    more_url: str = ""


@require_safe
@allow_signed_in
def results(request: HttpRequest) -> HttpResponse:
    """What the user's words found within their scope, by kind of record (one question for each kind)."""
    typed = _typed(request)
    asked, left = _asked(request, typed)
    found = []
    for provider in asked:
        hits = list(islice(provider.find(_user(request), typed, SHOWN + 1), SHOWN + 1))
        if hits:
            url = f"{reverse(provider.list_url)}?{urlencode({'q': typed})}" if provider.list_url else ""
            found.append(Found(provider.label, hits[:SHOWN], len(hits) > SHOWN, url))
    context: dict[str, Any] = {
        "typed": typed,
        "found": found,
        "left": "、".join(provider.label for provider in left),
        "kinds": "、".join(provider.label for provider in shell_of(request).searches),
    }
    return render(request, "search/results.html", context)


@require_safe
@allow_signed_in
def suggest(request: HttpRequest) -> HttpResponse:
    """A few hits below the box: those whose title bears a word first, then by kind."""
    typed = _typed(request)
    found = []
    for provider in _asked(request, typed)[0]:
        hits = islice(provider.find(_user(request), typed, OFFERED_OF_A_KIND), OFFERED_OF_A_KIND)
        found += [(provider.label, hit) for hit in hits]
    found.sort(key=lambda one: not spans(one[1].title, typed))
    return render(request, "search/suggestions.html", {"typed": typed, "found": found[:OFFERED]})


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the gate lets nobody else in
    return request.user


def _typed(request: HttpRequest) -> Typed:
    return Typed(request.GET.get("q", "")[:LONGEST_QUERY].strip())


def _asked(request: HttpRequest, typed: Typed) -> tuple[list[SearchProvider], list[SearchProvider]]:
    """The kinds in which these words can be found, and those that need a longer word."""
    longest = max(map(len, normalise(typed).split()), default=0)
    kinds = shell_of(request).searches if longest else []
    asked = possible([p for p in kinds if p.shortest <= longest], typed)
    return asked, [p for p in kinds if p.shortest > longest]


def possible(kinds: list[SearchProvider], typed: str) -> list[SearchProvider]:
    """Those of the kinds whose tables hold the words, or that find them in other ways (1 query)."""
    held = holding(look for p in kinds for part in _parts(p, typed) for look in part)
    letters = any(sign.isascii() and sign.isalnum() for sign in normalise(typed))
    return [
        p
        for p in kinds
        if (letters and p.by_letters) or all(held.intersection(part) for part in _parts(p, typed))
    ]


def _parts(provider: SearchProvider, typed: str) -> list[list[Look]]:
    """Of each part one look must find something: the words at once in a single table, else each in one of several."""
    if len(provider.tables) == 1:
        return [[(provider.tables[0], typed)]]
    return [[(table, word) for table in provider.tables] for word in typed.split()] if provider.tables else []
