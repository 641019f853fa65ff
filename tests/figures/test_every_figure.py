"""Every number that is offered is clicked: its list has as many rows, or says the same sum above them.

For whatever is registered, with every period, for the leader and the office; nothing is named here but the chapters
of which the small district has something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import DjangoAssertNumQueries

from congress.accounts.models import User
from congress.figures.forms import PRESETS, PeriodForm
from congress.figures.numbers import Rate
from congress.figures.period import Period
from congress.figures.registry import Measured, measure
from congress.web.lists import page as list_page
from tests.figures.made_district import NOW, make_everything
from tests.suggestions.cast import Cast, make_cast

pytestmark = pytest.mark.django_db
CUSTOM = {"preset": "custom", "since": "2025-11-30", "until": "2026-02-10"}
#: Chapters of which something was made, so that no figure of theirs is nothing.
MADE = frozenset(
    [
        "代表建议",
        "大会期间建议",
        "闭会期间建议",
        "社情民意",
        "联络站",
        "代表队伍",
        "履职",
        "活动",
        "学习培训",
        "人大信息",
    ]
)
#: Standards of stations have their own tests.
LEFT_OUT = {"stations.standardised"}


class Found(HttpResponse):
    """What a list says instead of its page: how many rows, and the sums above them."""

    def __init__(self, listing: Any) -> None:
        super().__init__()
        assert listing.form.errors == {}, listing.request.get_full_path()
        rows = listing.filterset.qs.order_by()
        self.numbers = {rows.count(), *(total.value for total in listing.totals)}


@pytest.fixture(autouse=True)
def rows_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lists are asked for their rows and need not be drawn."""

    def answered(_request: HttpRequest, _template: str, context: dict[str, Any]) -> HttpResponse:
        return Found(context["list"])

    monkeypatch.setattr(list_page, "render", answered)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    make_everything(cast)
    return cast


def said(answer: Any) -> set[int]:
    """The numbers an answer shows."""
    assert answer.status_code == 200
    if isinstance(answer, Found):
        return answer.numbers
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return {int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", words)}


def links(found: Measured) -> list[tuple[int, str]]:
    """Every number of a figure with its address: of a rate the part and the whole."""
    if isinstance(found.value, Rate):
        return [(found.value.numerator, found.url), (found.value.denominator, found.whole_url)]
    return [(found.value.value, found.url)]


def period_of(**data: str) -> Period:
    form = PeriodForm(data)
    assert form.is_valid(), form.errors
    return form.period


PERIODS: dict[str, dict[str, str]] = {
    **{key: {"preset": key} for key in PRESETS if key != "custom"},
    "custom": CUSTOM,
}


@pytest.mark.parametrize("role", ["leader", "office"])
def test_every_figure_is_the_length_of_its_list_for_every_period(cast: Cast, role: str) -> None:
    user: User = getattr(cast, role)
    clicked: dict[str, set[int]] = {}
    client = Client()
    client.force_login(user)
    for name in PERIODS if role == "leader" else ["year"]:
        for found in measure(user, period_of(**PERIODS[name])):
            for number, url in links(found):
                if url not in clicked:
                    clicked[url] = said(
                        client.get(url) if (role, name) == ("leader", "year") else asked(user, url)
                    )
                assert number in clicked[url], f"{found.figure.name} {name}: {number}, {url} {clicked[url]}"
            if name == "term" and found.figure.chapter in MADE and found.figure.key not in LEFT_OUT:
                assert links(found)[0][0] > 0, found.figure.name


def asked(user: User, url: str) -> HttpResponse:
    """The view behind an address, without the way there, which the periods of this year have gone."""
    request = RequestFactory().get(url)
    request.user = user
    request.htmx = type("Htmx", (), {"target": None, "history_restore_request": False})()  # type: ignore[attr-defined]
    match = resolve(url.partition("?")[0])
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


def test_all_figures_are_counted_in_a_few_queries_each_room(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    period = period_of(preset="year")
    figures = len(measure(cast.leader, period))
    with django_assert_max_num_queries(figures // 2):
        assert len(measure(cast.leader, period)) == figures > 100
