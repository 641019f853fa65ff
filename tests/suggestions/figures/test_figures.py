"""The overview: every number leads to a list of exactly that many, for each reader its own."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from congress.web.lists.listing import Listing
from suggestions.enums import Rating, State
from tests.suggestions.cast import Cast, make_cast, make_suggestion
from tests.suggestions.figures.records import put

pytestmark = pytest.mark.django_db
URL = "/suggestions/figures/?preset=custom&since=2026-01-01"


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def numbers_and_lists(html: str) -> list[tuple[int, str]]:
    """Every linked number of a page with the address of its list."""
    found = re.findall(r'<a[^>]*href="([^"]*figure=[^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    read = []
    for url, inner in found:
        digits = re.search(r"([\d,]+)", re.sub(r"<[^>]+>", "", inner))
        assert digits, inner
        read.append((int(digits[1].replace(",", "")), unescape(url)))
    return read


def length_of(client: Client, url: str) -> int:
    """How many rows the list behind an address has, as it says itself."""
    answer = client.get(url)
    assert answer.status_code == 200
    listing: Listing = answer.context["list"]
    assert listing.form.errors == {}
    return listing.count


def mixed(cast: Cast) -> None:
    """Suggestions in many states, by many ways."""
    put(cast, 5)
    put(cast, 3, State.EVALUATED, rating=Rating.BASICALLY, letter="B")
    put(cast, 2, State.EVALUATED, rating="")
    put(cast, 4, State.REPLIED, letter="C", unit=cast.units[1])
    put(cast, 3, State.HANDLING, unit=cast.units[1])
    put(cast, 1, State.REGISTERED)
    for state in (State.STUDY, State.WITHDRAWN, State.MERGED, State.DIVERTED, State.SUBMITTED):
        make_suggestion(cast, state)


@pytest.mark.parametrize("where", ["", *(f"by/{d}/" for d in ("unit", "category", "town", "month", "reply"))])
def test_every_number_is_the_length_of_its_list(where: str) -> None:
    cast = make_cast()
    mixed(cast)
    client = signed_in(cast.keeper)
    html = client.get(URL.replace("figures/", f"figures/{where}")).content.decode()
    pairs = set(numbers_and_lists(html))
    assert len(pairs) > 10
    for number, url in sorted(pairs):
        assert length_of(client, url) == number, url


def test_queries_do_not_grow(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cast = make_cast()
    client = signed_in(cast.leader)
    put(cast, 10)
    client.get(URL)
    with django_assert_num_queries(20):
        client.get(URL)
    put(cast, 30, unit=cast.units[1])
    mixed(cast)
    with django_assert_num_queries(20):
        client.get(URL)
